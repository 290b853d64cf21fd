"""The answer in words, and its numbers."""

import polars as pl

from cpd_toolkit.measures.meetings import meetings
from cpd_toolkit.measures.questions import consent_share, ethical_counts
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.report.display import Grid, Headline, Number, Title, grid
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.peer_group.told import by_code, enough, frame, presences, standings
from cpd_toolkit.report.rows import span_of
from cpd_toolkit.report.title import title as titled


def title(page: Page) -> Title:
    """Return the top of the page."""
    days = page.held["date"]
    return titled(page, "peer_group", (days.min(), days.max()) if len(days) else None)  # type: ignore[arg-type]


def headline(page: Page) -> Headline:
    """Return how the group met, where its members stand, and what is open."""
    say, name = page.say, page.say("peer_group.headline.title")
    if page.held.is_empty():
        return Headline(name, [say("peer_group.headline.empty", day=say.day(page.as_of), members=_count(page))], [])
    held, there, stand = meetings(page.held, page.as_of), presences(page), standings(page)
    asked = ethical_counts(page.held, page.as_of) if enough(page) else None
    return Headline(
        name,
        [_met(page, held, there), _standing(page, stand), *([] if asked is None else [_open(page, asked)])],
        [
            _sessions(page, held),
            _presences(page, held, there),
            _members(page, stand),
            *([] if asked is None else [_questions(page, asked)]),
            _consent(page),
        ],
        results={"meetings": held, "standing": by_code(stand)} | ({} if asked is None else {"ethical_counts": asked}),
    )


def _count(page: Page) -> str:
    return page.say("peer_group.members", n=len(page.members))


def _came(there: pl.DataFrame, page: Page) -> dict[str, str]:
    return {"present": page.say.number(int(there["present"].sum())), "of": page.say.number(there.height)}


def _met(page: Page, held: pl.DataFrame, there: pl.DataFrame) -> str:
    say = page.say
    day, came = say.day(page.as_of), _came(there, page)
    return say("peer_group.headline.met", day=day, n=held.height, members=_count(page), **came)


def _standing(page: Page, stand: pl.DataFrame) -> str:
    say, need = page.say, page.dossier.need_sessions
    counted = say("peer_group.headline.standing", n=stand["lapse_date"].count(), of=stand.height, need=need)
    soonest = stand.filter(pl.col("lapse_date") == pl.col("lapse_date").min())
    if soonest.is_empty():
        return counted
    day = say.day(soonest["lapse_date"][0])
    return f"{counted} {say('peer_group.headline.soonest', day=day, members=say.join(soonest['member_id']))}"


def _open(page: Page, asked: pl.DataFrame) -> str:
    return page.say("peer_group.headline.open", n=int(value(asked, "open") or 0))


def _sessions(page: Page, held: pl.DataFrame) -> Number:
    say, led = page.say, held["supervisor_id"].count()
    span = span_of(held["day"][0], held["day"][-1], say)
    return Number(
        say("peer_group.sessions", n=held.height),
        say("peer_group.number.hours", hours=say.hours(float(held["hours"].sum()))),
        f"{span}. {say('peer_group.number.led', led=led, peers=held.height - led)}",
        say("peer_group.opens"),
        _listed(page, held),
    )


def _listed(page: Page, held: pl.DataFrame) -> Grid:
    say = page.say
    rows = [
        (row["day"], say(f"chart.format.{row['format']}"), row["hours"], row["supervisor_id"], row["present"])
        for row in held.to_dicts()
    ]
    kinds = {"day": pl.Date, "format": pl.String, "hours": pl.Float64, "supervisor": pl.String, "present": pl.Int64}
    return grid(frame(rows, kinds, page), say("peer_group.headline.caption"), say)


def _presences(page: Page, held: pl.DataFrame, there: pl.DataFrame) -> Number:
    say, ends = page.say, {"least": held["present"].min(), "most": held["present"].max()}
    told = say("peer_group.number.present_of", **_came(there, page))
    return Number(told, say("peer_group.number.presences"), say("peer_group.number.range", **ends))


def _members(page: Page, stand: pl.DataFrame) -> Number:
    say, need = page.say, page.dossier.need_sessions
    told = say("peer_group.number.members_of", n=stand["lapse_date"].count(), of=stand.height)
    return Number(told, say("peer_group.number.need", n=need), say("peer_group.number.need_note"))


def _questions(page: Page, asked: pl.DataFrame) -> Number:
    say = page.say
    raised, still = (int(value(asked, name) or 0) for name in ("raised", "open"))
    return Number(say.number(still), say("peer_group.number.open"), say("peer_group.number.raised", n=raised))


def _consent(page: Page) -> Number:
    say, share = page.say, consent_share(page.held, page.as_of).row(0, named=True)
    asked, agreed = int(share["denominator"] or 0), int(share["numerator"] or 0)
    label, note = say("peer_group.number.consent"), say("peer_group.number.consent_note", n=asked)
    return Number(say.number(asked - agreed), label, note)
