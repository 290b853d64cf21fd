"""What a requirement pack is: dated, sourced rules of one body, level and purpose, as a TOML file says them.

Every model is closed: a key it does not know is an error, a value is what its type says, and no threshold has a
default. Arrays come as tuples (`load`).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from cpd_toolkit.i18n import APOSTROPHE, LANGUAGES, french
from cpd_toolkit.requirements.choices import FIELDS, HELD_BY, choices
from cpd_toolkit.requirements.window import WINDOW

Grade = Literal["OWN", "3P", "MEM", "INF"]  # own page, third party, from memory, inferred
Purpose = Literal["initial", "renewal", "membership", "guidance", "own"]
Status = Literal["verified_first_party", "verified_third_party", "from_memory", "superseded", "supplied"]
Source = Literal["supervision", "training", "reflection", "feedback", "practice", "evidence"]
Unit = Literal["hours", "points", "records", "distinct"]

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
Words = Annotated[str, Field(min_length=1, max_length=1_000)]
Window = Annotated[str, Field(pattern=WINDOW)]

UNDATED = date(2000, 1, 1)  # effective_from, and the first day of numbers, where a body gives no date


class Model(BaseModel):
    """A closed table of a pack."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Wording(Model):
    """The same words in both languages."""

    fr: Words
    en: Words

    def __call__(self, lang: str) -> str:
        """Return the words in a language, French ones typeset."""
        return APOSTROPHE.sub("\u2019", french(self.fr)) if lang == LANGUAGES[0] else self.en


def _both(title: object) -> object:
    return {"fr": title, "en": title} if isinstance(title, str) else title


class Reference(Model):
    """Where a number comes from."""

    title: Annotated[Wording, BeforeValidator(_both)]  # one text for both languages, or one of each
    address: Words
    read_on: date
    grade: Grade


class Dated(Model):
    """A number from a day on."""

    start: date = Field(alias="from")
    value: Annotated[float, Field(gt=0)]
    reference: Name


