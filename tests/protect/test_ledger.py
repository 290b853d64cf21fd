"""Two reports must not tell together what neither tells alone: the release ledger, its key, and codes of members."""

import os
from datetime import date

import polars as pl
import pytest

from cpd_toolkit.errors import ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.keys import digest, secret_key
from cpd_toolkit.measures.shapes import result_table
from cpd_toolkit.protect import protect
from cpd_toolkit.protect.ledger import published_cells, release
from cpd_toolkit.protect.pseudonyms import pseudonyms

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)
EN = Words("en")


def cells(**members):
    """Members behind the cells of one table: nord=range(20) is twenty of them."""
    rows = [("regions", name, f"M{n}") for name, some in members.items() for n in some]
    return pl.DataFrame(rows, schema=["table", "cell", "member_id"], orient="row")


def test_a_first_report_and_the_same_again_are_released(tmp_path):
    release(tmp_path, "organisation", MAY, cells(nord=range(20), sud=range(20, 31)), 5)
    release(tmp_path, "organisation", MAY, cells(nord=range(20), sud=range(20, 31)), 5)
    release(tmp_path, "organisation", JUNE, cells(nord=range(20), sud=range(20, 31)), 5)
    assert pl.read_parquet(tmp_path / ".cpd" / "releases.parquet").height == 31


@pytest.mark.parametrize("now", [range(19), range(21), [*range(1, 20), 99]])
def test_a_report_without_a_member_or_with_one_more_is_refused(tmp_path, now):
    release(tmp_path, "organisation", MAY, cells(nord=range(20), sud=range(40, 60)), 5)
    with pytest.raises(ReportError) as refused:
        release(tmp_path, "organisation", JUNE, cells(nord=now, sud=range(40, 60)), 5)
    assert "“nord”" in str(refused.value)
    assert "31 May 2026" in str(refused.value)
    assert "M" not in str(refused.value).replace("May", "")  # never which member


@pytest.mark.parametrize(("joined", "refused"), [(4, True), (5, False)])
def test_cells_may_differ_by_k_members(tmp_path, joined, refused):
    release(tmp_path, "organisation", MAY, cells(nord=range(20)), 5)
    later = cells(nord=range(20 + joined))
    if refused:
        with pytest.raises(ReportError):
            release(tmp_path, "organisation", JUNE, later, 5)
    else:
        release(tmp_path, "organisation", JUNE, later, 5)


def test_a_cell_is_compared_with_every_cell_whatever_its_name(tmp_path):
    release(tmp_path, "organisation", MAY, cells(nord=range(20)), 5)
    with pytest.raises(ReportError, match="published in organisation as of 31 May 2026"):
        release(tmp_path, "another", JUNE, cells(met=range(18)), 5)


def test_a_refused_report_leaves_the_ledger_as_it_was_and_an_override_is_recorded(tmp_path):
    release(tmp_path, "organisation", MAY, cells(nord=range(20)), 5)
    ledger = tmp_path / ".cpd" / "releases.parquet"
    before = ledger.read_bytes()
    with pytest.raises(ReportError):
        release(tmp_path, "organisation", JUNE, cells(nord=range(19)), 5)
    assert ledger.read_bytes() == before
    release(tmp_path, "organisation", JUNE, cells(nord=range(19)), 5, override="agreed with the member")
    entered = pl.read_parquet(ledger).filter(pl.col("as_of") == JUNE)
    assert entered["override"].unique().to_list() == ["agreed with the member"]
    assert pl.read_parquet(ledger).filter(pl.col("as_of") == MAY)["override"].null_count() == 20


def test_a_cell_published_twice_by_override_is_compared_as_it_was_each_time(tmp_path):
    # 20 members, then 16 of them on the same day and under the same name: 16 is told, 18 is near both.
    release(tmp_path, "organisation", MAY, cells(nord=range(20)), 5)
    release(tmp_path, "organisation", MAY, cells(nord=range(16)), 5, override="wrong file the first time")
    release(tmp_path, "organisation", MAY, cells(nord=range(16)), 5)
    with pytest.raises(ReportError):
        release(tmp_path, "organisation", MAY, cells(nord=range(18)), 5)


def test_two_near_cells_of_one_report_do_not_block_the_next(tmp_path):
    # 12 months and 365 days differ by the 2 members of 29 February: said in one report, as it may be said again.
    both = cells(months=range(20), days=range(18))
    release(tmp_path, "organisation", MAY, both, 5)
    release(tmp_path, "organisation", JUNE, both, 5)


