"""A report in a real browser: drawn, readable by all, quiet, and fine on a phone and on paper."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from cpd_toolkit import samples
from cpd_toolkit.i18n import Words
from cpd_toolkit.report import make_report, report_names
from cpd_toolkit.report.display import Figure, Grid, Headline, Number, content
from cpd_toolkit.report.mime import PART
from cpd_toolkit.report.pdf import QUIET
from cpd_toolkit.report.render import render

LANGUAGES = ("fr", "en")
PHONE, DESK = (390, 844), (1200, 900)
MOST_PAGES = 14
TALLEST = 900  # pixels: with its heading, what a page of A4 holds
ATTACK = "</script><script>window.broken=1</script><img src=x onerror='window.broken=1'><svg onload='window.broken=1'>"


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=[word for word in QUIET if word != "--headless"])
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def tidy(browser):
    """Close what a test opened: a page with its charts is heavy."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="session")
def dossiers(tmp_path_factory) -> dict[str, Path]:
    """The samples' dossiers."""
    return {
        kind: samples.write_sample(kind, tmp_path_factory.mktemp(kind)) for kind in ("coach", "group", "organisation")
    }


@pytest.fixture(scope="session", params=report_names())
def reports(request, dossiers) -> dict[str, Path]:
    """A report of the sample it is about, in both languages; every report in its turn."""
    folder = dossiers[{"peer_group": "group", "organisation": "organisation"}.get(request.param, "coach")]
    return {lang: make_report(request.param, folder, samples.AS_OF, lang=lang)[0] for lang in LANGUAGES}


def show(browser: Browser, path: Path, size: tuple[int, int] = DESK, bypass: bool = False) -> tuple[Page, list[str]]:
    """Open a page; return it and everything it asked for or complained about."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=bypass)
    page, noise = context.new_page(), []
    page.on("request", lambda request: noise.append(request.url))
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(path.as_uri())
    return page, [line for line in noise if line != path.as_uri()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_is_drawn_and_nothing_is_asked_of_anyone(browser, reports, lang):
    page, noise = show(browser, reports[lang])
    assert noise == []
    plots = page.locator(".plot")
    assert plots.count() >= 1
    for plot in plots.all():
        assert plot.locator(".scatterlayer .trace, .barlayer .trace").count() >= 1
    assert page.locator(".plot p.alt").count() == 0
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_no_violation(browser, reports, lang, size):
    page, _ = show(browser, reports[lang], size, bypass=True)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_needs_no_sideways_scrolling(browser, reports, lang):
    page, _ = show(browser, reports[lang], PHONE)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    wide = "[...document.querySelectorAll('.main-svg')].some((svg) => svg.getBoundingClientRect().width > innerWidth)"
    assert page.evaluate(wide) is False


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_every_number_is_open_and_no_chart_is_cut(browser, reports, lang, tmp_path, pdftotext):
    page, _ = show(browser, reports[lang])
    printed = tmp_path / "report.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    text = subprocess.run([pdftotext, "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    assert len(text.split("\f")) - 1 <= MOST_PAGES
    told = re.sub(r"\s+", " ", text)
    captions = [caption.split() for caption in page.locator(".chart-numbers caption").all_text_contents()]
    assert captions
    # Once as the finding over the chart, once over its numbers.
    assert all(told.count(" ".join(words[:2])) >= 2 for words in captions)
    heights = [plot.bounding_box()["height"] for plot in page.locator(".plot").all()]
    assert max(heights) <= TALLEST
    assert page.evaluate("document.querySelectorAll('details[open]').length") == 0  # as before printing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_keyboard_reaches_the_content_first(browser, reports, lang):
    page, _ = show(browser, reports[lang])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"


def test_months_are_in_the_language(browser, reports):
    page, _ = show(browser, reports["fr"])
    ticks = page.locator(".xtick text").all_text_contents()
    assert any("janv." in tick for tick in ticks) or not any(re.search("[a-z]", tick) for tick in ticks)
    assert not any(re.search(r"\bJan\b|\bJul\b", tick) for tick in ticks)


def test_hostile_words_run_nothing_and_the_chart_still_draws(browser, tmp_path):
    table = Grid(ATTACK, [ATTACK], [[ATTACK]], ["text"])
    plot = {
        "data": [{"type": "scatter", "x": [1, 2], "y": [1, 2], "name": ATTACK, "text": [ATTACK, ATTACK]}],
        "layout": {"xaxis": {"title": {"text": ATTACK}}, "annotations": [{"text": ATTACK, "x": 1, "y": 1}]},
    }
    parts = [
        Headline(ATTACK, [ATTACK], [Number(ATTACK, ATTACK, ATTACK, ATTACK, table)]),
        Figure(ATTACK, ATTACK, ATTACK, ATTACK, plot, table, ATTACK),
    ]
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {PART: content(part)}} for part in parts]
    note = {"cell_type": "markdown", "metadata": {}, "source": ATTACK}
    notebook = {"cells": [{"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs}, note]}
    path = tmp_path / "page.html"
    path.write_text(render(json.loads(json.dumps(notebook)), Words("fr")), encoding="utf-8")
    page, noise = show(browser, path)
    assert page.evaluate("window.broken") is None
    assert noise == []
    assert page.locator(".plot .scatterlayer .trace").count() == 1


def test_what_slips_through_is_stopped_by_the_policy(browser, tmp_path):
    html = render({"cells": []}, Words("en")).replace("</main>", f"<script>window.broken=1</script>{ATTACK}</main>")
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    page, _ = show(browser, path)
    assert page.evaluate("window.broken") is None


def test_a_page_can_be_printed_from_the_command_line(chromium, reports, pdftotext, tmp_path):
    from cpd_toolkit.report.pdf import pdf

    printed = tmp_path / "report.pdf"
    printed.write_bytes(pdf(reports["en"].read_text("utf-8"), Words("en")))
    text = subprocess.run([pdftotext, printed, "-"], capture_output=True, text=True, check=True).stdout
    assert Words("en")(f"{reports['en'].name.partition('.')[0].removesuffix('-draft')}.title") in text
    assert date.today().isoformat() not in text
