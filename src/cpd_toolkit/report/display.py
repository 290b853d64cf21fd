"""What a cell of a notebook shows: parts that a report, JupyterLab and a terminal each draw their own way.

A part travels from the kernel to the report as plain JSON under a type of its own, so that nothing in a dossier is ever
taken for markup: the report's template writes it out, escaped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from html import unescape
from typing import Any

import polars as pl

from cpd_toolkit.charts.chart import Chart, escaped, within_limits
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.mime import PART, PLOTLY

NOTHING = "–"
NARROW = 60  # letters on a line of half a page of paper
LONGEST_WORD = 32  # letters; a longer one, such as an address, would push other columns off the page

Results = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Grid:
    """A table as people read it: texts in the user's language, nothing left to format."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    kinds: list[str]  # by column: text, number, code, or long for words that must be broken
    total: bool = False  # whether the last row adds up the others
    narrow: bool = False  # whether two such tables stand side by side on paper


@dataclass(frozen=True)
class Number:
    """One figure of a headline, with what it means and the rows it came from."""

    value: str
    label: str
    note: str = ""
    opens: str = ""  # the words that open the rows
    rows: Grid | None = None


@dataclass(frozen=True)
class Fold:
    """One line that opens: what it says when closed, and what stands inside."""

    name: str
    state: str
    paragraphs: list[str]
    quote: str = ""  # someone else's words, with their own line breaks
    rows: Grid | None = None


@dataclass(frozen=True)
class Asked:
    """One requirement: each cell says its word first, then what explains it."""

    name: list[str]
    cells: list[list[str]]  # expected, found, missing
    verdict: list[str]
    mark: str  # met, not_met or unknown: its colour and sign
    count: str  # of the rows behind it
    notes: list[str] = field(default_factory=list)
    rows: Grid | None = None


@dataclass(frozen=True)
class Part:
    """Something a cell shows under a heading; `results` are the result tables it stands on, for the numbers file."""

    title: str
    results: Results = field(default_factory=dict, repr=False, kw_only=True)
    inner: bool = field(default=False, kw_only=True)  # stands under the part before it, outside the contents list

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from cpd_toolkit.report.render import fragment

        return {PART: content(self), "text/html": fragment(content(self)), "text/plain": plain(self)}

    def __repr__(self) -> str:
        return plain(self)


@dataclass(frozen=True, repr=False)
class Title(Part):
    """The top of a page."""

    kicker: str
    lead: str
    facts: list[tuple[str, str]]
    footer: str = ""  # in place of the words at the end of every page


@dataclass(frozen=True, repr=False)
class Headline(Part):
    """The answer in words, then the numbers behind it."""

    sentences: list[str]
    numbers: list[Number]


@dataclass(frozen=True, repr=False)
class Checklist(Part):
    """The answer in words, then a line for each thing asked with its verdict, then the rows behind each."""

    sentences: list[str]
    caption: str
    head: list[str]
    asked: list[Asked]
    behind: str  # the words above the rows
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Figure(Part):
    """A chart under the finding it shows, with its words and its numbers."""

    finding: str
    subtitle: str
    alt: str
    plot: dict[str, Any]
    table: Grid
    opens: str
    notes: list[str] = field(default_factory=list)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {PART: content(self), PLOTLY: _for_lab(self), "text/plain": plain(self)}


@dataclass(frozen=True, repr=False)
class Table(Part):
    """One table, with what to know before and after reading it."""

    lead: list[str]
    table: Grid | None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Notes(Part):
    """Words only: paragraphs, then terms and what they mean, then a table."""

    paragraphs: list[str]
    terms: list[tuple[str, str]] = field(default_factory=list)
    table: Grid | None = None


@dataclass(frozen=True, repr=False)
class Folds(Part):
    """Lines that open, under the names of their groups; paper, which can't open them, gets one table instead."""

    lead: list[str]
    groups: list[tuple[str, list[Fold]]]
    paper: Grid
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Quotes(Part):
    """What people wrote, word for word; never among the results."""

    lead: list[str]
    quotes: list[str]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, repr=False)
class Sheet(Part):
    """One page of paper to sign; on a screen it is folded under its title."""

    opens: str
    facts: list[tuple[str, str]]  # an empty value is a line to fill in by hand
    paragraphs: list[str]
    table: Grid
    signatures: list[tuple[str, list[str]]]  # who signs, and what to fill in by hand


@dataclass(frozen=True, repr=False)
class Blank(Part):
    """A part with nothing to show, such as the charts of a dossier without sessions: no heading, no output."""

    title: str = ""

    def _ipython_display_(self) -> None:
        """Show nothing."""


