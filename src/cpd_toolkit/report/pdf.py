"""A report printed on A4 by the browser of this machine, when there is one."""

import shutil
import subprocess
from pathlib import Path

from cpd_toolkit.errors import ReportError
from cpd_toolkit.i18n import Words
from cpd_toolkit.report.run import passing_folder

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SECONDS = 60
# Nothing of the browser's own may go out: the page holds a person's data, and so might a crash report.
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
)


def pdf(html: str, say: Words) -> bytes:
    """Return a page of HTML as a PDF.

    Raises:
        ReportError: There is no browser here, or it failed.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise ReportError(say("report.no_browser"))
    with passing_folder() as folder:
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _print(browser, page, printed, folder, say)
        return printed.read_bytes()


def _print(browser: str, page: Path, printed: Path, folder: Path, say: Words) -> None:
    words = [browser, *QUIET, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={printed}", page.as_uri()]
    try:
        subprocess.run(words, capture_output=True, timeout=SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        raise ReportError(say("report.pdf_failed")) from None
    if not printed.exists():
        raise ReportError(say("report.pdf_failed"))
