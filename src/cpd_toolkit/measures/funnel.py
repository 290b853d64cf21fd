"""Shares of groups beside the share of all: a funnel, never a ranking.

The limits are a guide to the eye, on the arcsine scale; a group is flagged by its exact p alone, adjusted over all
groups, because such limits put 18 of 18 just outside where chance gives it often enough. Sources: Spiegelhalter 2005,
Statistics in Medicine 24:1185; Verburg 2018.
"""

from math import erfc, pi, sqrt
from typing import NamedTuple

import polars as pl

from cpd_toolkit.measures.discovery import ERROR, adjusted
from cpd_toolkit.measures.groups import UNSTATED
from cpd_toolkit.measures.proportion import Z95
from cpd_toolkit.measures.refusals import FUNNEL_GROUPS, OVERDISPERSED_GROUPS
from cpd_toolkit.measures.shapes import FUNNEL, shaped

OTHER = "other"
SCORES = {"95": Z95, "998": 3.090232306167813}  # 97.5 and 99.9 % points of the normal distribution
WINSORISED = 0.1  # share of the z at each end that is drawn in

SUMMED = ("numerator", "denominator", "people")
OWN_VARIANCE = 1 / (4 * pl.col("denominator"))  # what chance gives arcsin(sqrt(share))
TARGET = pl.col("target").sqrt().arcsin()


class Dispersion(NamedTuple):
    """How far groups differ more than chance alone lets them."""

    phi: float  # mean of the squared winsorised z; 1 when chance is all there is
    between_variance: float  # to be added to what chance gives each group


def funnel(
    shares: pl.DataFrame, least_people: int, group: str = "group_id", target: float | None = None
) -> pl.DataFrame:
    """Return the share of each group beside that of all, its limits, and whether it is flagged.

    Groups of too few members, and members without a group, are pooled as `other`, with the next smallest groups as long
    as `other` would be too small itself; it is not tested. Below 10 tested groups there are no limits and no p. From 20
    on, where they differ more than chance lets them, the variance between groups widens the limits, and p is the larger
    of the exact one and the normal one with that variance.

    Args:
        shares: Result table of one measure by group, such as members who meet the need out of all.
        least_people: Members that a group needs to be told apart: the k of the output.
        group: The group column.
        target: The share of all; that of these groups together when not said.

    Returns:
        shapes.FUNNEL, by group, `other` last.

    Example:
        >>> rows = [(f"G{n:02}", 9.0 if n else 1.0, 12.0, 12) for n in range(12)]
        >>> shares = pl.DataFrame(rows, ["group_id", "numerator", "denominator", "people"], orient="row")
        >>> funnel(shares, 10).filter(pl.col("flag") != "none")["group"].to_list()
        ['G00']
    """
    groups = shares.filter(pl.col("denominator") > 0).select(pl.col(group).alias("group"), *SUMMED)
    of_all = pl.lit(target) if target is not None else pl.col("numerator").sum() / pl.col("denominator").sum()
    told = _pooled(groups, least_people).with_columns(value=pl.col("numerator") / pl.col("denominator"), target=of_all)
    apart = told.filter(pl.col("group") != OTHER)
    limited = _limited(told, apart) if apart.height >= FUNNEL_GROUPS else told.with_columns(status=pl.lit("too_few"))
    known = pl.concat([pl.DataFrame(schema=FUNNEL), limited], how="diagonal_relaxed")
    whole = known.with_columns(pl.col("flag").fill_null("none"))
    return shaped(_hidden(whole, least_people).sort(pl.col("group") == OTHER, "group"), FUNNEL)


def _pooled(groups: pl.DataFrame, least: int) -> pl.DataFrame:
    """Return the groups, those too small to be told apart as one."""
    nameless, small = pl.col("group") == UNSTATED, pl.col("people") < least
    smallest_first = groups.sort(~nameless, "people", "group")
    before = pl.col("people").cum_sum() - pl.col("people")
    pooled = nameless | small | ((nameless | small).any() & (before < least))
    named = smallest_first.with_columns(group=pl.when(pooled).then(pl.lit(OTHER)).otherwise("group"))
    return named.group_by("group").agg(pl.col(SUMMED).sum(), groups=pl.len().cast(pl.Int64)).sort("group")


