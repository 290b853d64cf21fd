"""Which reports fit a dossier: a coach's own, a member's of several, a group's."""

from datetime import date

import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.fitting import Whom, fitting
from cpd_toolkit.report.notebooks import report_names
from cpd_toolkit.validate import check

HEAD = "member_id,date,duration_minutes,format,group_id,group_size\n"
OWN = {name: Whom() for name in report_names() if name not in ("peer_group", "organisation")}


@pytest.fixture
def fits(tables):
    def told(lines, **whom):
        folder = tables({"supervision": HEAD + lines}, "")
        return fitting(check(open_dossier(folder), date(2026, 6, 30)), Words("en"), **whom)

    return told


def test_a_coach_s_dossier_gets_the_reports_of_one_person_though_they_attend_groups(fits):
    assert fits("A,2026-01-01,60,peer,G,4\nA,2026-02-01,60,peer,H,4\n") == OWN


GROUP = "A,2026-01-01,60,peer,G,4\nB,2026-01-01,60,peer,G,4\n"


def test_a_group_s_dossier_gets_the_group_s_and_a_member_named_their_own(fits):
    assert fits(GROUP) == {"peer_group": Whom()}
    assert fits(GROUP, member="B") == {"peer_group": Whom(), **{name: Whom("B") for name in OWN}}


def test_of_several_groups_one_must_be_named(fits):
    several = GROUP + "C,2026-01-01,60,peer,H,4\nD,2026-01-01,60,peer,H,4\n"
    with pytest.raises(UsageError, match="holds 2 groups"):
        fits(several)
    assert fits(several, group="H") == {"peer_group": Whom(group="H")}
    assert fits(several, member="C") == {name: Whom("C") for name in OWN}


def test_several_members_without_a_group_must_be_told_apart(fits):
    with pytest.raises(UsageError, match="holds 2 members"):
        fits("A,2026-01-01,60,peer,,4\nB,2026-01-01,60,peer,,4\n")


@pytest.mark.parametrize(("members", "fit"), [(19, False), (20, True)])
def test_an_organisation_s_report_fits_a_register_of_twice_k_when_nobody_is_named(tables, members, fit):
    register = "member_id,region\n" + "".join(f"M{n},N\n" for n in range(members))
    done = check(open_dossier(tables({"members": register}, "")), date(2026, 6, 30))
    if fit:
        assert fitting(done, Words("en")) == {"organisation": Whom()}
    else:
        with pytest.raises(UsageError, match="holds 19 members"):
            fitting(done, Words("en"))
    assert "organisation" not in fitting(done, Words("en"), member="M1")
