"""The types under which a notebook's outputs travel; apart, since a runner needs them without any chart."""

from typing import Final

PART: Final = "application/vnd.cpd-toolkit.part+json"
PLOTLY: Final = "application/vnd.plotly.v1+json"
