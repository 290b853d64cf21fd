"""Requirements in words: amounts, verdicts and reasons, as plans, comparisons and calendars say them."""

from typing import Any

from cpd_toolkit.i18n import Words
from cpd_toolkit.requirements.pack import Pack
from cpd_toolkit.requirements.thresholds import Threshold


def amount(value: float, unit: str, say: Words) -> str:
    """Return an amount with its unit.

    Example:
        >>> amount(1.5, "hours", Words("en")), amount(4, "records", Words("en"))
        ('1.5\u202fh', '4 entries')
    """
    return say.hours(value) if unit == "hours" else say(f"plan.amount.{unit}", n=value)


def standing(row: dict[str, Any], say: Words, prefix: str = "") -> str:
    """Return how a rule stands: its verdict, what is there of what is expected, or why it can't be told.

    Args:
        row: Of shapes.VERDICTS, EFFECTS or COMPARED.
        say: The reader's language.
        prefix: Of the columns to read.
    """
    if row.get(f"{prefix}reason") == "qualitative":
        return say("plan.qualitative")
    verdict = say(f"plan.verdict.{row[f'{prefix}verdict']}")
    if row.get(f"{prefix}reason"):
        return say("plan.because", verdict=verdict, reason=say(f"plan.reason.{row[f'{prefix}reason']}"))
    unit, found, expected = (row[f"{prefix}{name}"] for name in ("unit", "found", "expected"))
    if found is None:
        return verdict
    if expected is None:
        return say("plan.found", verdict=verdict, found=amount(found, unit, say))
    held = say.hours(found) if unit == "hours" else say.number(found)
    told = {"verdict": verdict, "found": held, "expected": amount(expected, unit, say)}
    if row["kind"] in ("spread", "span"):
        return say(f"plan.{row['kind']}", **(told | {"found": amount(found, unit, say)}))
    met = row[f"{prefix}verdict"] == "met"
    if row[f"{prefix}periods"] == 1:
        return say("plan.enough" if met else "plan.found_of", **told)
    n, of = row[f"{prefix}periods_met"], row[f"{prefix}periods"]
    return say("plan.enough_in", n=of, **told) if met else say("plan.found_in", met=n, n=of, **told)


def pack_name(pack: Pack, say: Words) -> str:
    """Return a pack's body, scheme and level, its id and its edition."""
    parts = [pack.body, pack.scheme(say.lang), *([pack.level] if pack.level else [])]
    return say("plan.pack", name=", ".join(parts), id=pack.id, edition=pack.edition)


def threshold_name(threshold: Threshold, say: Words) -> str:
    """Return whose number a threshold is: body and level of its pack, the edition, and that nobody has verified it."""
    pack = threshold.pack
    edition = say("packs.list.edition", edition=pack.edition)
    mark = say("packs.threshold.unverified") if threshold.unverified else ""
    return ", ".join(filter(None, [pack.body, pack.level, edition, mark]))
