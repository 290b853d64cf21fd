"""Where answers stand on their scale: every answer, the last one of each person, and answers at the very top."""

from dataclasses import replace
from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.items import MOST_ITEMS, listed, share_words, short
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures.feedback import ITEM, latest, top_two
from cpd_toolkit.measures.feedback_levels import answers_by_band, top_level
from cpd_toolkit.measures.feedback_people import CODED
from cpd_toolkit.measures.refusals import CEILING_SHARE, PERCENT_ANSWERS, SHARE_ANSWERS
from cpd_toolkit.report.display import Blank, Figure, Grid, Notes, Results, Table, figure, grid, headed
from cpd_toolkit.report.feedback_trends.answers import Answers, scale_words

SCALE = ("scale_min", "scale_max")

LETTERS = 90  # of a question; whole in the chart's numbers

Scale = tuple[float, float]


def levels(answers: Answers) -> list[Figure | Notes]:
    """Return a chart a scale: answers on different scales are never put together."""
    if answers.scored.is_empty():
        return []
    measured = (top_two, answers_by_band, top_level)
    told = {one.__name__: one(answers.told, answers.page.as_of) for one in measured}
    first, *others = [_scale(answers, scale, told) for scale in scales(told["top_two"])]
    return [replace(first, results=told), *others]


def most_answered(shares: pl.DataFrame) -> pl.DataFrame:
    """Return items with answers, those with most of them first."""
    answered = shares.filter(pl.col("denominator") > 0)
    return answered.sort("denominator", *ITEM, descending=[True, *(False for _ in ITEM)])


def scales(shares: pl.DataFrame) -> list[Scale]:
    """Return the scales with answers, those with most of them first."""
    answered = shares.group_by(SCALE).agg(pl.col("denominator").sum()).filter(pl.col("denominator") > 0)
    return answered.sort("denominator", *SCALE, descending=[True, False, False]).select(SCALE).rows()


def _of(scale: Scale) -> list[pl.Expr]:
    return [pl.col(name) == end for name, end in zip(SCALE, scale, strict=True)]


def _scale(answers: Answers, scale: Scale, told: Results) -> Figure | Notes:
    say = answers.say
    title = say("feedback_trends.levels.title", scale=scale_words(*scale, say))
    shares = most_answered(told["top_two"].filter(_of(scale)))
    if shares.filter(pl.col("denominator") >= SHARE_ANSWERS).is_empty():
        return Notes(title, [say("feedback_trends.levels.few", least=SHARE_ANSWERS)], table=_counts(shares, say))
    chart = charts.answers(told["answers_by_band"].filter(_of(scale)), shares, counted(answers), say)
    notes = [*drawn(shares.height, MOST_ITEMS, say), *_ceiling(told["top_level"].filter(_of(scale)), say)]
    return figure(title, chart, say("report.chart_numbers"), say, notes=notes)


def counted(answers: Answers) -> str:
    """Return in words which days' answers a chart shows."""
    start, end = map(answers.say.day, answers.days or (answers.last, answers.last))
    return answers.say("feedback_trends.levels.counted", start=start, end=end)


def drawn(items: int, most: int, say: Words) -> list[str]:
    """Return the note that a chart draws only some of its items; none when it draws them all."""
    return [say("feedback_trends.levels.drawn", n=items, most=most)] if items > most else []


def _counts(shares: pl.DataFrame, say: Words) -> Grid:
    heads = {"item": "item", "denominator": "answers"}
    frame = shares.select(pl.col(name).alias(say(f"chart.head.{head}")) for name, head in heads.items())
    return grid(frame, say("feedback_trends.levels.counts"), say)


def _ceiling(tops: pl.DataFrame, say: Words) -> list[str]:
    """Return a word on questions that can hardly show an improvement; none below 10 answers."""
    high = tops.filter(pl.col("status") == "ok", pl.col("value") > CEILING_SHARE)
    if high.is_empty():
        return []
    items = listed(high["item"].to_list(), say)
    return [say("feedback_trends.levels.ceiling", n=high.height, items=items, share=say.percent(CEILING_SHARE))]


def one_vote(answers: Answers) -> Table | Notes | Blank:
    """Return the share over all answers beside the one over the last answer of each person."""
    if answers.scored.is_empty():
        return Blank()
    say, as_of = answers.say, answers.page.as_of
    name = say("feedback_trends.one_vote.title")
    coded = answers.scored.filter(CODED)
    if coded.is_empty():
        return Notes(name, [say("feedback_trends.one_vote.no_codes")], inner=True)
    shares, last = top_two(answers.scored, as_of), top_two(latest(answers.scored), as_of)
    results = {"top_two_last_per_respondent": last}
    if coded.height == latest(coded).height:
        return Notes(name, [say("feedback_trends.one_vote.same")], results=results, inner=True)
    table = grid(_votes(answers, shares, last), say("feedback_trends.one_vote.caption"), say)
    notes = [say("feedback_trends.one_vote.note")] if coded.height < answers.scored.height else []
    return Table(name, [say("feedback_trends.one_vote.lead")], table, notes, results=results, inner=True)


def _votes(answers: Answers, shares: pl.DataFrame, last: pl.DataFrame) -> pl.DataFrame:
    say, uncoded = answers.say, answers.scored.filter(~CODED).group_by(ITEM).agg(uncoded=pl.len())
    wide = shares.join(last, on=ITEM, suffix="_last").join(uncoded, on=ITEM, how="left")
    rows = [
        (
            short(row["item"], LETTERS),
            scale_words(row["scale_min"], row["scale_max"], say),
            _share(row, "", say),
            _share(row, "_last", say),
            row["uncoded"] or 0,
        )
        for scale in scales(shares)
        for row in most_answered(wide.filter(_of(scale))).to_dicts()
    ]
    heads = ("item", "scale", "all_answers", "last_answers")
    frame = pl.DataFrame(rows, headed(dict.fromkeys(heads, pl.String) | {"uncoded": pl.Int64}, say), orient="row")
    # A column that says the same of every question says nothing.
    same = {
        say("report.head.scale"): shares.select(SCALE).n_unique() == 1,
        say("report.head.uncoded"): not uncoded.height,
    }
    return frame.drop(name for name, dropped in same.items() if dropped)


def _share(row: dict[str, Any], suffix: str, say: Words) -> str:
    """Return a share with its interval and what it is of, as few answers allow."""
    k, n, lower, upper = (row[f"{name}{suffix}"] for name in ("numerator", "denominator", "lower", "upper"))
    words = share_words(k, n, say, lower, upper)
    return words if n < PERCENT_ANSWERS else f"{words} ({say('chart.n', n=int(n))})"
