"""The opening of an organisation's page: read, checked, measured, protected, and entered in the ledger if published."""

import hashlib
from collections.abc import Mapping

import polars as pl

from cpd_toolkit.errors import UsageError
from cpd_toolkit.measures.counted import Counted
from cpd_toolkit.protect.ledger import published_cells, release
from cpd_toolkit.report.opening import SAMPLE, opened
from cpd_toolkit.report.organisation.changes import changes, settings
from cpd_toolkit.report.organisation.public import Public, protected
from cpd_toolkit.report.organisation.tables import measured
from cpd_toolkit.validate import Checked

REPORT = "organisation"


def open_organisation(
    dossier: str = SAMPLE,
    as_of: str = "",
    lang: str = "",
    publish: bool = False,
    override: str = "",
    previous: str = "",
) -> Public:
    """Read and check a dossier for the page of an organisation, and protect every number of it.

    Args:
        dossier: A folder with a register, or the word `sample` for an invented organisation.
        as_of: ISO day of the report; the sample's own day, else today.
        lang: `fr` or `en`; the dossier's language when empty.
        publish: Enter the numbers in the ledger of what was published; without it the page is a draft.
        override: Why it is to be published although a number is near to one published before.
        previous: The numbers file of the report before.

    Raises:
        UsageError: A day, the language or a pack can't be used, or there is no register.
        DossierError: The folder is no dossier.
        ReportError: Published, it would tell about few together with what was published before.

    Example:
        >>> page = open_organisation()
        >>> page.row("members")["value"], page.state
        (240.0, 'sample')
    """
    known, checked, say = opened("organisation", dossier, as_of, lang)
    if "members" not in checked.tables or checked.tables["members"].rows.is_empty():
        raise UsageError(say("organisation.no_register"))
    made = measured(checked, say)
    told = protected(made, known.k_organisation, say.lang)
    if publish and dossier != SAMPLE:
        release(
            known.folder,
            REPORT,
            checked.as_of,
            _cells(told.tables, made.tables),
            known.k_organisation,
            override,
            say.lang,
        )
    state = "sample" if dossier == SAMPLE else "published" if publish else "draft"
    since = changes(previous, told.tables, checked.as_of, settings(known))
    return Public(say, checked.as_of, known, told, made.untold, _checksum(checked), state, since)


def _cells(tables: Mapping[str, pl.DataFrame], made: Mapping[str, Counted]) -> pl.DataFrame:
    """Return the members behind each published number."""
    cells = [published_cells(name, tables[name], _behind(one)) for name, one in made.items() if one.behind.height]
    none = pl.DataFrame(schema=dict.fromkeys(("table", "cell", "member_id"), pl.String))
    return pl.concat([none, *cells])


def _behind(one: Counted) -> pl.DataFrame:
    if set(one.behind.columns) & set(one.table.columns):
        return one.behind
    return one.behind.join(one.table.select("measure").unique(), how="cross")  # every row is about all of them


def _checksum(checked: Checked) -> str:
    told = "\n".join(checksum for _, checksum in sorted(checked.checksums.items()))
    return hashlib.sha256(told.encode()).hexdigest()
