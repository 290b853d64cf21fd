"""An organisation over three years: groups of 8 to 60 members in five regions, made a column at a time.

The story: most members are supervised alone and in circles of up to ten; some have stopped; small groups and a small
region are there to be protected in what is published. A few sent nothing at all: nobody knows whether they did nothing.
"""

from datetime import date

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.samples.activities import ACTIVITIES, activity
from cpd_toolkit.samples.chance import Chance
from cpd_toolkit.samples.sessions import THEMES
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import dtypes

YEARS = 3
SIZES = (8, 12, 9, 24, 60, 15, 40, 10, 8, 54)  # of the groups, 240 members in all; then again from the start
REGIONS = ("north", "south", "east", "west", "north", "south", "east", "west", "overseas", "north")
CIRCLE = 10  # members who meet together
SUPERVISORS, QUALIFIED = 40, "SV36"  # how many, and the last of them with a qualification
STOPPED, AWAY, SURVEYED, INSURED = 0.06, 0.05, 0.35, 0.93  # shares of the members
SILENT_OF, SILENT = 16, 11  # of so many members in a row, the one who sent nothing
PACKS = ("practitioner", "practitioner", "foundation", "practitioner", "senior")  # their levels, in turn


def organisation(lang: str, as_of: date, members: int, seed: int) -> dict[str, pl.DataFrame]:
    """Return the typed rows of an organisation by table, without slips.

    Args:
        lang: Language of regions, titles and items.
        as_of: The last day of the three years.
        members: How many members, 1 or more.
        seed: Another seed, another organisation.
    """
    chance, say = Chance(seed), Words(lang)
    register = _register(members, as_of, chance, say)
    start = as_of.replace(year=as_of.year - YEARS)
    sessions = [_alone(register, start, as_of, chance), _circles(register, start, as_of, chance)]
    made = {
        "supervision": pl.concat(sessions, how="vertical_relaxed"),
        "feedback": _feedback(register, as_of, chance, say),
        "training": _training(register, start, as_of, chance, say),
        "practice": _practice(register, as_of, chance),
        "members": register,
        "evidence": _evidence(register, as_of, chance, say),
    }
    heard = register.filter(~pl.col("silent")).select("member_id")
    sent = {name: frame.join(heard, on="member_id", how="semi") for name, frame in made.items()} | {"members": register}
    return {name: _typed(name, frame) for name, frame in sent.items()}


