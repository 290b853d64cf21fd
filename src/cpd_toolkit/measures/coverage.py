"""Coverage: how each of the 47 articles stands in the records that name it: entries, kinds of source, state.

Only tags count (see `articles`). An entry is a session, an activity or a document; a response counts once, however many
answers it has. No record is no record in the data supplied, never an article that was not respected.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import polars as pl

from cpd_toolkit.ethics import ARTICLES, CHAPTERS, SECTIONS
from cpd_toolkit.measures.articles import NONE, NOT_APPLICABLE, OLDER, RECENCIES, article_recency, recency_on, tags
from cpd_toolkit.measures.selection import Quantity, Selection, tally
from cpd_toolkit.measures.shapes import COVERAGE, ENTRIES, result_table, shaped
from cpd_toolkit.measures.windows import ever, lifetime, months_before

SOURCES = ("supervision", "training", "reflection", "feedback", "document")
STATES = ("supported", "partial", "old", "no_record", "not_applicable")
STRENGTHS = ("direct", "partial", "none")
RECENCY_CLASSES = (*(name for _, name in RECENCIES), OLDER)

WINDOW_MONTHS = 36  # older evidence makes an article `old`
SUPPORTING_SOURCES = 2  # kinds of source from which an article is `supported`

KINDS = {
    "supervision": pl.col("format"),
    "training": pl.col("category"),
    "feedback": pl.col("respondent_role"),
    "evidence": pl.col("kind"),
}
PLACE = ("table", "file", "sheet", "row")
REFLECTION = (pl.col("table") == "training") & (pl.col("kind") == "reflection")


def article_entries(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Return each entry that names an article, under each article it names.

    A training row of category reflection is of source reflection, an evidence row of source document.

    Returns:
        shapes.ENTRIES, by article, newest first.

    Example:
        >>> day, articles = date(2026, 3, 1), [12, 43]
        >>> session = {"member_id": "C1", "date": day, "format": "peer", "articles": articles}
        >>> place = {"file": "log.csv", "sheet": "", "row": 2}
        >>> article_entries({"supervision": pl.DataFrame([session | place])}).select("article", "source").rows()
        [(12, 'supervision'), (43, 'supervision')]
    """
    known = [_kinds(name, tables[name]) for name in KINDS if name in tables]
    if not known:
        return pl.DataFrame(schema=ENTRIES)
    tagged = tags(tables).join(pl.concat(known), on=PLACE, how="left", nulls_equal=True)
    source = pl.when(REFLECTION).then(pl.lit("reflection")).otherwise("table").replace("evidence", "document")
    # A response is known by its member and identifier, any other entry by its place.
    of_response = pl.col("response_id").is_null()
    own = [pl.when(of_response).then(pl.col(name)).alias(f"own_{name}") for name in ("file", "sheet", "row")]
    keys = ["article", "table", "member_id", "response_id", "own_file", "own_sheet", "own_row"]
    entries = (
        tagged.with_columns(source.alias("source"), *own)
        .group_by(keys)
        .agg(
            pl.col("day").max(),
            pl.col("source", "kind", "file", "sheet").sort_by("file", "sheet", "row").first(),
            rows=pl.col("row").filter(pl.col("file") == pl.col("file").min()).unique().sort(),
            people=pl.lit(1),
        )
    )
    order = ["article", "day", "source", "file", "sheet", "rows"]
    newest_first = [False, True, *[False] * (len(order) - 2)]
    return shaped(entries, ENTRIES).sort(order, descending=newest_first)


def _kinds(name: str, rows: pl.DataFrame) -> pl.LazyFrame:
    named = rows.lazy().select(pl.lit(name).alias("table"), *PLACE[1:], kind=KINDS[name])
    return named.unique(PLACE, keep="first", maintain_order=True)


def article_coverage(
    tables: Mapping[str, pl.DataFrame], as_of: date, not_applicable: Collection[int] = ()
) -> pl.DataFrame:
    """Return how each of the 47 articles stands on as_of.

    `supported`: entries from at least two kinds of source in the 36 months; `partial`: from one; `old`: only before
    them; `no_record`; `not_applicable` when so declared, whatever was logged.

    Returns:
        shapes.COVERAGE, a row for each of the 47.
    """
    entries = article_entries(tables).lazy()
    recent = pl.col("day") > months_before(as_of, WINDOW_MONTHS)
    found = entries.group_by("article").agg(
        entries=pl.len(),
        sources=_in_order(pl.col("source")),
        sources_in_window=_in_order(pl.col("source").filter(recent)),
    )
    known = pl.LazyFrame({"article": [a.number for a in ARTICLES]}).with_columns(
        section=_of_article("section"), strength=_of_article("strength")
    )
    recency = article_recency(tables, as_of, not_applicable).lazy()
    joined = (
        known.join(recency, on="article")
        .join(found, on="article", how="left")
        .with_columns(pl.col("entries").fill_null(0), pl.col("sources", "sources_in_window").fill_null([]))
    )
    return shaped(joined.with_columns(state=_state()), COVERAGE, ["article"])


def _of_article(field: str) -> pl.Expr:
    return pl.col("article").replace_strict({a.number: getattr(a, field) for a in ARTICLES})