def test_the_ledger_holds_no_code_of_a_member_and_is_its_owners_alone(tmp_path):
    members = cells(nord=range(20)).with_columns(member_id=pl.lit("CANARY-") + pl.col("member_id"))
    release(tmp_path, "organisation", MAY, members, 5)
    folder = tmp_path / ".cpd"
    assert {path.name for path in folder.iterdir()} == {"key", "releases.parquet"}
    assert not any(b"CANARY" in path.read_bytes() for path in folder.iterdir())
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_ledger_without_its_key_or_with_another_is_not_compared_in_vain(tmp_path):
    release(tmp_path, "organisation", MAY, cells(nord=range(20)), 5)
    key = tmp_path / ".cpd" / "key"
    mine = key.read_bytes()
    key.unlink()
    with pytest.raises(ReportError, match=r"key .* is missing"):
        release(tmp_path, "organisation", JUNE, cells(nord=range(19)), 5)
    key.write_bytes(bytes(32))
    key.chmod(0o600)
    with pytest.raises(ReportError, match="another key"):
        release(tmp_path, "organisation", JUNE, cells(nord=range(19)), 5)
    key.write_bytes(mine)
    (tmp_path / ".cpd" / "releases.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(ReportError, match="can't be read"):
        release(tmp_path, "organisation", JUNE, cells(nord=range(19)), 5)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o606, 0o400])
def test_a_key_that_is_not_its_owners_alone_is_refused(tmp_path, mode):
    secret_key(tmp_path, EN)
    (tmp_path / ".cpd" / "key").chmod(mode)
    with pytest.raises(ReportError, match="not yours alone"):
        secret_key(tmp_path, EN)


def test_a_key_is_made_once_and_a_link_or_a_torn_one_is_refused(tmp_path):
    key = secret_key(tmp_path, EN)
    assert len(key) == 32
    assert secret_key(tmp_path, EN) == key
    path = tmp_path / ".cpd" / "key"
    path.write_bytes(key[:31])
    with pytest.raises(ReportError, match="not a key of 32 bytes"):
        secret_key(tmp_path, EN)
    path.unlink()
    (tmp_path / "elsewhere").write_bytes(key)
    (tmp_path / "elsewhere").chmod(0o600)
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ReportError):
        secret_key(tmp_path, EN)


def test_only_published_numbers_are_entered(counts):
    members = pl.DataFrame({"region": ["E"] * 4 + ["N"] * 7, "member_id": [f"M{n}" for n in range(11)]})
    told = protect({"regions": counts({("E",): 4, ("N",): 7}, ("region",))}, 5).tables["regions"]
    entered = published_cells("regions", told, members)
    assert entered["cell"].unique().to_list() == ["members, N"]
    assert entered.height == 7


def test_numbers_of_two_intervals_are_two_cells():
    days = [(date(2026, 1, 1), MAY), (date(2026, 1, 1), JUNE)]
    rows = [{"measure": "sessions", "people": 6, "interval_start": a, "interval_end": b, "value": 6.0} for a, b in days]
    members = pl.DataFrame({"measure": ["sessions"] * 6, "member_id": [f"M{n}" for n in range(6)]})
    entered = published_cells("t", result_table(pl.DataFrame(rows)), members)
    assert entered["cell"].unique().sort().to_list() == [
        "sessions, 2026-01-01, 2026-05-31",
        "sessions, 2026-01-01, 2026-06-30",
    ]


def test_a_pseudonym_depends_on_key_and_scope_and_not_on_how_an_accent_is_written():
    one, other = bytes(32), bytes(31) + b"1"
    composed, decomposed = "Zo\u00e9", "Zoe\u0301"
    codes = pseudonyms(pl.Series([composed, decomposed, None]), one, "report")
    assert codes[0] == codes[1] == digest(composed, one, "report").hex()
    assert codes[2] is None
    assert len({digest(composed, key, scope) for key in (one, other) for scope in ("report", "ledger")}) == 4


def test_sixty_thousand_members_have_as_many_pseudonyms():
    codes = pseudonyms(pl.Series([f"C{n}" for n in range(60_000)]), bytes(32), "report")
    assert codes.n_unique() == 60_000
    assert codes.str.contains("^[0-9a-f]{20}$").all()