def _typed(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with every column of its table, in order and sorted."""
    absent = [pl.lit(None).alias(column) for column in dtypes(TABLES[name]) if column not in frame.columns]
    order = [c for c in ("member_id", "date", "start_date", "response_id", "item", "kind") if c in frame.columns]
    told = (
        frame.with_columns(absent)
        .sort(order, maintain_order=True)
        .with_columns(file=pl.lit(f"{name}.csv"), sheet=pl.lit(""))
    )
    return told.with_columns(row=pl.int_range(pl.len()) + 2).select(
        pl.col(column).cast(dtype) for column, dtype in dtypes(TABLES[name]).items()
    )


def _register(members: int, as_of: date, chance: Chance, say: Words) -> pl.DataFrame:
    """Return the members with their group, and their habits in columns that no table keeps."""
    groups = pl.DataFrame({"group": range(len(SIZES)), "region": [say(f"sample.region.{r}") for r in REGIONS]})
    seats = groups.select(pl.all().repeat_by(pl.lit(pl.Series(SIZES)))).explode("group", "region")
    number = pl.int_range(pl.len())
    round_of = (number // len(seats)) * len(SIZES)
    people = seats[[n % len(seats) for n in range(members)]].with_columns(group=pl.col("group") + round_of)
    people = people.with_columns(
        member_id=_code("M", number + 1, 5),
        group_id=_code("G", pl.col("group") + 1, 2),
        circle=pl.int_range(pl.len()).over("group") // CIRCLE,
        stopped=chance.draw() < STOPPED,
        presence=0.15 + 0.8 * chance.draw(),
        alone=(15 * chance.draw().pow(2)).cast(pl.Int64),
        rules="emcc-eia-renewal-" + pl.lit(pl.Series(PACKS)).gather(number % len(PACKS)),
        silent=number % SILENT_OF == SILENT,
        awarded_on=_days_before(as_of, chance.whole(30, 1800)),
        pause_from=pl.when(chance.draw() < AWAY).then(_days_before(as_of, chance.whole(200, 700))),
    )
    return people.with_columns(
        expires_on=pl.col("awarded_on").dt.offset_by("5y"), pause_to=pl.col("pause_from").dt.offset_by("120d")
    )


def _code(letter: str, number: pl.Expr, width: int) -> pl.Expr:
    return pl.lit(letter) + number.cast(pl.String).str.zfill(width)


def _days_before(day: date, days: pl.Expr) -> pl.Expr:
    return pl.lit(day) - pl.duration(days=days)


def _alone(register: pl.DataFrame, start: date, as_of: date, chance: Chance) -> pl.DataFrame:
    """Return individual sessions, spread over the years."""
    days = (as_of - start).days
    turn = register.filter(pl.col("alone") > 0).with_columns(turn=pl.int_ranges(0, "alone")).explode("turn")
    dated = turn.with_columns(
        date=pl.lit(start) + pl.duration(days=((pl.col("turn") + chance.draw()) / pl.col("alone") * days).ceil()),
        duration_minutes=chance.pick(pl.Series([60, 60, 75, 90])),
        format=pl.lit("individual"),
        session_id=pl.lit(None, dtype=pl.String),
        group_size=pl.lit(None, dtype=pl.Int64),
        supervisor_id=_code("SV", chance.whole(1, SUPERVISORS), 2),
        cases_presented=chance.whole(1, 2),
    )
    return _told(dated.with_columns(group_id=pl.lit(None, dtype=pl.String)), as_of, chance)


def _circles(register: pl.DataFrame, start: date, as_of: date, chance: Chance) -> pl.DataFrame:
    """Return the meetings of the circles, every one to three months: led and among peers in turn."""
    circles = register.select("group", "group_id", "circle").unique().sort("group", "circle")
    months = pl.DataFrame({"month": range(YEARS * 12)})
    day = pl.lit(start).dt.offset_by(pl.format("{}mo", "month")) + pl.duration(days=chance.whole(1, 27))
    every = 1 + pl.col("group") % 3
    led = (pl.col("month") // every) % 2 == 0
    meetings = circles.join(months, how="cross", maintain_order="left_right").filter(pl.col("month") % every == 0)
    meetings = meetings.with_columns(
        date=day,
        session_id=pl.format("{}-{}-{}", "group_id", pl.col("circle") + 1, pl.col("month") + 1),
        format=pl.when(led).then(pl.lit("group")).otherwise(pl.lit("peer")),
        duration_minutes=pl.when(led).then(120).otherwise(90),
        supervisor_id=pl.when(led).then(_code("SV", 1 + pl.col("group") % SUPERVISORS, 2)),
    )
    seats = meetings.join(register.drop("group_id"), on=["group", "circle"], maintain_order="left_right")
    came = seats.sort("member_id", "month").filter(chance.draw() < pl.col("presence"))
    sized = came.with_columns(
        group_size=pl.len().over("session_id"), cases_presented=(chance.draw() < 0.25).cast(pl.Int64)
    )
    return _told(sized.filter(pl.col("group_size") > 1), as_of, chance)


def _told(sessions: pl.DataFrame, as_of: date, chance: Chance) -> pl.DataFrame:
    """Return sessions with what was brought, without those that a member who stopped did not have."""
    led = pl.col("format") != "peer"
    lasting = sessions.filter(~pl.col("stopped") | (pl.col("date") < _days_before(as_of, pl.lit(400))))
    told = lasting.with_columns(
        mode=chance.pick(pl.Series(["in_person", "remote"])),
        supervisor_qualified=pl.when(led).then(pl.col("supervisor_id") <= QUALIFIED),
        client_consent=pl.when(pl.col("cases_presented") > 0).then(pl.lit("yes")).otherwise(pl.lit("not_applicable")),
        ethical_issue=chance.draw() < 0.03,
        articles=chance.pick(pl.Series([sorted(articles) for articles in THEMES.values()])),
    )
    closed = pl.col("ethical_issue") & (chance.draw() < 0.8) & (pl.col("date") < _days_before(as_of, pl.lit(30)))
    told = told.with_columns(
        ethical_closed_on=pl.when(closed).then(pl.col("date").dt.offset_by("30d")),
        articles=pl.when("ethical_issue")
        .then(pl.concat_list("articles", pl.lit(43)).list.sort())
        .otherwise("articles"),
    )
    kept = [c for c in dtypes(TABLES["supervision"]) if c in told.columns]
    return told.select(sorted(kept))


def _training(register: pl.DataFrame, start: date, as_of: date, chance: Chance, say: Words) -> pl.DataFrame:
    """Return three to twelve activities a member, taken from those the samples know."""
    known = pl.DataFrame([activity(n, say) for n in range(len(ACTIVITIES))], schema_overrides={"hours": pl.Float64})
    known = known.select("title", "provider", "hours", "category", "method", "credit_type", "articles")
    taken = register.select("member_id", pl.int_ranges(0, chance.whole(3, 12)).alias("turn")).explode("turn")
    taken = taken.with_columns(
        start_date=_days_before(as_of, chance.whole(0, (as_of - start).days - 1)),
        activity=chance.whole(0, len(known) - 1),
        certificate_ref=pl.when(chance.draw() < 0.6).then(pl.format("ATT-{}", pl.col("turn") + 1)),
    )
    return taken.join(
        known.with_row_index("activity").cast({"activity": pl.Int64}), on="activity", maintain_order="left"
    )


def _feedback(register: pl.DataFrame, as_of: date, chance: Chance, say: Words) -> pl.DataFrame:
    """Return one survey a year for a member in three, of two to nine answers."""
    years = pl.DataFrame({"year": range(as_of.year - YEARS + 1, as_of.year + 1)})
    items = pl.DataFrame(
        {
            "item": [say(f"sample.item.{item}") for item in ("frame", "listened", "useful", "recommend")],
            "scale_min": [1.0, 1.0, 1.0, 0.0],
            "scale_max": [5.0, 5.0, 5.0, 10.0],
        }
    )
    surveys = (
        register.select("member_id")
        .join(years, how="cross", maintain_order="left_right")
        .filter(chance.draw() < SURVEYED)
    )
    surveys = surveys.with_columns(answered=chance.whole(2, 9), unanswered=chance.whole(0, 6)).with_columns(
        survey_id=pl.format("{}-{}", "member_id", "year"), invited=pl.col("answered") + pl.col("unanswered")
    )
    forms = surveys.with_columns(form=pl.int_ranges(0, "answered")).explode("form")
    forms = forms.with_columns(
        response_id=pl.format("{}-{}", "survey_id", pl.col("form") + 1),
        date=pl.date("year", 4, 1) + pl.duration(days=chance.whole(0, 89)),
        respondent_id=_code("K", pl.col("form") + 1, 2),
        respondent_role=chance.pick(pl.Series(["client", "client", "client", "sponsor", "peer"])),
        articles=pl.lit([47]),
    )
    share = 1 - chance.draw().pow(2.5)  # of the scale above its lowest level: mostly favourable
    above = (
        (share * (pl.col("scale_max") - pl.col("scale_min") + 1))
        .floor()
        .clip(0, pl.col("scale_max") - pl.col("scale_min"))
    )
    answers = forms.join(items, how="cross", maintain_order="left_right").with_columns(
        score=pl.col("scale_min") + above
    )
    return answers.with_columns(score=pl.when(chance.draw() < 0.97).then("score"))


def _practice(register: pl.DataFrame, as_of: date, chance: Chance) -> pl.DataFrame:
    """Return client hours by half-year."""
    halves = pl.DataFrame({"half": range(YEARS * 2)}).with_columns(
        end_date=pl.lit(as_of).dt.offset_by(pl.format("-{}mo", pl.col("half") * 6)).dt.month_end()
    )
    halves = halves.with_columns(start_date=pl.col("end_date").dt.offset_by("1d").dt.offset_by("-6mo"))
    periods = register.select("member_id", "stopped").join(halves, how="cross", maintain_order="left_right")
    return periods.filter(~pl.col("stopped") | (pl.col("half") > 2)).with_columns(
        paid_hours=chance.whole(8, 180) / 2,
        pro_bono_hours=pl.when(chance.draw() < 0.2).then(chance.whole(1, 20) / 2),
        format=pl.lit("individual"),
    )


def _evidence(register: pl.DataFrame, as_of: date, chance: Chance, say: Words) -> pl.DataFrame:
    """Return an insurance certificate a year for nearly all, and a signed declaration for many."""
    years = pl.DataFrame({"year": range(as_of.year - YEARS, as_of.year)})
    insured = (
        register.select("member_id")
        .join(years, how="cross", maintain_order="left_right")
        .filter(chance.draw() < INSURED)
    )
    insured = insured.select(
        "member_id",
        kind=pl.lit("insurance"),
        date=pl.date("year", 10, 1),
        valid_until=pl.date(pl.col("year") + 1, 9, 30),
        articles=pl.lit([37]),
    )
    signed = register.filter(chance.draw() < 0.8).select(
        "member_id",
        kind=pl.lit("declaration"),
        date=_days_before(as_of, chance.whole(20, 1200)),
        valid_until=pl.lit(None, dtype=pl.Date),
        articles=pl.lit([26, 35]),
    )
    return pl.concat([insured, signed])
