"""The answer in words, and each number with the rows it came from."""

from datetime import timedelta
from typing import Any

import polars as pl

from cpd_toolkit.measures.gaps import gap_summary
from cpd_toolkit.measures.practice import PRACTICE_HOURS, practice_ratio
from cpd_toolkit.measures.practice import windowed as practice_windowed
from cpd_toolkit.measures.rolling import lapse_dates
from cpd_toolkit.measures.selection import behind
from cpd_toolkit.measures.shapes import value
from cpd_toolkit.measures.supervision import FORMATS, SESSIONS, sessions_by_format, sessions_in_window, windowed
from cpd_toolkit.measures.windows import DAYS, Window
from cpd_toolkit.report.display import Grid, Headline, Number, Title
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import practice_rows, session_rows, span_of
from cpd_toolkit.report.thresholds import need, wanted_ratio, wanted_sessions
from cpd_toolkit.report.title import title as titled

YEAR: Window = "365_days"


def title(page: Page) -> Title:
    """Return the top of the page."""
    return titled(page, "supervision_frequency", (page.start, page.end) if page.told.height else None)


def headline(page: Page) -> Headline:
    """Return where the member stands on the day of the report, and until when."""
    say = page.say
    name = say("supervision_frequency.headline.title")
    if page.sessions.is_empty():
        return Headline(name, [say("supervision_frequency.headline.empty", day=say.day(page.as_of))], [])
    year = sessions_in_window(page.sessions, page.as_of, YEAR)
    lapse = lapse_dates(page.sessions, page.as_of, need(page))
    gaps = gap_summary(page.sessions, page.as_of, page.pauses)
    ratio = practice_ratio(page.practice, page.sessions, page.as_of, YEAR, wanted_ratio(page).value)
    return Headline(
        name,
        _sentences(page, value(year, "hours"), lapse.row(0, named=True), gaps.row(0, named=True)),
        [
            _in_year(page, year),
            _hours(page, year),
            _until(page, lapse.row(0, named=True)),
            _since_last(page, gaps.row(0, named=True)),
            *_longest(page, gaps.row(0, named=True)),
            _ratio(page, ratio),
        ],
        results={"sessions_in_365_days": year, "lapse_dates": lapse, "gap_summary": gaps, "practice_ratio": ratio},
    )


def _sentences(page: Page, hours: float | None, lapse: dict[str, Any], gaps: dict[str, Any]) -> list[str]:
    say, least, by = page.say, lapse["need_sessions"], wanted_sessions(page).by
    counted = say(
        "supervision_frequency.headline.counted",
        day=say.day(page.as_of),
        n=lapse["sessions"],
        hours=say.hours(hours or 0),
    )
    if lapse["lapse_date"]:
        until = say("supervision_frequency.headline.until", n=least, by=by, day=say.day(lapse["lapse_date"]))
    else:
        until = say("supervision_frequency.headline.below", n=least - lapse["sessions"], need=least, by=by)
    last = "last" if gaps["open_gap_days"] else "last_today"
    ago = say(f"supervision_frequency.headline.{last}", n=gaps["open_gap_days"], day=say.day(gaps["last_session"]))
    return [counted, until, ago, *_young(page, lapse)]


def _young(page: Page, lapse: dict[str, Any]) -> list[str]:
    """Return that a log younger than the window can't tell the whole of it, where the count is below the setting."""
    first = page.sessions["date"][0]
    full = first + timedelta(days=DAYS - 1)
    if lapse["lapse_date"] or full <= page.as_of:
        return []
    say = page.say
    return [say("supervision_frequency.headline.young", first=say.day(first), full=say.day(full))]


def _in_year(page: Page, year: pl.DataFrame) -> Number:
    say = page.say
    start, end = year.select("interval_start", "interval_end").row(0)
    months = sessions_in_window(page.sessions, page.as_of, "12_months")
    same = value(months, "sessions") == value(year, "sessions") and value(months, "hours") == value(year, "hours")
    other = say(
        "supervision_frequency.number.same_12_months" if same else "supervision_frequency.number.in_12_months",
        n=value(months, "sessions"),
        hours=say.hours(value(months, "hours") or 0),
    )
    return Number(
        say("supervision_frequency.number.sessions", n=value(year, "sessions")),
        say("supervision_frequency.number.in_365_days"),
        f"{span_of(start, end, say)}. {other}",
        say("report.opens"),
        _rows_in_year(page),
    )


