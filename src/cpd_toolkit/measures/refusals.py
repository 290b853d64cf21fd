"""Below how many answers a number is not told: every threshold, once. Source: docs/methods.md, Refusals."""

from typing import Final

SHARE_ANSWERS: Final = 5  # below: no share at all; a score can't be read from so few
PERCENT_ANSWERS: Final = 10  # below: "4 of 5", no percentage
NPS_ANSWERS: Final = 10  # below: no net promoter score
PERIOD_ANSWERS: Final = 10  # below, on either side: no comparison of two periods
TREND_ANSWERS: Final = 20  # below: dots without a line, and nothing said of a trend;
TREND_DAYS: Final = 5  # the same below so many different days
CEILING_ANSWERS: Final = 10  # below: no word on answers crowding the top of the scale
CEILING_SHARE: Final = 0.8  # above, at the very top: the item can hardly show an improvement any more
COMMENTS: Final = 5  # below: their number, none of their words
RATIO_PRACTICE_HOURS: Final = 35  # below: the two totals instead of practice hours per supervision hour
MEDIAN_GAPS: Final = 4  # below: no median gap
FORECAST_MONTHS: Final = 12  # below, since the first session: no forecast, the lapse date only;
FORECAST_SESSIONS: Final = 4  # the same below so many sessions,
FORECAST_OPEN_GAPS: Final = 2  # and above so many times the longest gap before since the last session
LONG_GAP_DAYS: Final = 90  # above: a gap is listed
FUNNEL_GROUPS: Final = 10  # below: no limits around the share of all groups, and no group flagged
OVERDISPERSED_GROUPS: Final = 20  # below: variance between groups is not looked for
XMR_POINTS: Final = 12  # below, on one baseline: no limits, the run chart with its median
XMR_PROVISIONAL: Final = 20  # below: limits are provisional
XMR_ANSWERS: Final = 5  # one point of fewer answers: no limits either


def share_display(answers: int) -> str:
    """Return how a share of answers may be shown: refuse, count ("4 of 5") or percent.

    Example:
        >>> [share_display(n) for n in (4, 5, 9, 10)]
        ['refuse', 'count', 'count', 'percent']
    """
    if answers < SHARE_ANSWERS:
        return "refuse"
    return "count" if answers < PERCENT_ANSWERS else "percent"


def nps_display(answers: int) -> str:
    """Return whether a net promoter score may be shown: refuse or show.

    Example:
        >>> nps_display(9), nps_display(10)
        ('refuse', 'show')
    """
    return "refuse" if answers < NPS_ANSWERS else "show"
