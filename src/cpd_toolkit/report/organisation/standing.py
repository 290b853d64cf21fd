"""Who is on the register and what data there are; who meets each rule, the verdict that can't be told kept in sight."""

from typing import Any

import polars as pl

from cpd_toolkit import charts
from cpd_toolkit.charts.verdicts import grouped
from cpd_toolkit.charts.withheld import count_and_share, is_told, told
from cpd_toolkit.measures.roll import NO_PLACE, POOLED, VERDICTS
from cpd_toolkit.report.display import Figure, Grid, Table, figure, grid
from cpd_toolkit.report.organisation.groups import MOST_LISTED
from cpd_toolkit.report.organisation.public import Public
from cpd_toolkit.report.organisation.words import frame, place, places
from cpd_toolkit.requirements.load import library


def population(page: Public) -> Table:
    """Return the members by region, by level, and of whom there is no record."""
    say = page.say
    silent = count_and_share(page.row("standing", verdict="unknown"), say)
    rows = [(say("organisation.all_members"), told(page.row("members")["value"], say), silent)]
    for name in ("region", "level"):
        listed = page.tables[f"members_by_{name}"].to_dicts()
        rows += [_place(name, row, page) for row in listed if len(listed) > 1]
    shown = grid(frame(rows, ("who", "members", "silent"), page), say("organisation.population.caption"), say)
    names = ("members", "members_by_region", "members_by_level")
    notes = [say("organisation.population.missing"), *_pooled(page)]
    results = {name: page.tables[name] for name in names}
    return Table(say("organisation.population.title"), [], shown, notes, results=results)


def _place(name: str, row: dict[str, Any], page: Public) -> tuple[str, str, str]:
    unknown = page.row(f"standing_by_{name}", verdict="unknown", **{name: row[name]})
    return place(name, row[name], page), told(row["value"], page.say), count_and_share(unknown, page.say)


def _pooled(page: Public) -> list[str]:
    pooled = [name for name in ("region", "level") if POOLED in page.tables[f"members_by_{name}"][name]]
    return [page.say("organisation.population.pooled", n=page.k)] if pooled else []


def standing(page: Public) -> Figure:
    """Return the members who have the sessions needed: all of them, by region, by level."""
    say, whole = page.say, page.tables["standing"]
    bars = {say("organisation.all_members"): {row["verdict"]: row for row in whole.to_dicts()}}
    for name in ("region", "level"):
        table = page.tables[f"standing_by_{name}"]
        bars |= grouped(table, name, places(name, page)) if table[name].n_unique() > 1 else {}
    chart = charts.verdicts(bars, _finding(page), say, day=say.day(page.as_of), need=str(page.dossier.need_sessions))
    names = ("standing", "standing_by_region", "standing_by_level")
    notes = [say("organisation.standing.note", n=page.dossier.need_sessions), say("organisation.standing.unknown")]
    results = {name: page.tables[name] for name in names}
    return figure(say("organisation.standing.title"), chart, say("report.chart_numbers"), say, results, notes)


def _finding(page: Public) -> str:
    met = page.row("standing", verdict="met")
    key = "finding" if is_told(met) else "finding_hidden"
    share = page.say.percent(met["value"]) if is_told(met) else ""
    return page.say(f"organisation.standing.{key}", share=share, need=page.dossier.need_sessions)


def rules(page: Public) -> list[Table]:
    """Return the members by verdict on each rule, level by level, and the rules that can't be told of anybody."""
    say, table = page.say, page.tables["rules"]
    pooled = POOLED in page.tables["members_by_level"]["level"]
    if table.is_empty() and not page.untold and not pooled:
        return []
    levels = [part for _, part in table.group_by("level", maintain_order=True)]
    found = [_of_level(part, page) for part in levels] if len(levels) > 1 else []
    shown = _grid(table, page) if len(levels) == 1 else None
    notes = [say("organisation.rules.note"), *_untold(page), *([say("organisation.untold.pooled")] if pooled else [])]
    notes += [say("organisation.rules.levels")] if len(levels) > 1 else []
    first = Table(say("organisation.rules.title"), [], shown, notes, results={"rules": table})
    by_place = {"rules_by_region": _by_region, "rules_by_group": _by_group}
    return [first, *found, *(part(page) for name, part in by_place.items() if name in page.tables)]


