"""The sample dossiers tell the same story each time, and a check finds exactly the slips they hold."""

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.i18n import LANGUAGES
from cpd_toolkit.samples import AS_OF, typed_sample, write_sample
from cpd_toolkit.tables import TABLES
from cpd_toolkit.tables.schema import PROVENANCE, pandera_schema
from cpd_toolkit.tables.workbook import Kind
from cpd_toolkit.validate import Checked, accepted, check

KINDS: list[Kind] = ["coach", "group", "organisation"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def checked(kind: Kind, folder: Path, lang: str = "fr") -> Checked:
    return check(open_dossier(write_sample(kind, folder, lang)), AS_OF)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_writes_the_same_bytes(kind: Kind, tmp_path: Path) -> None:
    once = contents(write_sample(kind, tmp_path / "once"))
    assert once == contents(write_sample(kind, tmp_path / "twice"))
    assert once != contents(write_sample(kind, tmp_path / "other", seed=48))


@pytest.mark.parametrize("kind", KINDS)
def test_the_typed_sample_holds_to_every_rule(kind: Kind) -> None:
    for name, rows in typed_sample(kind).items():
        assert pandera_schema(TABLES[name], AS_OF).validate(rows).height == rows.height > 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_of_the_coach_finds_two_errors_and_three_warnings(lang: str, tmp_path: Path) -> None:
    found = checked("coach", tmp_path, lang).findings.select("severity", "rule").rows()
    assert sorted(found) == [
        ("error", "score_outside_scale"),
        ("error", "unreadable_date"),
        ("warning", "consent_missing"),
        ("warning", "identifier_in_text"),
        ("warning", "long_session"),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_check_of_the_group_finds_two_errors_and_a_warning(lang: str, tmp_path: Path) -> None:
    found = checked("group", tmp_path, lang).findings.select("severity", "rule").rows()
    assert sorted(found) == [
        ("error", "out_of_range"),
        ("error", "unknown_member"),
        ("warning", "consent_missing"),
    ]


def test_the_same_slips_are_found_in_both_languages_of_the_organisation(tmp_path: Path) -> None:
    found = {lang: Counter(checked("organisation", tmp_path / lang, lang).findings["rule"]) for lang in LANGUAGES}
    assert found["fr"] == found["en"]
    assert found["fr"].keys() == {
        *("unreadable_date", "out_of_range", "unknown_member", "consent_missing"),
        *("score_outside_scale", "missing_value", "unknown_article"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_read_back_as_the_typed_rows_but_for_the_slips(kind: Kind, tmp_path: Path) -> None:
    done = checked(kind, tmp_path)
    # Slips in these columns leave a row in, as a warning or as a cell without a value.
    apart = [*PROVENANCE, "client_consent", "duration_minutes", "application"]
    for name, told in typed_sample(kind).items():
        rows = accepted(done)[name].drop(apart, strict=False)
        assert rows.join(told.drop(apart, strict=False), on=rows.columns, how="anti", nulls_equal=True).is_empty()
        assert done.tables[name].read == told.height


def test_the_coach_has_one_long_gap_besides_the_declared_pause() -> None:
    days = typed_sample("coach")["supervision"]["date"].unique().sort()
    gaps = pl.DataFrame({"from": days[:-1], "to": days[1:]}).filter(
        (pl.col("to") - pl.col("from")).dt.total_days() > 90
    )
    # From SV1 to SV2; then the pause of 2025-02-03 to 2025-05-31.
    assert gaps.rows() == [(date(2023, 11, 10), date(2024, 3, 19)), (date(2025, 1, 17), date(2025, 6, 26))]


def test_the_coach_brought_ethical_questions_of_which_the_newest_is_open() -> None:
    brought = typed_sample("coach")["supervision"].filter("ethical_issue")
    assert brought["ethical_closed_on"].is_null().to_list() == [False, False, False, False, False, True]


def test_the_coachs_feedback_has_items_on_two_scales_and_some_without_answer() -> None:
    answers = typed_sample("coach")["feedback"]
    assert sorted(answers.select("scale_min", "scale_max").unique().rows()) == [(0, 10), (1, 5)]
    assert 0 < answers["score"].null_count() < answers.height / 10


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_lies_after_the_day_on_which_the_samples_end(kind: Kind) -> None:
    rows = typed_sample(kind)
    last = [rows[name][column].max() for name, column in [("supervision", "date"), ("training", "start_date")]]
    assert max(day for day in last if isinstance(day, date)) <= AS_OF == date(2026, 6, 30)


def test_the_group_has_eight_members_with_a_register() -> None:
    rows = typed_sample("group")
    register = rows["members"]["member_id"]
    assert register.len() == 8
    assert set(rows["supervision"]["member_id"]) <= set(register)


def test_a_session_of_the_group_states_how_many_came() -> None:
    sessions = typed_sample("group")["supervision"].group_by("session_id").agg(pl.len(), pl.col("group_size").unique())
    assert sessions.filter(pl.col("group_size").list.len() != 1).is_empty()
    assert sessions.filter(pl.col("group_size").list.first() != pl.col("len")).is_empty()


def test_the_organisation_has_groups_of_8_to_60_and_one_small_region() -> None:
    register = typed_sample("organisation")["members"]
    assert register.height == 240
    assert sorted(register["group_id"].value_counts()["count"]) == [8, 8, 9, 10, 12, 15, 24, 40, 54, 60]
    assert dict(register["region"].value_counts().rows())["Outre-mer"] == 8


def test_the_organisation_has_three_levels_and_members_who_sent_nothing() -> None:
    rows = typed_sample("organisation")
    register = rows["members"]
    assert register["rules"].n_unique() == 3
    heard = pl.concat(table["member_id"] for name, table in rows.items() if name != "members").unique()
    silent = register.filter(~pl.col("member_id").is_in(heard.implode()))["member_id"].to_list()
    assert silent == [f"M{n:05}" for n in range(12, 241, 16)]  # every sixteenth from the twelfth: 15 of 240


@pytest.mark.parametrize("members", [1, 7, 500])
def test_the_organisation_takes_any_number_of_members(members: int) -> None:
    register = typed_sample("organisation", members=members)["members"]
    assert register["member_id"].n_unique() == register.height == members


def test_the_texts_are_in_the_language_of_the_dossier(tmp_path: Path) -> None:
    french, english = (contents(write_sample("coach", tmp_path / lang, lang)) for lang in LANGUAGES)
    assert "data/pratique.csv" in french
    assert "data/practice.csv" in english
    assert "J’aurais aimé un point entre les séances." in french["data/feedback.csv"].decode("utf-8-sig")
    assert "I would have liked a check-in between sessions." in english["data/feedback.csv"].decode("utf-8-sig")
