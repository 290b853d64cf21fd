"""Insurance: the days that insurance documents cover (article 37).

A document covers from its date to its valid_until, both included; without valid_until it covers nothing that can be
told. Whether a person has to be insured depends on the country: there is no verdict.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from cpd_toolkit.measures.gaps import joined
from cpd_toolkit.measures.shapes import INTERVAL, UNINSURED, result_table, shaped
from cpd_toolkit.measures.windows import DAYS, bounds

Stretch = tuple[date, date]


def insurance_cover(evidence: pl.DataFrame, practice: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return one person's insured days.

    Returns:
        Measures insured_days (in the 365 days; 365 as denominator), insured_practice_days (days inside a practice row
        up to as_of, those insured out of all; unknown without practice) and days_to_expiry (from as_of to the last day
        of the cover that holds on it; negative, from its end, when none holds). Values are days. All unknown without
        a document that says until when.
    """
    insured, worked = _insured(evidence), _worked(practice, as_of)
    year = bounds("365_days", as_of)
    told = [
        ("insured_days", _overlap(insured, [year]), float(DAYS), *year),
        (
            "insured_practice_days",
            _overlap(insured, worked) if worked else None,
            _length(worked),
            *_ends(worked, as_of),
        ),
        ("days_to_expiry", _to_expiry(insured, as_of), None, as_of, as_of),
    ]
    kinds: dict[str, type[pl.DataType]] = {"measure": pl.String, "value": pl.Float64, "denominator": pl.Float64}
    kinds |= dict.fromkeys(INTERVAL, pl.Date)
    frame = pl.DataFrame(told, kinds, orient="row", strict=False)
    value = pl.col("value") if insured else pl.lit(None, pl.Float64)
    people = evidence.filter(pl.col("kind") == "insurance")["member_id"].n_unique()
    return result_table(frame.with_columns(value=value, numerator=value, people=pl.lit(people)))


def insurance_lapses(evidence: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return the stretches of days without insurance, from the first insured day to as_of.

    Returns:
        shapes.UNINSURED, by day; none without a document that says until when.

    Example:
        >>> year = [date(2024, 1, 1), date(2024, 12, 31)]
        >>> one = {"member_id": "C1", "kind": "insurance", "date": year[0], "valid_until": year[1]}
        >>> insurance_lapses(pl.DataFrame([one]), date(2025, 1, 31))["days"].to_list()
        [31]
    """
    insured, day = [stretch for stretch in _insured(evidence) if stretch[0] <= as_of], timedelta(days=1)
    ends = [*(end for _, end in insured)]
    starts = [*(start for start, _ in insured[1:]), as_of + day]
    holes = [(end + day, start - day) for end, start in zip(ends, starts, strict=False) if start - end > day]
    rows = [(first, last, (last - first).days + 1, 1) for first, last in holes]
    return shaped(pl.DataFrame(rows, UNINSURED, orient="row"), UNINSURED, ["uninsured_from"])


def _insured(evidence: pl.DataFrame) -> list[Stretch]:
    documents = evidence.filter(pl.col("kind") == "insurance", pl.col("valid_until").is_not_null())
    return joined(documents.select("date", "valid_until").rows())


def _worked(practice: pl.DataFrame, as_of: date) -> list[Stretch]:
    begun = practice.filter(pl.col("start_date") <= as_of)
    return joined([(first, min(last, as_of)) for first, last in begun.select("start_date", "end_date").rows()])


def _overlap(ones: Sequence[Stretch], others: Sequence[Stretch]) -> float:
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in ones for b in others]
    return float(sum((last - first).days + 1 for first, last in shared if first <= last))


def _length(stretches: Sequence[Stretch]) -> float:
    return _overlap(stretches, stretches)


def _ends(stretches: Sequence[Stretch], as_of: date) -> tuple[date | None, date]:
    return (stretches[0][0] if stretches else None), as_of


def _to_expiry(insured: Sequence[Stretch], as_of: date) -> float | None:
    begun = [end for start, end in insured if start <= as_of]
    return float((begun[-1] - as_of).days) if begun else None
