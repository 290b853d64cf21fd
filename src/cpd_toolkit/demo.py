"""The demo: a sample dossier of each kind, checked, with every report in both languages and a page that lists them."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from cpd_toolkit.dossier import Dossier, open_dossier
from cpd_toolkit.errors import UsageError
from cpd_toolkit.files import write_whole
from cpd_toolkit.i18n import LANGUAGES, Words
from cpd_toolkit.report import make_report
from cpd_toolkit.report.check_page import write_check_page
from cpd_toolkit.report.fitting import fitting
from cpd_toolkit.report.templates import standalone
from cpd_toolkit.samples import AS_OF, write_sample
from cpd_toolkit.tables.workbook import Kind
from cpd_toolkit.validate import Checked, check
from cpd_toolkit.validate.listing import summary

KINDS: tuple[Kind, ...] = ("coach", "group", "organisation")
PUBLISHED = {"publish": True, "override": "invented data"}  # a later version may invent others


class Link(NamedTuple):
    """One page of the demo."""

    label: str
    address: str  # relative to the demo's folder


class Sample(NamedTuple):
    """One sample dossier on the demo's page."""

    title: str
    about: str
    folder: str
    found: str  # the check's sentence
    links: list[Link]


def make_demo(folder: Path, say: Words, tell: Callable[[str], None]) -> Path:
    """Write the demo into a folder and return its page.

    Args:
        folder: Made when absent; files of the same names are replaced.
        say: The language of the sample dossiers and of the page; reports come in both.
        tell: Called with a line before each longer step.

    Raises:
        UsageError: The folder can't be written to.
    """
    page = folder / "index.html"
    try:
        samples = [_sample(folder, kind, say, tell) for kind in KINDS]
        write_whole(page, standalone("demo.html.j2", say, samples=samples, version=version("cpd_toolkit")).encode())
    except OSError:
        raise UsageError(say("starting.not_writable")) from None
    return page


def _sample(folder: Path, kind: Kind, say: Words, tell: Callable[[str], None]) -> Sample:
    tell(say(f"demo.{kind}.title"))
    dossier = open_dossier(write_sample(kind, folder / kind, say.lang))
    done = check(dossier, AS_OF)
    pages = [Link(say("check.title"), _address(write_check_page(done, say), folder)), *_reports(folder, done, tell)]
    return Sample(say(f"demo.{kind}.title"), say(f"demo.{kind}.about"), f"{kind}/data/", summary(done, say), pages)


def _reports(folder: Path, done: Checked, tell: Callable[[str], None]) -> Iterator[Link]:
    """Make each report of a person, the coach's own and the first member's of a group, and those of all together."""
    member = None if done.dossier.folder.name == "organisation" else _member(done.dossier, done)
    for name, whom in fitting(done, done.dossier.say, member).items():
        for lang in LANGUAGES:
            title = Words(lang)(f"demo.report.{name}")
            tell(f"  {title}")
            own = PUBLISHED if name == "organisation" else {}
            page, *_ = make_report(
                name, done.dossier.folder, AS_OF, lang, member=whom.member, group=whom.group, parameters=own
            )
            yield Link(title, _address(page, folder))


def _member(dossier: Dossier, done: Checked) -> str | None:
    return dossier.member_id or done.tables["members"].rows["member_id"].min()  # type: ignore[return-value]


def _address(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
