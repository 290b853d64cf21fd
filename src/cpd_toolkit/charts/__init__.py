"""Charts: result tables in, a figure with its numbers and its words out. Nothing is measured here.

palette     colours by meaning
chart       what a chart is, and the look all share
time_axis   days, months and years along a chart
timeline    sessions day by day, with the long gaps between them
rolling     sessions in the window ending on each day
quarters    hours by quarter and format
cumulative  hours of supervision so far, against those of practice
articles    the 47 articles as a map of tiles; article_sources: where their evidence comes from
"""

from cpd_toolkit.charts.article_sources import article_sources
from cpd_toolkit.charts.articles import article_tiles
from cpd_toolkit.charts.chart import Chart
from cpd_toolkit.charts.cumulative import cumulative
from cpd_toolkit.charts.quarters import quarters
from cpd_toolkit.charts.rolling import rolling
from cpd_toolkit.charts.timeline import timeline

__all__ = ["Chart", "article_sources", "article_tiles", "cumulative", "quarters", "rolling", "timeline"]
