"""Every test of the page with its p, and the changes that may be claimed, as numbers with their rows."""

from typing import Any

import polars as pl

from cpd_toolkit.charts.items import interval, short, signed
from cpd_toolkit.charts.over_time import SLOPE_DIGITS, flat
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import ITEM
from cpd_toolkit.measures.feedback_change import periods, voices
from cpd_toolkit.report.certainty import key
from cpd_toolkit.report.display import Blank, Grid, Number, Table, grid, headed
from cpd_toolkit.report.feedback_trends.answers import Answers
from cpd_toolkit.report.feedback_trends.numbers import opened

MOST_CLAIMS = 3  # shown as numbers, the surest; the table of tests has them all
LETTERS = 60  # of a question under a number
LEAST_P = 0.001
ORDER = ("p_adjusted", "kind", "item", "scale_min", "scale_max")


def found(answers: Answers) -> list[Number]:
    """Return how many changes were found in how many tests; nothing where none is found."""
    say, made, claimed = answers.say, answers.claims.height, answers.claims.filter("claimed").height
    if not claimed:
        return []
    value = say("chart.k_of_n", k=say.number(claimed), n=say.number(made))
    return [Number(value, say("feedback_trends.number.tests"), say("feedback_trends.number.tests_note"))]


def tests(answers: Answers) -> Table | Blank:
    """Return every test of the page with its p."""
    if answers.claims.is_empty():
        return Blank()
    name = answers.say("feedback_trends.number.tests_title")
    return Table(name, [], _grid(answers), inner=True)


def _grid(answers: Answers) -> Grid:
    say, tested = answers.say, answers.named(_tested(answers)).to_dicts()
    rows = [
        (row["item"], say(f"feedback_trends.test.{row['kind']}"), *_told(row, say), row["claimed"]) for row in tested
    ]
    heads = ("item", "test", "tau_b", "p_all", "p_by_person", "p_adjusted")
    frame = pl.DataFrame(rows, headed(dict.fromkeys(heads, pl.String) | {"claimed": pl.Boolean}, say), orient="row")
    return grid(frame, say("feedback_trends.number.tests_caption"), say)


def _tested(answers: Answers) -> pl.DataFrame:
    """Return every test in order, a trend with its tau-b and both its p."""
    both = answers.trends.select(*ITEM, "tau_b", "p_by_person", p_all="p", kind=pl.lit("trend"))
    # Two periods are compared by one vote a person: the p of that test is such a p.
    by_person = pl.when(pl.col("kind") == "period").then("p").otherwise("p_by_person")
    told = answers.claims.join(both, on=[*ITEM, "kind"], how="left").with_columns(p_by_person=by_person)
    return told.sort(ORDER)


def _told(row: dict[str, Any], say: Words) -> list[str | None]:
    tau = None if row["tau_b"] is None else signed(row["tau_b"], say, 2)
    known = (row[name] for name in ("p_all", "p_by_person", "p_adjusted"))
    return [tau, *(None if p is None else p_words(p, say) for p in known)]


def p_words(p: float, say: Words) -> str:
    """Return a p to three decimals.

    Example:
        >>> p_words(0.0421, Words("en")), p_words(0.0002, Words("en"))
        ('0.042', '< 0.001')
    """
    return say.number(p, 3) if p >= LEAST_P else f"< {say.number(LEAST_P, 3)}"


def claims(answers: Answers) -> list[Number]:
    """Return the surest changes that may be claimed; none is the common case."""
    surest = answers.claims.filter("claimed").sort(ORDER).head(MOST_CLAIMS)
    return [_claim(answers, row) for row in surest.to_dicts()]


def _claim(answers: Answers, claim: dict[str, Any]) -> Number:
    say = answers.say
    size, change, ends = _size(answers, claim)
    return Number(
        say(f"feedback_trends.number.claim_{size}", change=change),
        say("chart.quoted", text=short(claim["item"], LETTERS)),
        say(f"feedback_trends.number.claim_{size}_note", interval=ends, p=p_words(claim["p_adjusted"], say)),
        say("report.opens"),
        opened(answers, _behind(answers, claim)),
    )


def _size(answers: Answers, claim: dict[str, Any]) -> tuple[str, str, str]:
    """Return what a change is told in, and the change and its interval in words.

    Points of share, points of the scale a year, or tau-b where the slope is 0.
    """
    kind, say = claim["kind"], answers.say
    tested, name, scale, digits = answers.changes, "value", 100, 0
    if kind == "trend":
        tested, name, scale, digits = answers.trends, "slope_per_year", 1, SLOPE_DIGITS
    row = next(row for row in tested.to_dicts() if key(row) == key(claim))
    if kind == "trend" and flat(row):
        return "tau", signed(row["tau_b"], say, 2), ""
    change = signed(scale * row[name], say, digits)
    return kind, change, interval(scale * row["lower"], scale * row["upper"], say, digits)


def _behind(answers: Answers, claim: dict[str, Any]) -> pl.DataFrame:
    if claim["kind"] == "trend":
        rows = answers.scored
    else:
        rows = pl.concat(voices(answers.ever, period) for period in periods(answers.page.as_of))
    return rows.filter(pl.col(name) == claim[name] for name in ("item", "scale_min", "scale_max"))