def _hours(page: Page, year: pl.DataFrame) -> Number:
    say = page.say
    counted = sessions_by_format(page.sessions, page.as_of, YEAR).filter(pl.col("measure") == "hours")
    hours = dict(counted.select("format", "value").rows())
    parts = [f"{say(f'chart.format.{form}')} {say.hours(hours[form])}" for form in FORMATS if hours[form]]
    return Number(
        say.hours(value(year, "hours") or 0),
        say("supervision_frequency.number.hours_in_365_days"),
        f"{', '.join(parts)}." if parts else "",
        say("report.opens"),
        _rows_in_year(page),
    )


def _rows_in_year(page: Page) -> Grid | None:
    rows = behind(windowed(page.sessions, page.as_of, YEAR), SESSIONS, {}).collect()
    return session_rows(rows, page.say) if rows.height else None


def _until(page: Page, lapse: dict[str, Any]) -> Number:
    say, least, by = page.say, lapse["need_sessions"], wanted_sessions(page).by
    if lapse["lapse_date"] is None:
        words = say("supervision_frequency.number.already", n=least, by=by)
        note = say("supervision_frequency.number.already_note", n=least - lapse["sessions"])
        return Number(
            say("supervision_frequency.number.sessions", n=lapse["sessions"]),
            words,
            note,
            say("report.opens"),
            _rows_in_year(page),
        )
    return Number(
        say.day(lapse["lapse_date"]),
        say("supervision_frequency.number.until", n=least, by=by),
        say("supervision_frequency.number.until_note", day=say.day(lapse["counting_from"])),
        say("report.opens"),
        session_rows(page.sessions.sort("date", "file", "sheet", "row").tail(least), say),
    )


def _since_last(page: Page, gaps: dict[str, Any]) -> Number:
    say = page.say
    return Number(
        say("report.days", n=gaps["open_gap_days"]),
        say("supervision_frequency.number.since_last"),
        say("supervision_frequency.number.last_note", day=say.day(gaps["last_session"])),
        say("report.opens"),
        session_rows(page.sessions.filter(pl.col("date") == gaps["last_session"]), say),
    )


def _longest(page: Page, gaps: dict[str, Any]) -> list[Number]:
    if gaps["longest_gap_days"] is None:
        return []
    say, ends = page.say, (gaps["longest_gap_from"], gaps["longest_gap_to"])
    without = gaps["longest_gap_without_pause_days"]
    paused = f" {say('supervision_frequency.number.without_pause', n=without)}" if page.pauses.height else ""
    return [
        Number(
            say("report.days", n=gaps["longest_gap_days"]),
            say("supervision_frequency.number.longest"),
            f"{span_of(*ends, say)}.{paused}",
            say("report.opens"),
            session_rows(page.sessions.filter(pl.col("date").is_in(ends)), say),
        )
    ]


def _ratio(page: Page, ratio: pl.DataFrame) -> Number:
    say = page.say
    worked, supervised = value(ratio, "practice_hours") or 0, value(ratio, "supervision_hours") or 0
    if page.practice.is_empty():
        return Number(
            say("report.unknown"),
            say("supervision_frequency.number.ratio"),
            say("supervision_frequency.number.no_practice"),
        )
    rows = practice_rows(behind(practice_windowed(page.practice, page.as_of, YEAR), PRACTICE_HOURS, {}).collect(), say)
    opened = (say("report.opens_practice"), rows)
    if value(ratio, "ratio") is None:
        both = say("supervision_frequency.number.totals", practice=say.hours(worked), supervision=say.hours(supervised))
        return Number(both, say("supervision_frequency.number.ratio_refused"), refusal(ratio, page), *opened)
    return Number(
        say.hours(value(ratio, "ratio") or 0),
        say("supervision_frequency.number.ratio"),
        head_room(value(ratio, "head_room_hours") or 0, page),
        *opened,
    )


def head_room(hours: float, page: Page) -> str:
    """Return in words how many practice hours are left before the ratio wanted, or how many too many."""
    key = "head_room" if hours >= 0 else "over"
    wanted = wanted_ratio(page)
    words = {"hours": page.say.hours(abs(hours)), "ratio": page.say.number(wanted.value), "by": wanted.by}
    return page.say(f"supervision_frequency.number.{key}", **words)


def refusal(ratio: pl.DataFrame, page: Page) -> str:
    """Return in words why there is no ratio."""
    status = ratio.filter(pl.col("measure") == "ratio")["status"].item()
    return page.say(f"supervision_frequency.refusal.{status}")
