"""What the records themselves measure: how complete they are (article 36), and insured days (article 37)."""

from datetime import timedelta

import polars as pl

from cpd_toolkit.measures.completeness import (
    FIELDS,
    confirmation_days,
    errors_per_100_rows,
    filled_fields,
    undocumented_gap,
)
from cpd_toolkit.measures.insurance import insurance_cover, insurance_lapses
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.article_coverage.block import block, k_of_n, listed, out_of
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.tables import TABLES


def records(page: Page) -> Notes:
    """Return how complete and tidy the records are (article 36, indirectly)."""
    filled = filled_fields(page.tables, page.as_of)
    errors = errors_per_100_rows(page.checked.findings, sum(t.read for t in page.checked.tables.values()))
    confirmed = confirmation_days(page.sessions, page.as_of)
    gap = undocumented_gap(page.tables, page.as_of)
    terms = [
        *((table, _filled(page, filled, table)) for table in FIELDS),
        ("errors", _errors(page, errors)),
        ("confirmed", _confirmed(page, confirmed)),
        ("gap", _gap(page, gap)),
    ]
    results = {"filled_fields": filled, "errors_per_100_rows": errors, "confirmation_days": confirmed}
    return block(page, 36, terms, {**results, "undocumented_gap": gap})


def _filled(page: Page, filled: pl.DataFrame, table: str) -> str:
    say = page.say
    known = filled.filter(pl.col("table") == table, pl.col("value").is_not_null())
    rows = {row["field"]: row for row in known.to_dicts()}
    told = [
        (TABLES[table].column(field).label(say.lang), k_of_n(rows[field]["numerator"], rows[field]["denominator"], say))
        for field in FIELDS[table]
        if field in rows
    ]
    return listed(told, say) or say("article_coverage.article_36.no_row")


def _errors(page: Page, errors: pl.DataFrame) -> str:
    say, row = page.say, errors.row(0, named=True)
    if row["value"] is None:
        return say("article_coverage.article_36.no_row")
    rows, hundred = say.number(row["denominator"]), say.number(row["value"])
    return say("article_coverage.article_36.cells", n=row["numerator"], rows=rows, hundred=hundred)


def _confirmed(page: Page, confirmed: pl.DataFrame) -> str:
    say, days = page.say, {name: value(confirmed, f"{name}_days") for name in ("median", "longest")}
    counted = out_of(confirmed, "confirmed", say)
    if counted is None:
        return say("article_coverage.article_36.no_row")
    return " · ".join(
        [counted, *(say(f"article_coverage.measured.{k}", n=n) for k, n in days.items() if n is not None)]
    )


def _gap(page: Page, gap: pl.DataFrame) -> str:
    say = page.say
    longest = gap["longest_gap_days"].max() if gap.height else None
    if longest is None:
        return say("article_coverage.article_36.one_day")
    row = gap.row(0, named=True)
    return say(
        "article_coverage.measured.longest_gap",
        n=row["longest_gap_days"],
        span=span_of(row["longest_gap_from"], row["longest_gap_to"], say),
    )


def insurance(page: Page) -> Notes:
    """Return insured days, days to the end of the cover and days without one (article 37)."""
    evidence = page.tables["evidence"]
    cover = insurance_cover(evidence, page.practice, page.as_of)
    lapses = insurance_lapses(evidence, page.as_of)
    results = {"insurance_cover": cover, "insurance_lapses": lapses}
    if value(cover, "insured_days") is None:
        return block(page, 37, [("year", page.say("article_coverage.article_37.unknown"))], results)
    worked = out_of(cover, "insured_practice_days", page.say) or page.say("article_coverage.article_37.no_practice")
    terms = [
        ("year", out_of(cover, "insured_days", page.say) or ""),
        ("practice", worked),
        ("expiry", _expiry(page, value(cover, "days_to_expiry"))),
        ("lapses", _lapses(page, lapses)),
    ]
    return block(page, 37, terms, results)


def _expiry(page: Page, days: float | None) -> str:
    say = page.say
    if days is None:
        return say("article_coverage.article_37.not_begun")
    end = say.day(page.as_of + timedelta(days=int(days)))
    return say(f"article_coverage.article_37.{'left' if days >= 0 else 'ended'}", n=abs(days), day=end)


def _lapses(page: Page, lapses: pl.DataFrame) -> str:
    say = page.say
    told = [
        say("article_coverage.article_37.lapse", n=n, span=span_of(first, last, say))
        for first, last, n in lapses.select("uninsured_from", "uninsured_to", "days").rows()
    ]
    return " · ".join(told) or say("article_coverage.article_37.no_lapse")