class Where(Model):
    """Which records: each field given must have one of its values; an empty cell may be any of them."""

    source: tuple[Source, ...] = ()  # of several that are counted; never empty
    format: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    relationship: tuple[str, ...] = ()
    supervisor_qualified: bool | None = None
    category: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    credit_type: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    respondent_role: tuple[str, ...] = ()
    group_size_from: int | None = None  # both inclusive
    group_size_to: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns asked about."""
        size = self.group_size_from is not None or self.group_size_to is not None
        asked = {"supervisor_qualified": self.supervisor_qualified is not None, "group_size": size}
        return (*(name for name in FIELDS if getattr(self, name)), *(name for name in asked if asked[name]))

    @field_validator(*FIELDS)
    @classmethod
    def _known(cls, values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known = choices(str(info.field_name))
        if not set(values) <= set(known):
            raise ValueError(", ".join(known))
        return values


class Credit(Model):
    """What a record of some kind counts for: its amount times `times`, divided by the size of the group if so said."""

    where: Where = Where()
    times: Annotated[float, Field(gt=0)] = 1
    divided: bool = False


class Cap(Model):
    """At most so much of some kind counts, in each window or each calendar period inside it."""

    where: Where = Where()
    or_where: tuple[Where, ...] = ()  # other kinds under the same cap
    each: Literal["category", "method", "credit_type", "format"] | None = None  # each value of the field by itself
    at_most: Annotated[float, Field(gt=0)] | None = None
    at_most_share: Annotated[float, Field(gt=0, lt=1)] | None = None  # of what the rule asks for
    per: Literal["window", "calendar-week", "calendar-month", "calendar-year"] = "window"
    reference: Name

    @model_validator(mode="after")
    def _one_of_two(self) -> "Cap":
        if (self.at_most is None) == (self.at_most_share is None):
            raise ValueError("at_most / at_most_share")
        return self


class Count(Model):
    """What is counted, and how much of it."""

    of: Annotated[tuple[Source, ...], Field(min_length=1)]
    unit: Unit
    distinct: Literal["client_id", "respondent_id", "supervisor_id", "category", "method", "source"] | None = None
    where: Where = Where()
    doubtful: tuple[Source, ...] = ()  # those of them that may not count at all
    longest_hours: Annotated[float, Field(gt=0)] | None = None  # more of one record does not count
    credit: tuple[Credit, ...] = ()  # the first that fits; a record that fits none counts nothing
    caps: tuple[Cap, ...] = ()

    @property
    def conditions(self) -> tuple[Where, ...]:
        """Every condition: of what is counted, of its credit and of its caps."""
        capped = (where for cap in self.caps for where in (cap.where, *cap.or_where))
        return (self.where, *(entry.where for entry in self.credit), *capped)

    @property
    def nowhere(self) -> str:
        """The first column asked about that no kind of record it is asked of has; empty when there is none."""
        asked = [(name, where.source or self.of) for where in self.conditions for name in where.fields]
        asked += [(cap.each, self.of) for cap in self.caps if cap.each]
        asked += [(self.distinct, self.of)] if self.distinct and self.distinct != "source" else []
        return next((name for name, sources in asked if not {*HELD_BY[name]} & {*sources}), "")

    @model_validator(mode="after")
    def _distinct(self) -> "Count":
        if (self.unit == "distinct") != (self.distinct is not None):
            raise ValueError("distinct")
        return self


class Carry(Model):
    """Calendar periods before and after, whose surplus may fill a period."""

    forward: Annotated[int, Field(ge=0)] = 0
    back: Annotated[int, Field(ge=0)] = 0


class Also(Model):
    """Another reading of the same requirement, shown beside it and never deciding."""

    window: Window
    value: Annotated[float, Field(gt=0)]


class Rule(Model):
    """What every rule says."""

    id: Name
    text: Wording
    articles: tuple[int, ...] = ()
    reference: Name
    unverified_fields: tuple[str, ...] = ()
    note: Wording | None = None

    @field_validator("articles")
    @classmethod
    def _of_the_code(cls, articles: tuple[int, ...]) -> tuple[int, ...]:
        if any(not 1 <= number <= 47 for number in articles):
            raise ValueError("1-47")
        return articles


class Counted(Rule):
    """A rule with a number that changes by date."""

    count: Count
    window: Window
    values: Annotated[tuple[Dated, ...], Field(min_length=1)]


class Minimum(Counted):
    """At least `value` in the window; of a calendar window, in every period of the cycle."""

    kind: Literal["minimum"]
    carry: Carry | None = None
    also: tuple[Also, ...] = ()


class Ratio(Counted):
    """At least an hour for `value` practice hours of the window, and `floor` in any case."""

    kind: Literal["ratio"]
    floor: tuple[Dated, ...] = ()


class Spread(Counted):
    """Never more than `value` calendar months between two records, from the window's first day to its last."""

    kind: Literal["spread"]


class Span(Counted):
    """At least `value` calendar months from the first record to the last."""

    kind: Literal["span"]


class Valid(Rule):
    """A document of a kind that is valid on the day."""

    kind: Literal["valid"]
    documents: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("documents")
    @classmethod
    def _known(cls, kinds: tuple[str, ...]) -> tuple[str, ...]:
        return Where(kind=kinds).kind


class Shown(Rule):
    """No number: what the records hold is shown, and never judged."""

    kind: Literal["shown"]
    count: Count | None = None
    window: Window = "last-12-months"


AnyRule = Annotated[Minimum | Ratio | Spread | Span | Valid | Shown, Field(discriminator="kind")]


class Cycle(Model):
    """How long a credential lasts, and the days around its end."""

    years: Annotated[int, Field(gt=0)]
    anchor: Literal["award", "previous_expiry"]
    opens_months_before: Annotated[int, Field(gt=0)] | None = None
    grace_months: Annotated[int, Field(gt=0)] | None = None
    lapse_months: Annotated[int, Field(gt=0)] | None = None  # from the expiry to the end of any reinstatement
    reference: Name
    unverified_fields: tuple[str, ...] = ()


class Pack(Model):
    """One body's rules for one level and purpose, in one edition."""

    id: Name
    body: Words
    scheme: Wording
    level: Words | None = None
    purpose: Purpose
    jurisdiction: Words
    edition: Words
    effective_from: date
    effective_to: date | None = None  # inclusive
    binding: Literal["binding", "recommended", "comparison"]
    status: Status
    verified_on: date
    supersedes: Words | None = None
    exclusive: bool = False  # a record that another pack of the dossier has used does not count here
    note: Wording | None = None
    sources: dict[Name, Reference]
    cycle: Cycle | None = None
    rules: Annotated[tuple[AnyRule, ...], Field(min_length=1)]

    def in_force(self, day: date) -> bool:
        """Return whether the edition applies on a day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)
