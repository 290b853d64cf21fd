"""Every finding rule at its edges: one cell of a good row is changed, and the findings are listed.

The check is of 30 June 2026. The row under test stands in row 2.
"""

import pytest

GOOD = {
    "supervision": {
        "date": "2026-01-05",
        "duration_minutes": "90",
        "format": "individual",
        "group_size": "",
        "supervisor_id": "S1",
        "supervisor_qualified": "",
        "relationship": "",
        "mode": "",
        "cases_presented": "",
        "client_consent": "",
        "ethical_issue": "",
        "ethical_closed_on": "",
        "articles": "",
        "confirmed_on": "",
    },
    "feedback": {
        "response_id": "R1",
        "date": "2026-01-05",
        "respondent_role": "",
        "item": "Useful",
        "score": "4",
        "scale_min": "",
        "scale_max": "",
        "invited": "",
        "quote_consent": "",
        "articles": "",
    },
    "training": {
        "title": "x",
        "start_date": "2026-01-05",
        "end_date": "",
        "hours": "7",
        "category": "course",
        "method": "",
        "credit_type": "",
        "articles": "",
    },
    "practice": {
        "start_date": "2026-01-05",
        "end_date": "2026-02-05",
        "paid_hours": "7",
        "pro_bono_hours": "",
        "format": "",
        "group_size": "",
    },
    "members": {
        "member_id": "C1",
        "group_id": "",
        "awarded_on": "",
        "expires_on": "",
        "pause_from": "",
        "pause_to": "",
    },
    "evidence": {"kind": "insurance", "date": "2026-01-05", "valid_until": "", "articles": "37"},
}


