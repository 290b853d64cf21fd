"""What the sessions measure: consent (12), frequency (41), relations with supervisors (42), ethical questions (43)."""

import polars as pl

from cpd_toolkit.measures.completeness import identifier_cells
from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.practice import practice_ratio
from cpd_toolkit.measures.questions import (
    CONSENTS,
    consent_share,
    ethical_counts,
    ethical_questions,
    sessions_by_consent,
)
from cpd_toolkit.measures.refusals import RATIO_PRACTICE_HOURS
from cpd_toolkit.measures.relations import reciprocal_supervisors, supervisor_relations
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.supervision import FORMATS, sessions_by_format, sessions_in_window
from cpd_toolkit.report.article_coverage.block import YEAR, block, k_of_n, listed, out_of
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page, members
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.validate import accepted


def consent(page: Page) -> Notes:
    """Return clients' consent to having their case told, and identifiers left in texts (article 12)."""
    say = page.say
    stated = sessions_by_consent(page.sessions, page.as_of, YEAR)
    share = consent_share(page.sessions, page.as_of, YEAR)
    cells = identifier_cells(page.tables, page.checked.findings, page.as_of)
    found = {name: int(cells.filter(pl.col("measure") == name)["value"].sum()) for name in ("cells", "rows_with_case")}
    terms = [
        *_consent(page, stated, share),
        ("identifiers", say.number(found["cells"])),
        ("with_case", say.number(found["rows_with_case"])),
    ]
    results = {"sessions_by_consent": stated, "consent_share": share, "identifier_cells": cells}
    return block(page, 12, terms, results)


def _consent(page: Page, stated: pl.DataFrame, share: pl.DataFrame) -> list[tuple[str, str]]:
    say, counted = page.say, dict(stated.select("consent", "value").rows())
    if not sum(counted.values()):
        return [("consent", say("article_coverage.article_12.no_case"))]
    answers = listed([(say(f"report.consent.{answer}"), counted[answer]) for answer in CONSENTS], say)
    given = out_of(share, "consent_share", say) or say("article_coverage.article_12.no_share")
    return [("consent", answers), ("share", given)]


def frequency(page: Page) -> Notes:
    """Return sessions, hours, practice for an hour of supervision and gaps (article 41)."""
    year = sessions_in_window(page.sessions, page.as_of, YEAR)
    formats = sessions_by_format(page.sessions, page.as_of, YEAR)
    ratio = practice_ratio(page.practice, page.sessions, page.as_of, YEAR, page.dossier.ratio)
    gaps = gap_summary(page.sessions, page.as_of, page.pauses)
    terms = [
        ("sessions", _sessions(page, year, formats)),
        ("ratio", _ratio(page, ratio)),
        ("gaps", _gaps(page, gaps)),
    ]
    results = {"sessions_in_12_months": year, "sessions_by_format_12_months": formats}
    return block(page, 41, terms, {**results, "practice_ratio_12_months": ratio, "gap_summary": gaps})


def _sessions(page: Page, year: pl.DataFrame, formats: pl.DataFrame) -> str:
    say, hours = page.say, page.say.hours(value(year, "hours") or 0)
    counted = dict(formats.filter(pl.col("measure") == "sessions").select("format", "value").rows())
    by_format = listed([(say(f"chart.format.{form}"), counted[form]) for form in FORMATS if counted[form]], say)
    told = say("article_coverage.article_41.counted", n=value(year, "sessions"), hours=hours)
    return " · ".join(filter(None, [told, by_format]))


def _ratio(page: Page, ratio: pl.DataFrame) -> str:
    say = page.say
    if page.practice.is_empty():
        return say("article_coverage.article_41.no_practice")
    row = ratio.row(by_predicate=pl.col("measure") == "ratio", named=True)
    told = "told" if row["value"] is not None else row["status"]
    return say(
        f"article_coverage.article_41.{told}",
        ratio=say.hours(row["value"] or 0),
        practice=say.hours(value(ratio, "practice_hours") or 0),
        supervision=say.hours(value(ratio, "supervision_hours") or 0),
        least=say.hours(RATIO_PRACTICE_HOURS),
    )


def _gaps(page: Page, gaps: pl.DataFrame) -> str:
    say = page.say
    if gaps.is_empty():
        return say("article_coverage.article_41.no_session")
    row = gaps.row(0, named=True)
    opened = say("article_coverage.measured.open_gap", n=row["open_gap_days"])
    if row["longest_gap_days"] is None:
        return opened
    span = span_of(row["longest_gap_from"], row["longest_gap_to"], say)
    return f"{say('article_coverage.measured.longest_gap', n=row['longest_gap_days'], span=span)} · {opened}"


def relations(page: Page) -> Notes:
    """Return the declared links with supervisors, and how much rests on one of them (article 42)."""
    say = page.say
    ever = supervisor_relations(page.sessions, page.as_of)
    year = supervisor_relations(page.sessions, page.as_of, YEAR)
    unknown = say("article_coverage.article_42.unknown")
    most = year.row(by_predicate=pl.col("measure") == "most_hours", named=True)
    hours = {"most": say.hours(most["numerator"]), "all": say.hours(most["denominator"])}
    terms = [
        ("declared", out_of(ever, "declared", say) or unknown),
        ("other_link", _other_link(page, ever)),
        ("most_hours", say("article_coverage.article_42.hours", **hours) if most["value"] is not None else unknown),
        ("reciprocal", _reciprocal(page)),
    ]
    return block(page, 42, terms, {"supervisor_relations": ever, "supervisor_relations_12_months": year})


def _other_link(page: Page, ever: pl.DataFrame) -> str:
    """Return the supervisors with another link, of those whose link is stated: the others are not known."""
    counted = dict(ever.select("measure", "numerator").rows())
    if not counted["declared"]:
        return page.say("article_coverage.article_42.none_declared")
    return k_of_n(counted["other_link"], counted["declared"], page.say)


def _reciprocal(page: Page) -> str:
    """Return whether a supervisor of the member is supervised by the member: told only from several members' rows."""
    say, rows = page.say, accepted(page.checked)
    if "supervision" not in rows or len(members(rows)) < 2:
        return say("article_coverage.article_42.alone")
    pairs = reciprocal_supervisors(rows["supervision"], page.as_of).filter(pl.col("member_id") == page.member)
    return say("article_coverage.article_42.pairs", n=pairs.height)


def questions(page: Page) -> Notes:
    """Return the ethical questions raised, closed and open (article 43)."""
    say = page.say
    counts = ethical_counts(page.sessions, page.as_of)
    asked = ethical_questions(page.sessions, page.as_of)
    numbers = {name: say.number(value(counts, name) or 0) for name in ("raised", "closed", "open")}
    oldest: int | None = asked.filter("open")["days"].max()  # type: ignore[assignment]
    none = say("article_coverage.article_43.none")
    terms = [
        ("questions", say("article_coverage.article_43.counted", **numbers) if asked.height else none),
        *([("oldest", say("report.days", n=oldest))] if oldest is not None else []),
    ]
    return block(page, 43, terms, {"ethical_counts": counts})
