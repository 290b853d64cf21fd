"""For a form: which columns are questions with a score, which a comment, a role or a consent."""

import re
from collections.abc import Iterable, Mapping

from cpd_toolkit.imports.lexicon import known_words, scale_of
from cpd_toolkit.imports.proposals import DROP, Proposal, examples, is_private
from cpd_toolkit.read.cells import boolean, number
from cpd_toolkit.read.columns import enum_words
from cpd_toolkit.read.exports.kind import Kind
from cpd_toolkit.read.exports.sheet import Sheet
from cpd_toolkit.read.names import plain
from cpd_toolkit.tables import TABLES

ITEM = "item"
TARGETS = (ITEM, "comment", "respondent_role", "quote_consent", DROP)
HIGHEST_SCORE = 10
LONG_TEXT = 25  # characters on average: somebody wrote a sentence
QUOTE_WORDS = ("citer", "quote", "citation")
CODE = re.compile(r"[A-Z]{1,3}(\d{1,2})")  # an answer's code in LimeSurvey: A1
ONCE = ("comment", "respondent_role", "quote_consent")


def propose_form(kind: Kind, sheet: Sheet, known: Iterable[str] = ()) -> list[Proposal]:
    """Return what each column of a form is taken for, without the tool's own columns and those already known."""
    own = {plain(name) for field in kind.fields.values() for name in field.names} | {plain(name) for name in known}
    taken: set[str] = set()
    proposals = []
    for at, header in enumerate(sheet.headers):
        if not header or plain(header) in own:
            continue
        one = _of_column(header, sheet.texts(at))
        if one.target in taken:
            one = one._replace(target=None, why="second", clear=False)
        taken |= {one.target} & {*ONCE} if one.target else set()
        proposals.append(one)
    return proposals


def _of_column(header: str, texts: list[str]) -> Proposal:
    if not texts:
        return Proposal(header, (), DROP, "empty", True)
    if is_private(header, texts):
        return Proposal(header, (), DROP, "private", True)
    shown, answers = examples(texts), {text.rstrip(";") for text in texts}
    roles = enum_words(TABLES["feedback"].column("respondent_role").choices)
    if scale_of(answers):
        return Proposal(header, shown, ITEM, "scale", True)
    if all(plain(answer) in roles for answer in answers):
        return Proposal(header, shown, "respondent_role", "roles", True)
    if all(boolean(answer) is not None and number(answer) is None for answer in answers):
        asked = any(plain(word) in plain(header) for word in QUOTE_WORDS)
        return Proposal(header, shown, "quote_consent" if asked else None, "quote" if asked else "nothing", asked)
    scores = [number(answer) for answer in answers]
    if all(score is not None and 0 <= score <= HIGHEST_SCORE for score in scores):
        return Proposal(header, shown, ITEM, "numbers", True)
    if all(CODE.fullmatch(answer) for answer in answers):
        return Proposal(header, shown, ITEM, "codes", True)
    by_name = known_words(TABLES["feedback"]).get(plain(header.rstrip("?! .")))
    if by_name == "comment":
        return Proposal(header, shown, "comment", "synonym", True)
    if sum(map(len, texts)) / len(texts) > LONG_TEXT:
        return Proposal(header, shown, "comment", "sentences", False)
    return Proposal(header, shown, None, "nothing", False)


def scores_of(sheet: Sheet, items: Iterable[str]) -> dict[str, int]:
    """Return the score of each word that answers some questions; empty where they are answered with numbers."""
    scores: dict[str, int] = {}
    for header in items:
        answers = {text.rstrip(";") for text in sheet.texts(sheet.find(header))}
        scores |= scale_of(answers) or {}
    return scores


def tops(sheet: Sheet, items: Mapping[str, str]) -> dict[str, float]:
    """Return the highest number, or code, that answers each item; items without any are not there."""
    found: dict[str, float] = {}
    for header, item in items.items():
        for text in sheet.texts(sheet.find(header)):
            code = CODE.fullmatch(text)
            value = number(code[1] if code else text)
            if value is not None:
                found[item] = max(found.get(item, 0), float(value))
    return found


def codes_of(sheet: Sheet, items: Iterable[str]) -> dict[str, int]:
    """Return the codes that answer some questions, with the number in each."""
    texts = {text for header in items for text in sheet.texts(sheet.find(header))}
    return {text: int(found[1]) for text in sorted(texts) if (found := CODE.fullmatch(text))}
