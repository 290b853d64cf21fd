"""The page escapes what it shows, runs nothing but its own scripts, and asks nothing of anyone."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.metadata import version
from importlib.resources import files

import polars as pl
import pytest

from cpd_toolkit.i18n import Words
from cpd_toolkit.report.display import Fold, Folds, Grid, Headline, Notes, Number, Quotes, Table, content, grid
from cpd_toolkit.report.mime import PART, PLOTLY
from cpd_toolkit.report.render import fragment, plotly_locale, render

ATTACK = (
    "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}<a href=http://a.example>"
)


class Page(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def executed(*data, source="") -> dict:
    outputs = [{"output_type": "display_data", "data": one, "metadata": {}} for one in data]
    cells = [{"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs}]
    if source:
        cells.append({"cell_type": "markdown", "metadata": {}, "source": source})
    return {"cells": cells}


def page(*data, lang="fr", source="") -> Page:
    return Page(render(executed(*data, source=source), Words(lang)))


PLOT = {"data": [{"type": "scatter", "x": [1], "y": [1], "name": ATTACK}], "layout": {"title": {"text": ATTACK}}}
GRID = Grid(ATTACK, [ATTACK, "n"], [[ATTACK, "1"]], ["text", "number"])
HOSTILE = [
    {PART: content(Headline(ATTACK, [ATTACK], [Number(ATTACK, ATTACK, ATTACK, ATTACK, GRID)]))},
    {PART: content(Table(ATTACK, [ATTACK], GRID, [ATTACK]))},
    {PART: content(Notes(ATTACK, [ATTACK], [(ATTACK, ATTACK)], GRID))},
    {PLOTLY: PLOT},
    {"text/plain": ATTACK, "text/html": ATTACK, "application/javascript": ATTACK},
]


def test_nothing_of_the_data_becomes_a_tag():
    attacked = page(*HOSTILE, source=ATTACK)
    assert attacked.all("img") == []
    assert all(link["href"].startswith("#") for link in attacked.all("a"))
    assert not any(name.startswith("on") for _, attributes in attacked.tags for name in attributes)
    # ours: data of the one plot, the months' names, plotly and the page's own
    assert len(attacked.scripts) == 4
    assert json.loads(attacked.scripts[0][1]) == PLOT


def test_a_fragment_escapes_too():
    assert Page(fragment(content(Notes(ATTACK, [ATTACK])))).all("script") == []


FOLD = Fold(ATTACK, ATTACK, [ATTACK], ATTACK, GRID)


def test_lines_that_open_are_named_counted_and_escaped():
    folds = {PART: content(Folds("Titre", ["Mots"], [(ATTACK, [FOLD, Fold("b", "", [])]), ("B", [FOLD])], GRID))}
    shown = page(folds)
    assert [len(shown.all(tag)) for tag in ("details", "summary", "h3", "blockquote")] == [3, 3, 2, 2]
    assert len(shown.all("table")) == 3  # of two lines, and the one for paper
    assert shown.all("script") == shown.all("img") == []


def test_lines_that_open_under_a_part_are_a_level_deeper():
    folds = {PART: content(Folds("Titre", [], [("A", [FOLD])], GRID, inner=True))}
    assert [len(page(folds).all(tag)) for tag in ("h3", "h4")] == [1, 1]


def test_the_policy_names_exactly_the_scripts_of_the_page():
    shown = page({PLOTLY: PLOT})
    policy = next(meta["content"] for meta in shown.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    ours = [text for attributes, text in shown.scripts if "type" not in attributes]
    digests = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in ours]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert policy.endswith(f"script-src {' '.join(digests)}")


def test_without_a_chart_there_is_no_script():
    shown = page({PART: content(Notes("Titre", ["Mots"]))})
    assert shown.scripts == []
    assert any("script-src 'none'" in (meta.get("content") or "") for meta in shown.all("meta"))


def test_no_address_outside_the_page():
    html = render(executed(*HOSTILE[:4]), Words("en"))
    loading = ("src", "href", "action", "data", "poster", "srcset")
    addresses = [value for _, attributes in Page(html).tags for name, value in attributes.items() if name in loading]
    assert all(address.startswith("#") for address in addresses)
    (style,) = re.findall(r"<style>(.*?)</style>", html, flags=re.S)
    assert not re.search(r"url\(|@import|https?:", style)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_are_told_to_those_who_listen(lang):
    shown = page(HOSTILE[1], lang=lang)
    assert shown.all("html") == [{"lang": lang}]
    assert [head["scope"] for head in shown.all("th")] == ["col", "col", "row"]
    assert len(shown.all("caption")) == len(shown.all("table")) == 1
    assert shown.all("main")[0]["id"] == "content"
    assert shown.all("a")[0] == {"class": "skip", "href": "#content"}


def test_a_word_without_end_may_be_broken_and_a_wide_table_stands_alone_on_paper():
    say = Words("en")
    short = grid(pl.DataFrame({"Question": ["Was the frame clear?"], "n": [5]}), "Answers", say)
    long = grid(pl.DataFrame({"Question": [f"https://{'x' * 60}"], "n": [5]}), "Answers", say)
    assert (short.kinds, short.narrow) == (["text", "number"], True)
    assert (long.kinds, long.narrow) == (["long", "number"], False)


def test_a_quote_is_words_and_nothing_else():
    html = render(executed({PART: content(Quotes("Words", [], [ATTACK]))}), Words("en"))
    assert Page(html).all("blockquote") == [{}]
    assert Page(html).all("img") == []


def test_the_same_notebook_gives_the_same_bytes():
    assert render(executed(*HOSTILE), Words("fr")) == render(executed(*HOSTILE), Words("fr"))


def test_cells_marked_for_the_lab_stay_there():
    notebook = executed(source="Bonjour")
    assert "Bonjour" in render(notebook, Words("fr"))
    notebook["cells"][-1]["metadata"] = {"tags": ["lab"]}
    assert "Bonjour" not in render(notebook, Words("fr"))


def test_the_chart_script_is_the_one_plotly_was_made_for():
    ours = files("cpd_toolkit.report").joinpath("template", "plotly-basic.min.js").read_text("utf-8")
    theirs = files("plotly").joinpath("package_data", "plotly.min.js").read_text("utf-8")
    number = re.search(r"plotly\.js v([\d.]+)", theirs)[1]
    assert f"plotly.js (basic - minified) v{number}\n" in ours
    assert "</script" not in ours
    assert version("plotly")
    assert number in files("cpd_toolkit.report").joinpath("template", "plotly-basic.LICENSE.txt").read_text("utf-8")


def test_french_months_are_those_of_the_language():
    names = plotly_locale("fr")["format"]
    assert " ".join(names["shortMonths"]) == "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
    assert names["days"][0] == "dimanche"
    assert plotly_locale("en")["format"]["months"][7] == "August"
