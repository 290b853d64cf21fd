"""Where the member stands to each requirement: met, still missing, missed for good, or what cannot be told."""

from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.renewal.phrases import period_name
from cpd_toolkit.requirements.evaluate import Evaluation
from cpd_toolkit.requirements.outlook import moves
from cpd_toolkit.requirements.pack import AnyRule, Minimum, Ratio, Shown, Span, Spread, Valid

SHORT = pl.col("state") == "short"


class Standing(NamedTuple):
    """One requirement and what was found."""

    rule: AnyRule
    told: dict[str, Any]  # its row of shapes.VERDICTS
    periods: pl.DataFrame  # shapes.PERIODS
    credits: pl.DataFrame  # shapes.CREDITS
    missed: pl.DataFrame  # periods that are short and can no longer be filled
    lacking: float  # what these lack, in the rule's unit; 0 where it doesn't add up
    missing: float  # what can still come, in the rule's unit
    by: date | None  # until when; None where the pack names no day
    over: bool  # whether the cycle has ended
    pace: str | None  # on_course or at_risk, of what is short and still runs

    @property
    def verdict(self) -> str:
        """Met, not_met or unknown."""
        return str(self.told["verdict"])

    @property
    def holds_until(self) -> date | None:
        """The first day on which it is lost if nothing new is logged; None when no record leaves its window."""
        day: date | None = self.told["holds_until"]
        return day

    @property
    def outlook(self) -> str | None:
        """On_course or at_risk, or why there is no such word: document, ever, early; None where something is lost."""
        if self.pace or self.by is None or not self.missed.is_empty():
            return self.pace
        if isinstance(self.rule, Valid):
            return "document"
        return "ever" if self.rule.window == "ever" else "early"

    @property
    def undated(self) -> str:
        """Why there is no day until when: moves (the stretch leaves the window by itself), over, or open."""
        return "moves" if isinstance(self.rule, Spread) else "over" if self.over else "open"

    @property
    def accepted(self) -> bool:
        """Whether the verdict rests on a number that nobody has verified and that the user accepts."""
        return bool(self.told["unverified"]) and self.told["reason"] != "unverified"


def standings(evaluation: Evaluation, as_of: date) -> list[Standing]:
    """Return where the member stands to each rule that is judged, in the order of the pack."""
    told = {row["rule"]: row for row in evaluation.verdicts.to_dicts()}
    end = evaluation.holders["cycle_end"].first()
    rules = [rule for rule in evaluation.pack.rules if not isinstance(rule, Shown)]
    return [_standing(rule, told[rule.id], evaluation, end, as_of) for rule in rules]


def _standing(rule: AnyRule, told: dict[str, Any], evaluation: Evaluation, end: Any, as_of: date) -> Standing:
    periods, credits = (frame.filter(pl.col("rule") == rule.id) for frame in (evaluation.periods, evaluation.credits))
    short = periods.filter(SHORT) if told["verdict"] == "not_met" else periods.clear()
    missed = short.clear() if moves(rule) else short.filter(pl.col("until").is_null())
    still = short.join(missed, on=["period_start", "period_end"], how="anti")
    by: date | None = still["until"].max()  # type: ignore[assignment]
    missing, lacking = (float((frame["expected"] - frame["least"]).clip(0).sum()) for frame in (still, missed))
    # Stretches that overlap lack the same record several times.
    lacking = 0.0 if _overlapping(rule) else lacking
    over = bool(end) and (end < as_of or (end == as_of and evaluation.pack.cycle is not None))
    known = still["outlook"].drop_nulls().sort().to_list()  # at_risk before on_course
    pace = told["outlook"] or next(iter(known), None)
    return Standing(rule, told, periods, credits, missed, lacking, missing, by, over, pace)


def _overlapping(rule: AnyRule) -> bool:
    return not isinstance(rule, Valid) and rule.window.startswith("any-")


def in_periods(standing: Standing) -> bool:
    """Return whether a rule is judged in several periods that follow one another."""
    rule = standing.rule
    return isinstance(rule, Minimum | Ratio) and not rule.window.startswith(("last-", "any-")) and several(standing)


def several(standing: Standing) -> bool:
    """Return whether a rule is judged in more than one period."""
    return standing.periods.height > 1


def stretches(rule: AnyRule) -> bool:
    """Return whether a rule is about time between records."""
    return isinstance(rule, Spread | Span)


def names(periods: pl.DataFrame, rule: AnyRule, say: Words) -> list[str]:
    """Return periods by their names."""
    window = "" if isinstance(rule, Valid) else rule.window
    ends = periods.select("period_start", "period_end").rows()
    return [period_name(window, start, end, say) for start, end in ends]
