"""The 47 articles by share of members, and the training there was beside those least covered."""

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.withheld import count_and_share, hidden_rows, is_told
from cpd_toolkit.ethics import CHAPTERS, article
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import frame
from cpd_toolkit.tables import TABLES

LEAST_COVERED = 10


def articles(page: Public) -> Figure:
    """Return for each article how many members have a record that names it in the last 12 months."""
    say, table = page.say, page.tables["articles"]
    least = _least_covered(table).head(1)
    values: dict[str, object] = {"n": hidden_rows(table)}
    if least.height:
        values |= {"article": least["article"][0], "share": say.percent(least["value"][0])}
    finding = say("organisation.articles.finding" if least.height else "organisation.articles.finding_hidden", **values)
    chart = charts.article_shares(table, finding, say, day=say.day(page.as_of))
    notes = [
        say("organisation.articles.note"),
        *([say("organisation.articles.hidden", n=hidden_rows(table), k=page.k)] if hidden_rows(table) else []),
    ]
    return figure(
        say("organisation.articles.title"), chart, say("report.chart_numbers"), say, {"articles": table}, notes
    )


def _least_covered(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("status") == "ok").sort("value", "article").head(LEAST_COVERED)


def gaps(page: Public) -> Table | Blank:
    """Return the articles that fewest members have a record of, beside the training that names them."""
    say, least = page.say, _least_covered(page.tables["articles"])
    if least.is_empty():
        return Blank()
    rows = [
        (
            _name(row["article"], page),
            count_and_share(row, say),
            count_and_share(page.row("training_by_article", article=row["article"]), say),
        )
        for row in least.to_dicts()
    ]
    shown = grid(frame(rows, ("article", "members_with", "trained"), page), say("organisation.gaps.caption"), say)
    notes = [say("organisation.gaps.note")]
    results = {"training_by_article": page.tables["training_by_article"]}
    return Table(say("organisation.gaps.title"), [], shown, notes, results=results, inner=True)


def _name(number: int, page: Public) -> str:
    return f"{number}. {article(number).label(page.say.lang)}"


def training(page: Public) -> Table | Blank:
    """Return the members who took training of each category, and of these on each chapter of the code."""
    say, table = page.say, page.tables["training_by_category"]
    if not any(map(is_told, table.to_dicts())):
        return Blank()
    chapters = {f"{first}-{last}": title(say.lang) for (first, last), title in CHAPTERS}
    rows = [
        (
            _category(row["category"], page),
            count_and_share(row, say),
            *(_of_chapter(row["category"], name, page) for name in chapters),
        )
        for row in table.sort("category").to_dicts()
        if is_told(row)
    ]
    notes = [
        say("organisation.training.note"),
        *([say("organisation.training.hidden", n=hidden_rows(table))] if hidden_rows(table) else []),
    ]
    heads = [say("organisation.head.category"), say("organisation.head.members"), *chapters.values()]
    shown = grid(
        pl.DataFrame(rows, dict.fromkeys(heads, pl.String), orient="row"), say("organisation.training.caption"), say
    )
    results = {name: page.tables[name] for name in ("training_by_category", "training_by_chapter")}
    return Table(say("organisation.training.title"), [], shown, notes, results=results, inner=True)


def _of_chapter(category: str, chapter: str, page: Public) -> str:
    return count_and_share(page.row("training_by_chapter", category=category, chapter=chapter), page.say)


def _category(code: str, page: Public) -> str:
    words = {choice.code: choice.label(page.say.lang) for choice in TABLES["training"].column("category").choices}
    return words.get(code, page.say("organisation.not_stated"))
