"""Charts: result tables in, a figure with its numbers and its words out. Nothing is measured here.

palette     colours by meaning
chart       what a chart is, and the look all share
time_axis   days, months and years along a chart
timeline    sessions day by day, with the long gaps between them
rolling     sessions in the window ending on each day
quarters    hours by quarter and format
cumulative  hours of supervision so far, against those of practice
cycle       a cycle with its records, long gaps and deadlines (cycle_records)
required    periods of a requirement against what is expected
items       names above the rows of a chart; how shares and intervals are written
answers     answers around the middle of their scale, beside the share of high ones
periods     that share in this period and the last; over_time: answers along days
recommendation  an item from 0 to 10 with its net promoter score
attendance  members of a group by its sessions; standing: until when each has enough of them
articles    the 47 articles as a map of tiles; article_sources: where their evidence comes from
verdicts    members by verdict; counts: by class or interval; article_shares: by article; funnel: groups
points      shares along time with their limits; withheld: how what is hidden is shown
"""

from cpd_toolkit.charts.answers import answers
from cpd_toolkit.charts.article_shares import article_shares
from cpd_toolkit.charts.article_sources import article_sources
from cpd_toolkit.charts.articles import article_tiles
from cpd_toolkit.charts.attendance import attendance
from cpd_toolkit.charts.chart import Chart
from cpd_toolkit.charts.counts import counts
from cpd_toolkit.charts.cumulative import cumulative
from cpd_toolkit.charts.cycle import cycle
from cpd_toolkit.charts.cycle_records import Mark, Records
from cpd_toolkit.charts.funnel import funnel_chart
from cpd_toolkit.charts.over_time import over_time
from cpd_toolkit.charts.periods import periods
from cpd_toolkit.charts.points import points
from cpd_toolkit.charts.quarters import quarters
from cpd_toolkit.charts.recommendation import recommendation
from cpd_toolkit.charts.required import Asked, required
from cpd_toolkit.charts.rolling import rolling
from cpd_toolkit.charts.standing import standing
from cpd_toolkit.charts.timeline import timeline
from cpd_toolkit.charts.verdicts import verdicts

__all__ = [
    "Asked",
    "Chart",
    "Mark",
    "Records",
    "answers",
    "article_shares",
    "article_sources",
    "article_tiles",
    "attendance",
    "counts",
    "cumulative",
    "cycle",
    "funnel_chart",
    "over_time",
    "periods",
    "points",
    "quarters",
    "recommendation",
    "required",
    "rolling",
    "standing",
    "timeline",
    "verdicts",
]
