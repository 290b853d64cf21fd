"""Hours by category: what was declared and what counts, side by side, and which cap took the difference."""

import polars as pl

from cpd_toolkit.measures.training import ENDED, training_by_kind
from cpd_toolkit.report.display import NOTHING, Grid, Part, Table
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.renewal.judged import cycle, evaluations, supplied
from cpd_toolkit.report.renewal.phrases import amount, range_of
from cpd_toolkit.report.renewal.standing import Standing, standings
from cpd_toolkit.requirements.choices import label
from cpd_toolkit.requirements.credit import DIGITS, HOURLY
from cpd_toolkit.requirements.load import value_on
from cpd_toolkit.requirements.pack import Counted, Minimum, Ratio, Where
from cpd_toolkit.requirements.phrases import cap_words
from cpd_toolkit.requirements.steps import KIND, steps
from cpd_toolkit.tables import TABLES

SOURCE = "training"
HEADS = ("category", "declared", "counted", "difference")


def categories(page: Page) -> list[Part]:
    """Return a table for each rule that counts hours of training; without one, what was declared in the cycle."""
    if SOURCE not in supplied(page):
        return []
    told = [one for done in evaluations(page) for one in _counting(standings(done, page.as_of))]
    say = page.say
    parts: list[Part] = [_credited(one, page) for one in told if one.credits.height] or _declared(page)
    return [Table(say("renewal.categories.title"), [say("renewal.categories.lead")], None), *parts] if parts else []


def _counting(told: list[Standing]) -> list[Standing]:
    """Return the rules about hours of training: those about all of them, or else every one."""
    hourly = [one for one in told if isinstance(one.rule, Minimum | Ratio) and _of_training(one.rule)]
    whole = [one for one in hourly if isinstance(one.rule, Counted) and one.rule.count.where == Where()]
    return whole or hourly


def _of_training(rule: Minimum | Ratio) -> bool:
    # Stretches that overlap hold a record several times.
    return SOURCE in rule.count.of and rule.count.unit in HOURLY and not rule.window.startswith("any-")


def _credited(one: Standing, page: Page) -> Table:
    say, rule = page.say, one.rule
    assert isinstance(rule, Minimum | Ratio)
    dated = value_on(rule.values, page.as_of)
    asked = one.told["expected"] if isinstance(rule, Ratio) else dated.value if dated else 0.0
    taken = steps(rule, asked or 0.0, one.credits, supplied(page), page.as_of)
    sums = one.credits.group_by(KIND).agg(pl.col("declared", "least", "most").sum().round(DIGITS))
    kinds = sums.filter(pl.col("declared") > 0).sort("table", "category", nulls_last=True)
    unverified = [say("renewal.categories.unverified")] if one.told["unverified"] else []
    results = {f"credited_{rule.id}": kinds, f"steps_{rule.id}": taken}
    table = _grid(kinds, taken, rule, page)
    return Table("", [rule.text(say.lang)], table, unverified, results=results, inner=True)


def _grid(kinds: pl.DataFrame, taken: pl.DataFrame, rule: Minimum | Ratio, page: Page) -> Grid:
    say = page.say
    rows = [
        [
            _kind(table, category, page),
            amount(declared, rule, say),
            range_of(least, most, rule, say),
            _why(taken.filter(pl.col("table") == table, pl.col("category").eq_missing(pl.lit(category))), rule, page),
        ]
        for table, category, declared, least, most in kinds.rows()
    ]
    sums = kinds.select(pl.col("declared", "least", "most").sum()).row(0)
    total = [say("chart.total"), amount(sums[0], rule, say), range_of(sums[1], sums[2], rule, say), ""]
    heads = [say(f"renewal.head.{name}") for name in HEADS]
    caption = say("renewal.categories.caption")
    return Grid(caption, heads, [*rows, total], ["text", "number", "number", "text"], total=True)


def _kind(table: str, category: str | None, page: Page) -> str:
    return label("category", category, page.say.lang) if category else TABLES[table].title(page.say.lang).lower()


def _why(taken: pl.DataFrame, rule: Minimum | Ratio, page: Page) -> str:
    """Return which steps took the difference, in words; a formula may add."""
    say, words = page.say, []
    for row in taken.to_dicts():
        key = "added" if row["taken"] < 0 else row["step"]
        cap = cap_words(rule.count.caps[row["cap"]], rule.count, say) if row["cap"] is not None else ""
        longest = say.number(rule.count.longest_hours or 0)
        words.append(say(f"renewal.taken.{key}", amount=amount(abs(row["taken"]), rule, say), cap=cap, longest=longest))
    return f"{say('renewal.between')}".join(words) or NOTHING


def _declared(page: Page) -> list[Part]:
    """Return the hours of the cycle as declared, where no rule counts them."""
    say, ends = page.say, cycle(page)
    inside = page.tables[SOURCE].filter(page.as_of >= ENDED)
    inside = inside.filter(ENDED.is_between(*ends)) if ends else inside
    told = training_by_kind(inside, page.as_of, "category").filter(measure="hours")
    if told.is_empty():
        return []
    rows = [[label("category", code, say.lang), say.hours(hours)] for code, hours in told[["category", "value"]].rows()]
    rows.append([say("chart.total"), say.hours(float(told["value"].sum()))])
    heads = [say(f"renewal.head.{name}") for name in ("category", "declared")]
    table = Grid(say("renewal.categories.declared"), heads, rows, ["text", "number"], total=True)
    lead = [say("renewal.categories.uncounted")]
    return [Table("", lead, table, results={"training_by_category": told}, inner=True)]