@pytest.fixture
def judged(checked):
    """Findings of one row: the good row of a table with some cells changed."""

    def run(table, changes):
        cells = GOOD[table] | changes
        done = checked({f"{table}.csv": ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"})
        findings = done.findings.select("severity", "row", "column", "rule").rows()
        # An error leaves the row out, a warning does not.
        assert done.tables[table].excluded == any(severity == "error" for severity, *_ in findings)
        assert {row for _, row, *_ in findings} <= {2}
        return [f"{column} {rule}" for _, _, column, rule in findings]

    return run


def changes_of(text):
    return dict(part.strip().split("=", 1) for part in text.split("|") if part.strip())


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_gives_no_finding(judged, table):
    assert judged(table, {}) == []


CASES = """
    supervision ; date=                                   ; date missing_value
    supervision ; date=30/02/2026                         ; date unreadable_date
    supervision ; date=1989-12-31                         ; date out_of_range
    supervision ; date=1990-01-01                         ;
    supervision ; date=2026-06-30                         ;
    supervision ; date=2026-07-01                         ; date future_date
    supervision ; duration_minutes=                       ; duration_minutes missing_value
    supervision ; duration_minutes=long                   ; duration_minutes unreadable_duration
    supervision ; duration_minutes=-60                    ; duration_minutes out_of_range
    supervision ; duration_minutes=4                      ; duration_minutes out_of_range
    supervision ; duration_minutes=4,4                    ; duration_minutes out_of_range
    supervision ; duration_minutes=4,5                    ;
    supervision ; duration_minutes=5                      ;
    supervision ; duration_minutes=240                    ;
    supervision ; duration_minutes=240,4                  ;
    supervision ; duration_minutes=241                    ; duration_minutes long_session
    supervision ; duration_minutes=720                    ; duration_minutes long_session
    supervision ; duration_minutes=721                    ; duration_minutes out_of_range
    supervision ; format=                                 ; format missing_value
    supervision ; format=trio                             ; format unknown_value
    supervision ; format= | supervisor_id=                ; format missing_value
    supervision ; format=trio | supervisor_id=            ; format unknown_value
    supervision ; supervisor_id=                          ; supervisor_id supervisor_missing
    supervision ; format=peer | supervisor_id= | group_size=4 ;
    supervision ; format=group                            ; group_size group_size_missing
    supervision ; format=peer                             ; group_size group_size_missing
    supervision ; format=group | supervisor_id= | group_size=6 ; supervisor_id supervisor_missing
    supervision ; format=group | group_size=1             ; group_size out_of_range
    supervision ; format=group | group_size=2             ;
    supervision ; format=group | group_size=30            ;
    supervision ; format=group | group_size=31            ; group_size out_of_range
    supervision ; format=group | group_size=six           ; group_size unreadable_number
    supervision ; format=group | group_size=4,5           ; group_size unreadable_number
    supervision ; group_size=1                            ; group_size out_of_range
    supervision ; cases_presented=-1                      ; cases_presented out_of_range
    supervision ; cases_presented=0                       ;
    supervision ; cases_presented=20 | client_consent=oui ;
    supervision ; cases_presented=21 | client_consent=yes ; cases_presented out_of_range
    supervision ; cases_presented=1                       ; client_consent consent_missing
    supervision ; cases_presented=1 | client_consent=non  ; client_consent consent_missing
    supervision ; cases_presented=1 | client_consent=sans objet ;
    supervision ; cases_presented=1 | client_consent=?    ; client_consent unknown_value
    supervision ; cases_presented=0 | client_consent=non  ;
    supervision ; cases_presented=x                       ; cases_presented unreadable_number
    supervision ; cases_presented=21                      ; cases_presented out_of_range, client_consent consent_missing
    supervision ; supervisor_qualified=2                  ; supervisor_qualified unreadable_boolean
    supervision ; ethical_issue=ouais                     ; ethical_issue unreadable_boolean
    supervision ; relationship=cousin                     ; relationship unknown_value
    supervision ; mode=hybride                            ; mode unknown_value
    supervision ; articles=48                             ; articles unknown_article
    supervision ; articles=douze                          ; articles unknown_article
    supervision ; ethical_closed_on=2026-01-04            ; ethical_closed_on end_before_start
    supervision ; ethical_closed_on=2026-01-05            ;
    supervision ; ethical_closed_on=2030-01-05            ;
    supervision ; confirmed_on=2026-01-04                 ; confirmed_on confirmed_before_session
    supervision ; confirmed_on=2026-01-05                 ;
    supervision ; confirmed_on=2027-01-05                 ;
    supervision ; confirmed_on=1989-12-31 ; confirmed_on confirmed_before_session, confirmed_on out_of_range
    supervision ; date=x | confirmed_on=2026-01-04        ; date unreadable_date
    supervision ; date=2026-07-01 | duration_minutes=300  ; date future_date, duration_minutes long_session
    supervision ; date=2026-07-01 | cases_presented=1     ; date future_date, client_consent consent_missing
    feedback    ; response_id=                            ; response_id missing_value
    feedback    ; item=                                   ; item missing_value
    feedback    ; date=2026-07-01                         ; date future_date
    feedback    ; score=                                  ;
    feedback    ; score=0,9                               ; score score_outside_scale
    feedback    ; score=1                                 ;
    feedback    ; score=5                                 ;
    feedback    ; score=5,1                               ; score score_outside_scale
    feedback    ; score=bien                              ; score unreadable_number
    feedback    ; score=0 | scale_min=0 | scale_max=10    ;
    feedback    ; score=10 | scale_max=10                 ;
    feedback    ; score=-1 | scale_min=0 | scale_max=10   ; score score_outside_scale
    feedback    ; score=9 | scale_min=5 | scale_max=5     ; scale_max out_of_range
    feedback    ; score=9 | scale_min=6 | scale_max=5     ; scale_max out_of_range
    feedback    ; score= | scale_min=6                    ; scale_max out_of_range
    feedback    ; score=9 | scale_max=dix                 ; scale_max unreadable_number
    feedback    ; score=9 | scale_min=zéro | scale_max=5  ; scale_min unreadable_number
    feedback    ; respondent_role=voisin                  ; respondent_role unknown_value
    feedback    ; invited=beaucoup                        ; invited unreadable_number
    feedback    ; invited=4,5                             ; invited unreadable_number
    feedback    ; quote_consent=ouais                     ; quote_consent unreadable_boolean
    training    ; title=                                  ; title missing_value
    training    ; start_date=2026-07-01                   ; start_date future_date
    training    ; end_date=2026-07-01                     ;
    training    ; end_date=2026-01-04                     ; end_date end_before_start
    training    ; end_date=2026-01-05                     ;
    training    ; end_date=1989-12-31                     ; end_date end_before_start, end_date out_of_range
    training    ; hours=                                  ; hours missing_value
    training    ; hours=une journée                       ; hours unreadable_number
    training    ; hours=0                                 ; hours out_of_range
    training    ; hours=0 | category=reflection           ;
    training    ; hours=0 | category=contribution         ;
    training    ; hours=0 | category=sport                ; category unknown_value
    training    ; hours=-1 | category=reflection          ; hours out_of_range
    training    ; hours=0,25                              ;
    training    ; hours=400                               ;
    training    ; hours=400,5                             ; hours out_of_range
    training    ; category=                               ; category missing_value
    training    ; method=télépathie                       ; method unknown_value
    training    ; credit_type=bonus                       ; credit_type unknown_value
    practice    ; start_date=2027-01-05 | end_date=2027-01-05 ;
    practice    ; end_date=2026-01-04                     ; end_date end_before_start
    practice    ; end_date=2026-01-05                     ;
    practice    ; end_date=                               ; end_date missing_value
    practice    ; paid_hours=                             ; paid_hours missing_value
    practice    ; paid_hours= | pro_bono_hours=2          ;
    practice    ; paid_hours=0                            ;
    practice    ; paid_hours=5000                         ;
    practice    ; paid_hours=5000,5                       ; paid_hours out_of_range
    practice    ; pro_bono_hours=-3                       ; pro_bono_hours out_of_range
    practice    ; paid_hours=vingt                        ; paid_hours unreadable_number
    practice    ; paid_hours= | pro_bono_hours=vingt      ; pro_bono_hours unreadable_number
    practice    ; format=solo                             ; format unknown_value
    practice    ; format=peer                             ; format unknown_value
    practice    ; format=équipe | group_size=31           ; group_size out_of_range
    practice    ; group_size=1                            ; group_size out_of_range
    members     ; member_id= | group_id=G1                ; member_id missing_value
    members     ; awarded_on=2026-01-05 | expires_on=2026-01-04 ; expires_on end_before_start
    members     ; awarded_on=2026-01-05 | expires_on=2026-01-05 ;
    members     ; pause_from=2026-01-05 | pause_to=2026-01-04   ; pause_to end_before_start
    members     ; pause_to=2026-01-04                     ;
    members     ; pause_from=1989-12-31                   ; pause_from out_of_range
    members     ; awarded_on=32/01/2024                   ; awarded_on unreadable_date
    evidence    ; kind=                                   ; kind missing_value
    evidence    ; kind=photo                              ; kind unknown_value
    evidence    ; date=2030-01-05                         ;
    evidence    ; valid_until=2026-01-04                  ; valid_until end_before_start
    evidence    ; valid_until=2026-01-05                  ;
    evidence    ; articles=                               ; articles missing_value
    evidence    ; articles=0                              ; articles unknown_article
"""


def cases():
    told = []
    for line in CASES.strip().splitlines():
        table, changes, findings = (part.strip() for part in line.split(";"))
        told.append(pytest.param(table, changes, findings, id=f"{table} {changes}"))
    return told


@pytest.mark.parametrize(("table", "changes", "findings"), cases())
def test_a_changed_cell_gives_these_findings_and_no_other(judged, table, changes, findings):
    assert judged(table, changes_of(changes)) == [part.strip() for part in findings.split(",") if part.strip()]


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("supervision", "format", "individual individuel INDIVIDUELLE indiv. 1:1"),
        ("supervision", "mode", "in_person présentiel Presentiel"),
        ("supervision", "mode", "remote distanciel"),
        ("supervision", "relationship", "none aucun"),
        ("supervision", "relationship", "line_manager hiérarchique"),
        ("supervision", "relationship", "relative famille"),
        ("supervision", "relationship", "business affaires"),
        ("supervision", "client_consent", "not_applicable sans\u00a0objet"),
        ("feedback", "respondent_role", "sponsor commanditaire"),
        ("feedback", "respondent_role", "peer pair"),
        ("training", "category", "course formation"),
        ("training", "category", "conference conférence"),
        ("training", "category", "webinar webinaire"),
        ("training", "category", "reading lecture"),
        ("training", "category", "mentor_coaching mentorat"),
        ("training", "category", "research recherche"),
        ("training", "category", "reflection réflexion"),
        ("training", "method", "live en\u00a0direct"),
        ("training", "method", "self_paced autoformation"),
        ("training", "credit_type", "core_competency compétences\u00a0clés"),
        ("training", "credit_type", "resource_development développement\u00a0des\u00a0ressources"),
        ("training", "credit_type", "ethics éthique"),
        ("practice", "format", "team équipe"),
        ("evidence", "kind", "insurance assurance"),
        ("evidence", "kind", "contract contrat"),
        ("evidence", "kind", "data_protection protection\u00a0des\u00a0données"),
        ("evidence", "kind", "other autre"),
    ],
)
def test_a_word_in_either_language_means_its_code(checked, table, column, words):
    code, *others = words.split(" ")
    lines = [GOOD[table] | {column: word} for word in (code, *others)]
    done = checked(
        {f"{table}.csv": "\n".join(";".join(cells) for cells in (GOOD[table], *(x.values() for x in lines)))}
    )
    assert not done.findings.filter(rule="unknown_value").height
    typed = done.tables[table].rows
    assert set(typed[column]) == {code}