def _of_level(part: pl.DataFrame, page: Public) -> Table:
    level = place("level", part["level"][0], page)
    return Table(page.say("organisation.rules.of_level", level=level), [], _grid(part, page), inner=True)


def _grid(table: pl.DataFrame, page: Public) -> Grid:
    rows = [_line(part, page) for _, part in table.group_by("pack", "rule", maintain_order=True)]
    heads = ("rule", *(f"verdict_{verdict}" for verdict in VERDICTS))
    return grid(frame(rows, heads, page), page.say("organisation.rules.caption"), page.say)


def _line(part: pl.DataFrame, page: Public) -> tuple[str, ...]:
    by_verdict = {row["verdict"]: row for row in part.to_dicts()}
    first = part.row(0, named=True)
    told_of = (count_and_share(by_verdict.get(verdict), page.say) for verdict in VERDICTS)
    return (_text(first["pack"], first["rule"], page), *told_of)


def _by_region(page: Public) -> Table:
    say, table = page.say, page.tables["rules_by_region"]
    regions = places("region", page)
    rows = [
        (_text(pack, rule, page), *(_met(region, pack, rule, page) for region in regions))
        for pack, rule in table.select("pack", "rule").unique(maintain_order=True).rows()
    ]
    heads = [say("organisation.head.rule"), *regions.values()]
    shown = grid(pl.DataFrame(rows, heads, orient="row"), say("organisation.rules.by_region_caption"), say)
    return Table(say("organisation.rules.by_region"), [], shown, results={"rules_by_region": table}, inner=True)


def _by_group(page: Public) -> Table:
    """Return the members who meet each rule in each group that stands alone, or that none of it can be told."""
    say, table = page.say, page.tables["rules_by_group"]
    own = table.filter(~pl.col("group_id").is_in(NO_PLACE), pl.col("verdict") == "met")
    told = own.filter(pl.col("status") == "ok").sort("group_id", "pack", "rule", maintain_order=True)
    rows = [
        (place("group_id", row["group_id"], page), _text(row["pack"], row["rule"], page), count_and_share(row, say))
        for row in told.head(MOST_LISTED).to_dicts()
    ]
    shown = grid(frame(rows, ("group", "rule", "verdict_met"), page), say("organisation.rules.by_group_caption"), say)
    kept = own.height - len(rows)
    notes = [say("organisation.rules.by_group_hidden", n=kept)] if rows and kept else []
    lead = [] if rows else [say("organisation.rules.by_group_none", n=2 * page.k)]
    title = say("organisation.rules.by_group")
    return Table(title, lead, shown if rows else None, notes, results={"rules_by_group": table}, inner=True)


def _met(region: str, pack: str, rule: str, page: Public) -> str:
    row = page.row("rules_by_region", region=region, pack=pack, rule=rule, verdict="met")
    return count_and_share(row, page.say)


def _text(pack: str, rule: str, page: Public) -> str:
    texts = {
        (p.id, r.id): r.text(page.say.lang)
        for p in library(page.dossier).get(pack, ())
        if p.in_force(page.as_of)
        for r in p.rules
    }
    return texts.get((pack, rule), rule)


def _untold(page: Public) -> list[str]:
    say, reasons = page.say, dict.fromkeys(one.reason for one in page.untold)
    named = {
        reason: [_text(one.pack, one.rule, page) for one in page.untold if one.reason == reason] for reason in reasons
    }
    return [
        say(
            f"organisation.untold.{reason}",
            n=len(texts),
            rules=say.join(say("chart.quoted", text=text) for text in dict.fromkeys(texts)),
        )
        for reason, texts in named.items()
    ]
