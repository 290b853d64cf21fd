"""What has to be asked before a file is read, and how an answer is understood."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from cpd_toolkit.errors import UsageError
from cpd_toolkit.i18n import Words
from cpd_toolkit.read.names import plain


class Choice(NamedTuple):
    """One answer that is understood."""

    value: Any
    words: tuple[str, ...]  # the first is shown


class Question(NamedTuple):
    """One thing that the file does not say."""

    key: str  # what is asked for, as cpd.toml calls it
    text: str  # in the user's language
    choices: tuple[Choice, ...] = ()  # none: any text
    default: str = ""  # what an empty answer means; none when there is no such answer
    read: Callable[[str], Any] = str.strip  # of a text; None when it is not understood


# Shows a question and returns what the user typed; None when there is no terminal to ask on.
Ask = Callable[[str], str]


class Unclear(UsageError):
    """There is nobody to ask; the message lists what is not clear and what to write instead."""


def answer(question: Question, ask: Ask, say: Words, preface: str = "") -> Any:
    """Return the user's answer, asked again until it is understood."""
    prompt = preface + prompt_of(question, say)
    while True:
        typed = ask(prompt).strip() or question.default
        value = understood(question, typed)
        if value is not None:
            return value
        prompt = say("imports.ask.again", prompt=prompt_of(question, say))


def prompt_of(question: Question, say: Words) -> str:
    """Return a question with its answers."""
    shown = [choice.words[0] for choice in question.choices]
    allowed = f" [{', '.join(shown)}]" if shown else ""
    default = say("imports.ask.default", answer=question.default) if question.default else ""
    return f"{question.text}{allowed}{default}"


def understood(question: Question, typed: str) -> Any:
    """Return the value of an answer; None when it is not understood.

    Example:
        >>> yes = Question("x", "Really?", (Choice(True, ("yes", "oui")), Choice(False, ("no", "non"))))
        >>> understood(yes, "OUI"), understood(yes, "perhaps")
        (True, None)
    """
    if not question.choices:
        return question.read(typed) if typed else None
    return next((c.value for c in question.choices if plain(typed) in map(plain, c.words)), None)


def choices(values: Sequence[tuple[Any, str]]) -> tuple[Choice, ...]:
    """Return answers that are known by a word."""
    return tuple(Choice(value, (word, str(value))) for value, word in values)
