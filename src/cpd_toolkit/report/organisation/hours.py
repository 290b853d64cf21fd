"""Hours of supervision and practice hours for one of them: classes and quantiles, never a smallest or a largest."""

from cpd_toolkit import charts
from cpd_toolkit.charts.withheld import count_and_share, is_told
from cpd_toolkit.measures.organisation import HOURS, QUANTILES, RATIO_CLASSES, class_names
from cpd_toolkit.report.display import Blank, Figure, Table, figure, grid
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import frame


def hours(page: Public) -> Figure:
    """Return the members by class of supervision hours in 365 days."""
    say, table = page.say, page.tables["hours_classes"]
    rows = [(_class(name, page), page.row("hours_classes", hours_class=name)) for name in class_names(HOURS)]
    median = page.row("hours_quantiles", measure="median_hours")
    key = "finding" if is_told(median) else "finding_hidden"
    finding = say(f"organisation.hours.{key}", hours=say.hours(median["value"]) if is_told(median) else "")
    chart = charts.counts(rows, "hours", finding, say, day=say.day(page.as_of))
    results = {"hours_classes": table}
    return figure(
        say("organisation.hours.title"),
        chart,
        say("report.chart_numbers"),
        say,
        results,
        [say("organisation.hours.note")],
    )


def _class(name: str, page: Public) -> str:
    low, _, high = name.partition("-")
    if name == "0":
        return page.say("organisation.class.none")
    if not high:
        return page.say("organisation.class.over", low=low)
    return page.say("organisation.class.between" if low != "0" else "organisation.class.up_to", low=low, high=high)


def quantiles(page: Public) -> Table:
    """Return quantiles of the hours over all members; one with fewer than k members on a side is hidden."""
    say = page.say
    rows = [page.row("hours_quantiles", measure=name) for name in QUANTILES]
    texts = [say.hours(row["value"]) if is_told(row) else say("organisation.hidden") for row in rows]
    listed = [(say(f"organisation.quantile.{name}"), text) for name, text in zip(QUANTILES, texts, strict=True)]
    table = grid(frame(listed, ("quantile", "hours"), page), say("organisation.quantiles.caption"), say)
    title, notes = say("organisation.quantiles.title"), [say("organisation.quantiles.note", n=page.k)]
    return Table(title, [], table, notes, results={"hours_quantiles": page.tables["hours_quantiles"]}, inner=True)


def ratio(page: Public) -> Table | Blank:
    """Return the members by practice hours for one hour of supervision."""
    say, table = page.say, page.tables["ratio_classes"]
    if not any(map(is_told, table.to_dicts())):
        return Blank()
    told = {name: count_and_share(page.row("ratio_classes", ratio_class=name), say) for name in RATIO_CLASSES}
    rows = [
        (say("organisation.ratio.unknown") if name == "unknown" else _class(name, page), told[name]) for name in told
    ]
    shown = grid(frame(rows, ("ratio", "members"), page), say("organisation.ratio.caption"), say)
    notes = [say("organisation.ratio.note", n=int(page.dossier.ratio))]
    return Table(say("organisation.ratio.title"), [], shown, notes, results={"ratio_classes": table}, inner=True)
