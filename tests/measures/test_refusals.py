"""Below these numbers of answers a number is not told; each edge at n - 1 and n."""

import pytest

from cpd_toolkit.measures import refusals


@pytest.mark.parametrize(
    ("answers", "display"), [(0, "refuse"), (4, "refuse"), (5, "count"), (9, "count"), (10, "percent"), (11, "percent")]
)
def test_a_share_is_refused_below_five_and_a_percentage_below_ten(answers, display):
    assert refusals.share_display(answers) == display


@pytest.mark.parametrize(("answers", "display"), [(0, "refuse"), (9, "refuse"), (10, "show")])
def test_a_net_promoter_score_is_refused_below_ten(answers, display):
    assert refusals.nps_display(answers) == display
