"""One report of one dossier: from parameters to files."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cpd_toolkit.dossier import open_dossier
from cpd_toolkit.errors import ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.notebooks import find
from cpd_toolkit.report.numbers import as_json, numbers
from cpd_toolkit.report.parameters import check, declared
from cpd_toolkit.report.pdf import pdf as printed
from cpd_toolkit.report.period import written
from cpd_toolkit.report.publish import publish
from cpd_toolkit.report.render import render
from cpd_toolkit.report.run import run

DRAFT = "-draft"  # ends the name of a page that could be published and isn't


def make_report(
    name: str,
    dossier_folder: Path,
    as_of: date,
    lang: str | None = None,
    out: Path | None = None,
    member: str | None = None,
    start: date | None = None,
    end: date | None = None,
    pdf: bool = False,
    parameters: Mapping[str, object] = {},
    group: str | None = None,
) -> list[Path]:
    """Make a report's page and the numbers beside it.

    Args:
        name: The report, such as `supervision_frequency`.
        dossier_folder: The dossier.
        as_of: The day of the report.
        lang: `fr` or `en`; the dossier's language unless said.
        out: Folder for the files; the dossier's `reports` unless said.
        member: Needed when the dossier holds several members.
        start: First day to tell; the first record unless said.
        end: Last day to tell; as_of unless said.
        pdf: Print it on A4 too.
        parameters: Further parameters that the report's notebook declares.
        group: Of a report about a group: needed when the dossier holds several.

    Returns:
        The files written: `<name>.<lang>.html` first. Of a member of several, or of a group named, the name ends in a
        short checksum of the code, never the code itself.

    Raises:
        UsageError: No such report, parameter or member, or a value of the wrong type; nothing was run.
        DossierError: The folder is no dossier.
        ReportError: The notebook failed or the files can't be written. Nothing new stands under the report's names.
    """
    dossier = open_dossier(dossier_folder)
    say = Words(lang or dossier.lang)
    notebook = find(name, say)
    known, folder = declared(notebook), Path(out) if out else dossier.reports
    before = folder / f"{name}.numbers.json"
    own = {
        "dossier": str(Path(dossier_folder).resolve()),
        "as_of": as_of.isoformat(),
        "lang": say.lang,
        "member": member,
        "group": group,
        "period": written(start, end),
        "previous": str(before.resolve()) if "previous" in known and before.exists() else None,
    }
    given = {**parameters, **{key: value for key, value in own.items() if value is not None}}
    values = check(given, known, say)
    executed = run(notebook, values, say)
    page = render(executed, say)
    whom = group or (None if member == dossier.member_id else member)
    drafted = DRAFT if "publish" in known and not values.get("publish") else ""
    stem = f"{name}-{_short(whom)}" if whom else name + drafted
    files = {f"{stem}.numbers.json": as_json(numbers(name, executed, values))}
    if pdf:
        files[f"{stem}.{say.lang}.pdf"] = printed(page, say)
    # The page comes last: who sees it finds the rest.
    files[f"{stem}.{say.lang}.html"] = page.encode()
    return _published({folder / file: content for file, content in files.items()}, say)


def _short(code: str) -> str:
    return hashlib.blake2b(code.encode(), digest_size=5, person=b"cpd report name").hexdigest()


def _published(files: dict[Path, bytes], say: Words) -> list[Path]:
    try:
        return publish(files)[::-1]
    except OSError:
        raise ReportError(say("report.unwritable")) from None
