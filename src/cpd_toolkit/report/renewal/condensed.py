"""Supervision, feedback and articles in a few lines each; the full reports hold the rest."""

import polars as pl

from cpd_toolkit.measures.coverage import WINDOW_MONTHS, article_coverage, coverage_counts
from cpd_toolkit.measures.feedback import feedback_totals, top_two
from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.refusals import PERCENT_ANSWERS
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.supervision import FORMATS, sessions_by_format, sessions_ever, sessions_in_window
from cpd_toolkit.measures.windows import inside
from cpd_toolkit.report.display import Notes, Part
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import cycle, supplied
from cpd_toolkit.report.renewal.phrases import plain
from cpd_toolkit.report.rows import span_of

STRENGTHS = ("direct", "partial")  # what records can show at all
REPORTS = {"supervision": "supervision_frequency", "feedback": "feedback_trends", "articles": "article_coverage"}

Terms = list[tuple[str, str]]


def condensed(page: Page) -> list[Part]:
    """Return the three, each of what the dossier holds, under one heading."""
    held = supplied(page)
    parts: list[Part] = [
        *([supervision(page)] if "supervision" in held else []),
        *([feedback(page)] if "feedback" in held else []),
        *([articles(page)] if set(held) - {"members", "practice"} else []),
    ]
    say = page.say
    return [Notes(say("renewal.condensed.title"), [say("renewal.condensed.lead")]), *parts] if parts else []


def supervision(page: Page) -> Notes:
    """Return sessions and hours of the cycle and of 365 days, by format, and the gaps."""
    say, ends = page.say, cycle(page)
    told = page.sessions.filter(pl.col("date").is_between(*ends)) if ends else page.sessions
    whole, year = sessions_ever(told, page.as_of), sessions_in_window(page.sessions, page.as_of, "365_days")
    forms = sessions_by_format(told, page.as_of)
    terms = [
        (say("renewal.supervision.cycle" if ends else "renewal.supervision.ever"), _sessions(whole, page)),
        (say("renewal.supervision.year"), _sessions(year, page)),
        (say("renewal.supervision.formats"), _formats(forms, page)),
        *_gap_terms(told, page),
    ]
    results = {"cycle_sessions": whole, "cycle_sessions_by_format": forms, "sessions_in_365_days": year}
    return _notes("supervision", terms, page, results)


def _notes(name: str, terms: Terms, page: Page, results: dict[str, pl.DataFrame]) -> Notes:
    say, report = page.say, REPORTS[name]
    words = say("renewal.condensed.report", title=say(f"{report}.title"), name=report)
    terms = [*terms, (say("renewal.condensed.more"), words)]
    return Notes(say(f"renewal.{name}.title"), [], terms, results=results, inner=True)


def _sessions(told: pl.DataFrame, page: Page) -> str:
    say = page.say
    n = plain(value(told, "sessions") or 0)
    return say("renewal.supervision.sessions", n=n, hours=say.hours(value(told, "hours") or 0))


def _formats(forms: pl.DataFrame, page: Page) -> str:
    say = page.say
    hours = dict(forms.filter(measure="hours").select("format", "value").rows())
    return say.join(f"{say(f'chart.format.{form}')} {say.hours(hours[form])}" for form in FORMATS)


def _gap_terms(told: pl.DataFrame, page: Page) -> Terms:
    if told.is_empty():
        return []
    say, gap = page.say, gap_summary(told, page.as_of, page.pauses).row(0, named=True)
    terms = [(say("renewal.supervision.last"), say.day(gap["last_session"]))]
    if gap["longest_gap_days"] is None:
        return terms
    between = span_of(gap["longest_gap_from"], gap["longest_gap_to"], say)
    days = say("report.days", n=gap["longest_gap_days"])
    return [*terms, (say("renewal.supervision.longest"), f"{days}, {between}")]


def feedback(page: Page) -> Notes:
    """Return responses ever and in 12 months, respondents, and the shares of high answers in 12 months."""
    say, answers = page.say, page.tables["feedback"].filter(pl.col("date") <= page.as_of)
    lately = answers.filter(inside("12_months", page.as_of))
    totals, shares = feedback_totals(answers, page.as_of), top_two(lately, page.as_of)
    recent = plain(value(totals, "responses_last_12_months") or 0)
    terms = [
        (say("renewal.feedback.recent"), say("renewal.feedback.responses", n=recent)),
        (say("renewal.feedback.ever"), say("renewal.feedback.responses", n=plain(value(totals, "responses") or 0))),
        (say("renewal.feedback.respondents"), say.number(value(totals, "respondents") or 0)),
        (say("renewal.feedback.shares"), _shares(shares, page)),
    ]
    return _notes("feedback", terms, page, {"feedback_totals": totals, "top_two_last_12_months": shares})


def _shares(shares: pl.DataFrame, page: Page) -> str:
    """Return from where to where the shares lie, of the items with enough answers for a percentage."""
    say, told = page.say, shares.filter(pl.col("denominator") >= PERCENT_ANSWERS)
    if told.is_empty():
        return say("renewal.feedback.few", n=PERCENT_ANSWERS)
    low, high = (say.percent(share) for share in (told["value"].min(), told["value"].max()))  # type: ignore[arg-type]
    key = "share" if low == high else "between"
    return say(f"renewal.feedback.{key}", n=told.height, low=low, high=high)


def articles(page: Page) -> Notes:
    """Return how many articles of the code have a record in 36 months, of those that apply."""
    say = page.say
    coverage = article_coverage(supplied(page), page.as_of, page.dossier.not_applicable)
    whole, by = coverage_counts(coverage, page.as_of), coverage_counts(coverage, page.as_of, "strength")
    rows = {row["strength"]: row for row in by.filter(measure="with_record").to_dicts()}
    all_of = whole.filter(measure="with_record").row(0, named=True)
    terms = [
        (say("renewal.articles.record", n=WINDOW_MONTHS), _of(all_of, page)),
        *((say(f"renewal.articles.{name}"), _of(rows[name], page)) for name in STRENGTHS),
        (say("renewal.articles.none"), say.number(value(whole, "no_record") or 0)),
    ]
    return _notes("articles", terms, page, {"coverage_counts": whole, "coverage_by_strength": by})


def _of(row: dict[str, float], page: Page) -> str:
    return page.say("chart.articles.of", found=page.say.number(row["numerator"]), n=plain(row["denominator"]))