def _in_order(source: pl.Expr) -> pl.Expr:
    """Return the distinct kinds of source, in the order of SOURCES."""
    return source.cast(pl.Enum(SOURCES)).unique().sort().cast(pl.String)


def _state() -> pl.Expr:
    kinds = pl.col("sources_in_window").list.len()
    return (
        pl.when(pl.col("recency") == NOT_APPLICABLE)
        .then(pl.lit("not_applicable"))
        .when(pl.col("recency") == NONE)
        .then(pl.lit("no_record"))
        .when(kinds >= SUPPORTING_SOURCES)
        .then(pl.lit("supported"))
        .when(kinds > 0)
        .then(pl.lit("partial"))
        .otherwise(pl.lit("old"))
    )


def coverage_counts(coverage: pl.DataFrame, as_of: date, by: str = "") -> pl.DataFrame:
    """Return how many articles have a record in the 36 months, of how many that apply, and the number in each state.

    Args:
        coverage: shapes.COVERAGE.
        as_of: its day.
        by: `section`, `strength`, `chapter` (our own roll-up of the sections) or "" for all together.

    Returns:
        Measures with_record and one for each state. `with_record` (supported or partial) has the articles that apply as
        denominator; its value is the count too: "3 of 4" is never told as a percentage.
    """
    keys = [by] if by else []
    named = coverage.lazy().with_columns(chapter=_chapter(), all=pl.lit(0))
    counts = [pl.len().alias("articles"), *((pl.col("state") == state).sum().alias(state) for state in STATES)]
    wide = named.group_by(by or "all").agg(*counts, people=pl.col("people").max())
    first = months_before(as_of, WINDOW_MONTHS) + timedelta(days=1)
    dated = wide.with_columns(interval_start=pl.lit(first), interval_end=pl.lit(as_of))
    told = [_with_record(dated), *(_state_count(dated, state) for state in STATES)]
    return result_table(pl.concat(told), keys)


def _chapter() -> pl.Expr:
    last = [chapter.sections[1] for chapter in CHAPTERS]
    of_section = {s.number: 1 + sum(s.number > end for end in last) for s in SECTIONS}
    return pl.col("section").replace_strict(of_section, return_dtype=pl.Int64)


def _with_record(wide: pl.LazyFrame) -> pl.LazyFrame:
    found = (pl.col("supported") + pl.col("partial")).cast(pl.Float64)
    applies = (pl.col("articles") - pl.col("not_applicable")).cast(pl.Float64)
    return wide.with_columns(measure=pl.lit("with_record"), numerator=found, denominator=applies, value=found)


def _state_count(wide: pl.LazyFrame, state: str) -> pl.LazyFrame:
    count, none = pl.col(state).cast(pl.Float64), pl.lit(None, pl.Float64)
    return wide.with_columns(measure=pl.lit(state), numerator=count, denominator=none, value=count)


def coverage_by_source(entries: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each kind of source its entries and the articles they name.

    An entry that names two articles counts once.
    """
    once = ("file", "sheet", "rows", "member_id")
    quantities = (Quantity("entries", each=once), Quantity("articles", each=("article",)))
    rows = entries.lazy()
    spine = lifetime(rows, as_of, "day").join(pl.LazyFrame({"source": SOURCES}), how="cross")
    return tally(Selection(ever(rows, as_of, "day"), quantities, ("source",), spine))


def source_recency(entries: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each kind of source how many articles it names, by the recency of its newest entry on each."""
    latest = entries.lazy().group_by("source", "article").agg(pl.col("day").max(), pl.col("member_id").first())
    classed = latest.with_columns(recency=recency_on(as_of, pl.col("day")))
    classes = pl.LazyFrame({"source": SOURCES}).join(pl.LazyFrame({"recency": RECENCY_CLASSES}), how="cross")
    spine = lifetime(classed, as_of, "day").join(classes, how="cross")
    return tally(Selection(ever(classed, as_of, "day"), (Quantity("articles"),), ("source", "recency"), spine))


def sources_by_section(entries: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return for each section and kind of source how many articles of the section it names, and its entries there."""
    rows = entries.lazy().with_columns(section=_of_article("section"))
    sections = pl.LazyFrame({"section": [s.number for s in SECTIONS]})
    spine = (
        lifetime(rows, as_of, "day").join(sections, how="cross").join(pl.LazyFrame({"source": SOURCES}), how="cross")
    )
    return tally(
        Selection(ever(rows, as_of, "day"), (Quantity("articles", each=("article",)),), ("section", "source"), spine)
    )


def oldest_or_missing(coverage: pl.DataFrame) -> pl.DataFrame:
    """Return the articles to speak of next, the most telling first: shapes.COVERAGE.

    Those that such records can show (directly or in part), that apply and whose newest entry is at least 12 months old:
    without a record first, then from the oldest; what records show directly before what they show in part.
    """
    open_ones = coverage.filter(
        pl.col("strength") != "none",
        ~pl.col("state").is_in(["not_applicable"]),
        pl.col("recency") != RECENCY_CLASSES[0],
    )
    rank = pl.col("strength").replace_strict({"direct": 0, "partial": 1}, return_dtype=pl.Int64)
    return open_ones.sort(
        pl.col("last").is_not_null(), pl.when(pl.col("last").is_null()).then(rank), "last", rank, "article"
    )
