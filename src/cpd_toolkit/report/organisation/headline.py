"""The answer in words, its numbers, and what is hidden and why."""

import polars as pl

from cpd_toolkit.charts.withheld import count_and_share, is_told, told
from cpd_toolkit.report.display import Headline, Notes, Number, Title
from cpd_toolkit.report.organisation.changes import settings
from cpd_toolkit.report.organisation.public import Public


def title(page: Public) -> Title:
    """Return the top of the page, with whether it may be passed on."""
    say = page.say
    facts = [
        (say("report.fact.name"), page.dossier.holder.get("name", "")),
        (say("report.fact.as_of"), say.day(page.as_of)),
        (say("organisation.fact.members"), told(page.row("members")["value"], say)),
        (say("organisation.fact.least"), say("organisation.fact.least_members", n=page.k)),
        (say("organisation.fact.state"), say(f"organisation.state.{page.state}")),
    ]
    return Title(
        say("organisation.title"),
        kicker=say("report.kicker"),
        lead=say("organisation.lead"),
        facts=[fact for fact in facts if fact[1]],
        footer=say(f"organisation.footer.{page.state}"),
    )


def headline(page: Public) -> Headline:
    """Return how the members stand, of whom nothing is known, and how many numbers are hidden."""
    return Headline(
        page.say("organisation.headline.title"),
        [_standing(page), _unknown(page), _hidden(page)],
        [_members(page), _met(page), _silent(page), _median(page), _answered(page)],
        results={name: page.tables[name] for name in ("members", "standing", "hours_quantiles", "response_rate")}
        | {"settings": pl.DataFrame([settings(page.dossier)])},
    )


def _standing(page: Public) -> str:
    say, met = page.say, page.row("standing", verdict="met")
    values = {"day": say.day(page.as_of), "need": page.dossier.need_sessions}
    if not is_told(met):
        return say("organisation.headline.standing_hidden", **values)
    counted = {"n": int(met["numerator"]), "of": say.number(met["denominator"]), "share": say.percent(met["value"])}
    return say("organisation.headline.standing", **values, **counted)


def _unknown(page: Public) -> str:
    none = page.row("standing", verdict="unknown")
    if not is_told(none):
        return page.say("organisation.headline.unknown_hidden")
    if not none["numerator"]:
        return page.say("organisation.headline.unknown_none")
    return page.say("organisation.headline.unknown", n=int(none["numerator"]))


def _hidden(page: Public) -> str:
    gone = page.hidden
    if page.protected.withheld:
        return page.say("organisation.headline.withheld")
    return page.say("organisation.headline.hidden", n=gone.primary + gone.secondary, of=page.say.number(gone.rows))


def _members(page: Public) -> Number:
    regions = page.tables["members_by_region"].height
    note = page.say("organisation.number.regions", n=regions) if regions > 1 else ""
    return Number(told(page.row("members")["value"], page.say), page.say("organisation.number.members"), note)


def _met(page: Public) -> Number:
    say, need = page.say, page.dossier.need_sessions
    value = count_and_share(page.row("standing", verdict="met"), say)
    return Number(value, say("organisation.number.met", n=need), say("organisation.number.setting"))


def _silent(page: Public) -> Number:
    value = count_and_share(page.row("standing", verdict="unknown"), page.say)
    return Number(value, page.say("organisation.number.silent"), page.say("organisation.number.silent_note"))


def _median(page: Public) -> Number:
    row, say = page.row("hours_quantiles", measure="median_hours"), page.say
    value = say.hours(row["value"]) if is_told(row) else say("organisation.hidden")
    return Number(value, say("organisation.number.median"), say("organisation.number.median_note"))


def _answered(page: Public) -> Number:
    row, say = page.row("response_rate"), page.say
    if not page.tables["response_rate"].height:
        value = say("report.unknown")
    else:
        value = say.percent(row["value"]) if is_told(row) else say("organisation.hidden")
    return Number(value, say("organisation.number.answered"), say("organisation.number.answered_note"))


def hidden_note(page: Public) -> Notes:
    """Return how many numbers are hidden, why, and how it was made sure that they stay so."""
    say, gone = page.say, page.hidden
    counts = {"n": page.k, "rows": say.number(gone.rows)}
    counts |= {"primary": say.number(gone.primary), "secondary": say.number(gone.secondary)}
    if page.protected.withheld:
        return Notes(say("organisation.hiding.title"), [say("organisation.hiding.withheld", **counts)])
    how = "cheapest" if page.protected.cheapest else "heuristic"
    paragraphs = [say("organisation.hiding.lead", **counts), say("organisation.hiding.why", n=page.k, few=page.k - 1)]
    paragraphs += [say(f"organisation.hiding.{how}"), say("organisation.hiding.never_zero")]
    return Notes(say("organisation.hiding.title"), paragraphs)
