"""One command makes one page with its numbers beside it, or nothing."""

import hashlib
import json
import stat
from datetime import date

import pytest

from cpd_toolkit.errors import DossierError, UsageError
from cpd_toolkit.report import make_report

AS_OF = date(2026, 6, 30)
SESSIONS = "2025-09-01,90,individual,,S1,1,yes,yes,\n2026-02-01,120,group,5,S2,1,,,secret words"
LARGEST = 1_600_000  # bytes


def test_a_report_is_a_page_and_its_numbers(dossier, tmp_path):
    folder = dossier(SESSIONS, "2025-07-01,2026-06-30,90")
    page, numbers = make_report("supervision_frequency", folder, AS_OF)
    assert (page, numbers) == (
        folder / "reports" / "supervision_frequency.fr.html",
        folder / "reports" / "supervision_frequency.numbers.json",
    )
    assert {stat.S_IMODE(path.stat().st_mode) for path in (page, numbers)} == {0o600}
    html = page.read_text("utf-8")
    assert len(html.encode()) <= LARGEST
    assert "Au 30 juin 2026\u202f: 2 séances de supervision sur 365 jours, 3,5\u202fh en tout." in html
    for private in (str(tmp_path), "secret words", "papermill", "ipykernel"):
        assert private not in html
        assert private not in numbers.read_text("utf-8")
    told = json.loads(numbers.read_text("utf-8"))
    assert told["report"] == "supervision_frequency"
    assert told["parameters"] == {"as_of": "2026-06-30", "lang": "fr"}
    assert told["results"]["inputs"] == [
        {"file": name, "checksum": hashlib.sha256((folder / "data" / name).read_bytes()).hexdigest()}
        for name in ("practice.csv", "supervision.csv")
    ]
    counted = {row["measure"]: row for row in told["results"]["sessions_in_365_days"]}
    assert (counted["sessions"]["value"], counted["hours"]["value"]) == (2, 3.5)
    assert counted["hours"]["interval_start"] == "2025-07-01"


def test_one_member_of_several_has_a_file_of_their_own_without_the_code_in_its_name(dossier, tmp_path):
    header = "member_id,date,duration_minutes,format,supervisor_id"
    rows = "MEMBER-A,2026-01-01,60,individual,S\nMEMBER-B,2026-02-01,90,individual,S"
    folder = dossier(rows, header=header, settings='lang = "en"')
    with pytest.raises(UsageError, match="holds 2 members"):
        make_report("supervision_frequency", folder, AS_OF, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    page, _ = make_report("supervision_frequency", folder, AS_OF, out=tmp_path / "out", member="MEMBER-B")
    assert "MEMBER" not in page.name
    html = page.read_text("utf-8")
    assert "1 supervision session in 365 days, 1.5\u202fh" in html
    assert "MEMBER-B" in html
    assert "MEMBER-A" not in html


def test_wrong_use_is_refused_before_anything_runs(dossier, tmp_path):
    folder = dossier(SESSIONS)
    with pytest.raises(
        UsageError, match="pas de rapport « supervision ».".replace(" »", "\u202f»").replace("« ", "«\u202f")
    ):
        make_report("supervision", folder, AS_OF)
    with pytest.raises(UsageError, match=r"perod.*period"):
        make_report("supervision_frequency", folder, AS_OF, parameters={"perod": "2026-01-01/.."})
    with pytest.raises(UsageError, match="period"):
        make_report("supervision_frequency", folder, AS_OF, parameters={"period": ("2026-01-01", "..")})
    with pytest.raises(DossierError):
        make_report("supervision_frequency", tmp_path / "nowhere", AS_OF)
    assert not (folder / "reports").exists()