def _hidden(told: pl.DataFrame, least: int) -> pl.DataFrame:
    """Return the rows without their numbers where even all groups together have too few members."""
    enough = pl.col("people") >= least
    kept = [pl.when(enough).then(name).alias(name) for name in (*SUMMED, "value", "target")]
    return told.with_columns(*kept, status=pl.when(enough).then("status").otherwise(pl.lit("suppressed")))


def _limited(told: pl.DataFrame, apart: pl.DataFrame) -> pl.DataFrame:
    """Return the groups with limits, and those told apart with their p and flag."""
    scored = apart.with_columns(z=(pl.col("value").sqrt().arcsin() - TARGET) / OWN_VARIANCE.sqrt())
    weights = scored.select(1 / OWN_VARIANCE).to_series()
    found = dispersion(scored["z"], weights) if scored.height >= OVERDISPERSED_GROUPS else None
    between = found.between_variance if found else 0.0
    reach = (OWN_VARIANCE + between).sqrt()
    ends = {
        f"{end}_{name}": (TARGET + side * score * reach).clip(0, pi / 2).sin() ** 2
        for name, score in SCORES.items()
        for end, side in (("lower", -1), ("upper", 1))
    }
    phi = pl.lit(found.phi if found else None, pl.Float64)
    limited = told.with_columns(**ends, overdispersion=phi, between_variance=pl.lit(between), status=pl.lit("ok"))
    return limited.join(_flagged(scored, between), on="group", how="left")


def _flagged(scored: pl.DataFrame, between: float) -> pl.DataFrame:
    exact = [mid_p(k, n, t) for k, n, t in scored.select("numerator", "denominator", "target").rows()]
    wider = scored.select(pl.col("z") * (OWN_VARIANCE / (OWN_VARIANCE + between)).sqrt()).to_series()
    normal = [erfc(abs(z) / sqrt(2)) if between else 0.0 for z in wider]
    p = pl.Series("p", list(map(max, exact, normal)), pl.Float64)
    side = pl.when(pl.col("value") > pl.col("target")).then(pl.lit("above")).otherwise(pl.lit("below"))
    judged = scored.with_columns(p, adjusted(p).alias("p_adjusted"))
    return judged.select("group", "p", "p_adjusted", flag=pl.when(pl.col("p_adjusted") <= ERROR).then(side))


def mid_p(k: float, n: float, target: float) -> float:
    """Return the two-sided exact mid-P of k out of n under a share: twice the smaller tail, k itself counted half.

    Example:
        >>> mid_p(0, 3, 0.5)  # 2 x half of 1/8
        0.125
    """
    from scipy.stats import binom

    half = binom.pmf(k, n, target) / 2
    tails = binom.cdf(k, n, target) - half, binom.sf(k, n, target) + half
    return round(float(min(1.0, 2 * min(tails))), 15)


def dispersion(z: pl.Series, weights: pl.Series) -> Dispersion:
    """Return how far z scores are spread beyond chance, and the variance between groups that explains it.

    The z are winsorised: those below the 10 % quantile or above the 90 % one are drawn in to it. The variance is that
    of DerSimonian and Laird, 0 unless phi exceeds (n - 1) / n.

    Args:
        z: One a group.
        weights: 1 / the variance that chance gives each.
    """
    n, whole = len(z), float(weights.sum())
    phi = sum(one**2 for one in winsorised(z)) / n
    scale = whole - float((weights**2).sum()) / whole
    return Dispersion(phi, max(0.0, (n * phi - (n - 1)) / scale))


def winsorised(z: pl.Series) -> pl.Series:
    """Return z scores with those beyond the 10 % and 90 % quantiles drawn in to them."""
    return z.clip(*(z.quantile(share, "linear") for share in (WINSORISED, 1 - WINSORISED)))