def grid(frame: pl.DataFrame, caption: str, say: Words, total: bool = False, code: str = "") -> Grid:
    """Return a typed frame as people read it: its column names are the headings, its nulls a dash.

    Args:
        frame: The rows.
        caption: What the table holds.
        say: The reader's language.
        total: Whether the last row adds up the others.
        code: The heading of a column of codes that may be broken anywhere.

    Example:
        >>> frame = pl.DataFrame({"Jour": [date(2026, 3, 12)], "Heures": [1.5]})
        >>> grid(frame, "Séances", Words("fr")).rows
        [['12/03/2026', '1,5']]
    """
    rows = [[cell(value, say) for value in row] for row in frame.rows()]
    kinds = ["code" if name == code else _kind(frame[name]) for name in frame.columns]
    return Grid(caption, frame.columns, rows, kinds, total, _width(frame.columns, rows) <= NARROW)


def _width(heads: list[str], rows: list[list[str]]) -> int:
    """Return the letters that the longest cells, or words of headings, take beside each other."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(heads)
    words = [[*head.split(), *column] for head, column in zip(heads, columns, strict=True)]
    return sum(max(map(len, column), default=0) + 2 for column in words)


def _kind(column: pl.Series) -> str:
    if column.dtype.is_numeric():
        return "number"
    endless = column.dtype == pl.String and column.str.contains(rf"\S{{{LONGEST_WORD}}}").any()
    return "long" if endless else "text"


def headed(kinds: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """Return the schema of a table under headings in the reader's language (`report.head`).

    Example:
        >>> headed({"hours": pl.Float64()}, Words("fr"))
        {'Heures': Float64}
    """
    return {say(f"report.head.{name}"): kind for name, kind in kinds.items()}


def cell(value: object, say: Words) -> str:
    """Return one value as people read it."""
    match value:
        case None:
            return NOTHING
        case bool():
            return say("words.yes" if value else "words.no")
        case int() | float():
            return say.number(value)
        case date():
            return say.short_day(value)
        case _:
            return str(value)


def figure(
    title: str, chart: Chart, opens: str, say: Words, results: Results | None = None, notes: Sequence[str] = ()
) -> Figure:
    """Return a chart as a part of a page: its title and subtitle become words of the page, which wrap on a phone."""
    plot = within_limits(chart).figure.to_plotly_json()
    head = plot["layout"].pop("title", {})
    # Escaped for plotly; the page escapes what it shows itself.
    finding, subtitle = (unescape(text) for text in (head.get("text", ""), head.get("subtitle", {}).get("text", "")))
    return Figure(
        title=title,
        finding=finding,
        subtitle=subtitle,
        alt=chart.alt,
        plot=plot,
        table=grid(chart.table, finding, say),
        opens=opens,
        notes=[*notes],
        results=results or {},
    )


def content(part: Part) -> dict[str, Any]:
    """Return a part as plain JSON values, with the kind of part it is."""
    # Frames are not for asdict, which would copy them by pickling.
    values = asdict(replace(part, results={}))
    results = {name: _records(frame) for name, frame in part.results.items()}
    return {"kind": type(part).__name__.lower(), **values, "results": results}


def _records(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [{name: _json(value) for name, value in row.items()} for row in frame.to_dicts()]


def _json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _for_lab(part: Figure) -> dict[str, Any]:
    title = {"text": escaped(part.finding), "subtitle": {"text": escaped(part.subtitle)}}
    margin = {**part.plot["layout"].get("margin", {}), "t": 90}
    return {"data": part.plot["data"], "layout": {**part.plot["layout"], "title": title, "margin": margin}}


def plain(part: Part) -> str:
    """Return a part as lines of text, for a terminal.

    Example:
        >>> print(plain(Notes("Limits", ["Declared by the coach."])))
        Limits
          Declared by the coach.
    """
    return "\n  ".join([part.title, *_lines(part)])


def _lines(part: Part) -> list[str]:
    match part:
        case Title():
            return [part.lead, *(f"{label}: {value}" for label, value in part.facts)]
        case Headline():
            return [*part.sentences, *(f"{number.value}  {number.label}" for number in part.numbers)]
        case Checklist():
            lines = [[" ".join(cell) for cell in (one.name, *one.cells, one.verdict)] for one in part.asked]
            return [*part.sentences, *map(" | ".join, lines), *part.notes]
        case Figure():
            return [part.finding, part.alt]
        case Folds():
            folds = [fold for _, group in part.groups for fold in group]
            return [*part.lead, *(f"{fold.name}: {fold.state}" for fold in folds), *part.notes]
        case Table():
            return [*part.lead, *_table_lines(part.table), *part.notes]
        case Quotes():
            return [*part.lead, *part.quotes, *part.notes]
        case Notes():
            terms = [f"{term}: {meaning}" for term, meaning in part.terms]
            return [*part.paragraphs, *terms, *_table_lines(part.table)]
        case Sheet():
            facts = [f"{label}: {value}" for label, value in part.facts]
            return [*facts, *part.paragraphs, *_table_lines(part.table), *(who for who, _ in part.signatures)]
        case _:
            return []


def _table_lines(table: Grid | None) -> list[str]:
    return [" | ".join(row) for row in [table.head, *table.rows]] if table else []