@pytest.mark.parametrize("words", ["group groupe collective", "peer pairs intervision co-vision"])
def test_a_word_for_several_means_its_code(checked, words):
    code, *others = words.split()
    rows = "".join(f"2026-01-{i:02};60;{word};4;S1\n" for i, word in enumerate((code, *others), start=5))
    done = checked({"supervision.csv": "date;duration_minutes;format;group_size;supervisor_id\n" + rows})
    assert set(done.tables["supervision"].rows["format"]) == {code}


@pytest.mark.parametrize("table", GOOD)
def test_every_required_column_that_is_missing_is_said_once_and_all_rows_are_left_out(checked, table):
    done = checked({f"{table}.csv": "articles;group_id;x\n;;a\n;;b\n"}, 'lang = "fr"\n')
    required = {
        "supervision": ["member_id", "date", "duration_minutes", "format"],
        "feedback": ["response_id", "member_id", "date"],  # wide: x is a question
        "training": ["member_id", "title", "start_date", "hours", "category"],
        "practice": ["member_id", "start_date", "end_date"],
        "members": ["member_id"],
        "evidence": ["member_id", "kind", "date"],
    }
    missing = done.findings.filter(rule="missing_column")
    assert missing["column"].to_list() == required[table]
    assert set(missing["row"]) == {1}
    assert done.tables[table].accepted == 0
    assert not done.findings.filter(
        (done.findings["rule"] == "missing_value") & done.findings["column"].is_in(required[table])
    ).height


