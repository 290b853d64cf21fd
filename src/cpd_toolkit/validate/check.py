"""The check of a whole dossier."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.keys import checksums
from cpd_toolkit.read.files import File, Wishes, read_files
from cpd_toolkit.suggest.confirmed import CONFIRMED, confirmed_rows, with_confirmed
from cpd_toolkit.suggest.decisions import FILE, agreed, decisions
from cpd_toolkit.tables import TABLES
from cpd_toolkit.validate.across import Validated, judge_across, registered
from cpd_toolkit.validate.duplicates import decisions as duplicates
from cpd_toolkit.validate.duplicates.apply import answered, apply
from cpd_toolkit.validate.findings import finding, in_order, no_findings
from cpd_toolkit.validate.imported import export_readers
from cpd_toolkit.validate.stack import stack


class Checked(NamedTuple):
    """A dossier after its check."""

    dossier: Dossier
    as_of: date
    tables: dict[str, Validated]  # every table that a file or sheet was recognised as, in the order of TABLES
    findings: pl.DataFrame  # columns of FINDINGS; once each, by file, sheet, row and column
    checksums: dict[str, str]  # SHA-256 of every file that the rows come from
    confirmed: pl.DataFrame = pl.DataFrame(schema=CONFIRMED)  # rows whose articles are confirmed suggestions
    decided: pl.DataFrame | None = None  # pairs of rows that may be one, with decisions; None when none was ever taken

    @property
    def has_errors(self) -> bool:
        """Return whether any finding is an error."""
        return "error" in self.findings["severity"]

    def counts(self) -> dict[str, dict[str, Any]]:
        """Return the rows read, accepted and excluded by table, and the findings by severity and rule."""
        rows = {
            name: {"read": t.read, "accepted": t.accepted, "excluded": t.excluded}
            for name, t in sorted(self.tables.items())
        }
        severities, rules = (Counter(self.findings[name]) for name in ("severity", "rule"))
        by_severity = {severity: severities[severity] for severity in ("error", "warning", "info")}
        return {"rows": rows, "findings": by_severity | {"by_rule": dict(sorted(rules.items()))}}


def check(dossier: Dossier, as_of: date, suggestions: bool = True) -> Checked:
    """Read every file of a dossier and judge every row.

    Args:
        dossier: From `open_dossier`.
        as_of: The day against which records may not lie in the future; inclusive.
        suggestions: Whether the articles that the user confirmed count; false gives what stands in the files alone.

    Returns:
        Typed rows a table and all findings. An unreadable file is a finding, and the rest is still checked.
    """
    files = read_files(dossier.data, Wishes(dossier.tables, dossier.columns, export_readers(dossier, as_of)))
    stacks = {name: stack(table, files, dossier, as_of) for name, table in TABLES.items()}
    register = registered(stacks["members"])
    recognised = {name for file in files for name in file.recognised}
    tables = {name: judge_across(stacks[name], register) for name in TABLES if name in recognised}
    findings = in_order([*map(_problems, files), *(table.findings for table in tables.values())])
    sums = {file.name: file.checksum for file in files if file.checksum}
    done = _without_duplicates(Checked(dossier, as_of, tables, findings, sums))
    return _with_suggestions(done) if suggestions else done


def _without_duplicates(checked: Checked) -> Checked:
    decided = duplicates.decisions(checked.dossier)
    if not decided:
        return checked
    after = apply(checked.tables, decided)
    findings = in_order([answered(checked.findings, after.pairs), after.findings])
    dossier = checked.dossier
    made_from = checksums(dossier.folder, duplicates.REMEMBERED, dossier.say) if after.findings.height else {}
    read = checked.checksums | made_from
    return checked._replace(tables=after.tables, findings=findings, checksums=read, decided=after.pairs)


def _with_suggestions(checked: Checked) -> Checked:
    confirmed = confirmed_rows(accepted(checked), agreed(decisions(checked.dossier)))
    tables = {
        name: table._replace(rows=with_confirmed(table.rows, confirmed.filter(table=name)))
        for name, table in checked.tables.items()
    }
    made_from = checksums(checked.dossier.folder, FILE, checked.dossier.say) if confirmed.height else {}
    return checked._replace(tables=tables, confirmed=confirmed, checksums=checked.checksums | made_from)


def accepted(checked: Checked) -> dict[str, pl.DataFrame]:
    """Return the rows that may be measured, by table."""
    return {name: validated.rows for name, validated in checked.tables.items()}


def check_or_raise(dossier: Dossier, as_of: date) -> Checked:
    """Check a dossier and refuse it when there are errors.

    Raises:
        DossierError: With the number of errors; `check` gives the findings themselves.
    """
    checked = check(dossier, as_of)
    if checked.has_errors:
        raise DossierError(dossier.say("finding.refused", n=checked.findings.filter(severity="error").height))
    return checked


def _problems(file: File) -> pl.DataFrame:
    return pl.concat(
        [
            no_findings(),
            *(
                finding(
                    "warning" if problem.rule == "empty_file" else "error",
                    file.name,
                    problem.rule,
                    sheet=problem.sheet,
                    order=problem.order,
                    table=problem.table,
                    value=problem.reason or None,
                )
                for problem in file.problems
            ),
        ]
    )
