"""Feedback with a column a question: each question is an answer of its own."""

HEAD = "Réponse;Date;Enquête;Invités;Le cadre était clair;Utile ?;Commentaire;Citation autorisée\n"


def answers(done):
    return done.tables["feedback"].rows.select("row", "item", "score", "comment", "quote_consent").rows()


def test_each_question_gives_a_row_and_the_comment_goes_with_the_first(checked):
    done = checked({"feedback.csv": HEAD + "R1;2026-01-05;E1;4;5;;Merci;oui\nR2;2026-01-06;E1;4;3;2,5;;\n"})
    assert answers(done) == [
        (2, "Le cadre était clair", 5.0, "Merci", True),
        (2, "Utile ?", None, None, None),
        (3, "Le cadre était clair", 3.0, None, None),
        (3, "Utile ?", 2.5, None, None),
    ]
    rows = done.tables["feedback"].rows
    assert set(zip(rows["scale_min"], rows["scale_max"], rows["member_id"], strict=True)) == {(1.0, 5.0, "C1")}
    assert done.findings.is_empty()


def test_an_error_in_a_question_leaves_out_that_answer_only(checked):
    done = checked({"feedback.csv": HEAD + "R1;2026-01-05;E1;4;6;4;;\nR2;2026-01-05;E1;4;5;bien;;\n"})
    assert done.findings.select("row", "column", "rule").rows() == [
        (2, "Le cadre était clair", "score_outside_scale"),
        (3, "Utile ?", "unreadable_number"),
    ]
    assert [(row, item) for row, item, *_ in answers(done)] == [(2, "Utile ?"), (3, "Le cadre était clair")]


def test_an_error_in_a_shared_cell_leaves_out_the_row_and_is_said_once(checked):
    done = checked({"feedback.csv": HEAD + "R1;2026-02-30;E1;4;5;4;;\n;2026-01-05;E1;4;5;4;;\n"})
    assert done.findings.select("row", "column", "rule").rows() == [
        (2, "Date", "unreadable_date"),
        (3, "Réponse", "missing_value"),
    ]
    assert (done.tables["feedback"].read, done.tables["feedback"].excluded) == (4, 4)


def test_a_warning_on_a_shared_cell_is_said_once(checked):
    done = checked({"feedback.csv": HEAD + "R1;2026-01-05;E1;1;5;4;a@b.fr;\nR2;2026-01-05;E1;2;5;4;;\n"})
    assert done.findings.select("row", "column", "rule").rows() == [
        (2, "Invités", "invited_below_responses"),
        (2, "Commentaire", "identifier_in_text"),
    ]
    assert done.tables["feedback"].accepted == 4


def test_a_repeated_response_is_said_once_a_row(found):
    row = "R1;2026-01-05;E1;4;5;4;;\n"
    assert found({"feedback.csv": HEAD + row + row}) == ["3 Réponse duplicate_id"]


def test_questions_are_read_in_a_workbook_too(checked):
    sheet = [["Réponse", "Date", "Utile", "Clair"], ["R1", "5 janvier 2026", 5, None]]
    assert [row[1:3] for row in answers_of(checked({"retours.xlsx": {"Feedback": sheet}}))] == [
        ("Utile", 5.0),
        ("Clair", None),
    ]


def answers_of(done):
    return done.tables["feedback"].rows.select("row", "item", "score").rows()


def test_a_file_with_an_item_column_is_not_wide(found):
    text = "Réponse;Date;Question;Note;Humeur\nR1;2026-01-05;Utile;5;bonne\n"
    assert found({"feedback.csv": text}) == ["1 Humeur unknown_column"]


def test_a_file_without_item_or_question_lacks_its_item(found):
    assert found({"feedback.csv": "Réponse;Date;Commentaire\nR1;2026-01-05;Merci\n"}) == ["1 item missing_column"]


def test_a_score_column_beside_questions_is_claimed_and_names_none(checked):
    done = checked({"feedback.csv": "Réponse;Date;Note;Utile\nR1;2026-01-05;9;4\n"})
    assert answers_of(done) == [(2, "Utile", 4.0)]
    assert done.findings.is_empty()


def test_a_column_without_a_header_is_no_question(checked):
    done = checked({"feedback.csv": "Réponse;Date;Utile;\nR1;2026-01-05;4;à revoir\n"})
    assert answers_of(done) == [(2, "Utile", 4.0)]
    assert done.findings.select("row", "column", "rule").rows() == [(1, "", "unknown_column")]