def test_other_cells_are_still_checked_where_a_column_is_missing(found):
    assert found({"training.csv": "title;start_date;category\nx;2026-13-01;sport\n"}) == [
        "1 hours missing_column",
        "2 start_date unreadable_date",
        "2 category unknown_value",
    ]


def test_cells_of_columns_that_are_absent_are_reported_under_their_dictionary_name(found):
    text = "date;duration_minutes;format;cases_presented\n2026-01-05;60;group;1\n"
    assert found({"supervision.csv": text}) == [
        "2 client_consent consent_missing",
        "2 group_size group_size_missing",
        "2 supervisor_id supervisor_missing",
    ]


def test_the_dossiers_member_stands_in_only_where_the_file_has_no_member_column(checked):
    head = "date;duration_minutes;format;supervisor_id"
    files = {
        "supervision_1.csv": f"{head}\n2026-01-05;60;individual;S1\n",
        "supervision_2.csv": f"{head};Membre\n2026-01-06;60;individual;S1;\n2026-01-07;60;individual;S1;C2\u00a0\n",
    }
    done = checked(files)
    assert done.tables["supervision"].rows["member_id"].to_list() == ["C1", "C2"]
    assert done.findings.select("file", "row", "column", "rule").rows() == [
        ("supervision_2.csv", 2, "Membre", "missing_value")
    ]


def test_a_register_names_its_members_itself(found):
    assert found({"members.csv": "Groupe;Région\nG1;Nord\n"}) == ["1 member_id missing_column"]


def test_a_list_of_words_without_a_word_is_empty(checked):
    head = "date\tduration_minutes\tformat\tsupervisor_id\tthemes\n"
    done = checked({"supervision.csv": head + "2026-01-05\t90\tindividual\tS1\t;\n"})
    assert done.tables["supervision"].rows["themes"].to_list() == [None]
    assert done.findings.is_empty()
