"""The map of the 47 articles and the bars of their sources: drawn, in numbers and in words."""

import json
import re
from datetime import date

import polars as pl
import pytest

from cpd_toolkit import charts
from cpd_toolkit.charts import palette
from cpd_toolkit.charts.chart import LONGEST_ALT
from cpd_toolkit.i18n import Words
from cpd_toolkit.measures import coverage

AS_OF = date(2026, 6, 30)
LARGEST, MOST_MARKS = 300_000, 2_000


def tables() -> dict[str, pl.DataFrame]:
    """Sessions on 12 and 43, the older one on 18; a course on 12: 12 is supported, 43 partial, 18 old."""
    place = {"member_id": "C1", "sheet": "", "format": "individual", "category": "course"}
    sessions = [
        place | {"file": "log.csv", "row": 2, "date": date(2026, 1, 10), "articles": [12, 43]},
        place | {"file": "log.csv", "row": 3, "date": date(2020, 1, 10), "articles": [18]},
    ]
    course = place | {"file": "cpd.csv", "row": 2, "start_date": date(2025, 1, 5), "end_date": None, "articles": [12]}
    return {
        "supervision": pl.DataFrame(sessions),
        "training": pl.DataFrame([course], schema_overrides={"end_date": pl.Date}),
    }


def tiles(lang: str = "en") -> charts.Chart:
    found = coverage.article_coverage(tables(), AS_OF, [13])
    return charts.article_tiles(found, coverage.coverage_counts(found, AS_OF, "section"), AS_OF, Words(lang))


def sources(lang: str = "en") -> charts.Chart:
    entries = coverage.article_entries(tables())
    by_source, recency = coverage.coverage_by_source(entries, AS_OF), coverage.source_recency(entries, AS_OF)
    return charts.article_sources(by_source, recency, AS_OF, Words(lang))


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("draw", [tiles, sources])
def test_every_number_of_the_words_stands_in_the_table(draw, lang):
    chart = draw(lang)
    cells = {str(cell) for row in [chart.table.columns, *chart.table.rows()] for cell in row}
    assert len(chart.alt) <= LONGEST_ALT
    assert numbers_in(chart.alt) <= set().union(*map(numbers_in, cells)) | {"0"}


@pytest.mark.parametrize("draw", [tiles, sources])
def test_a_figure_is_scatter_and_bar_only_and_stays_small(draw):
    figure = draw().figure
    marks = sum(len(trace.x) for trace in figure.data) + len(figure.layout.shapes) + len(figure.layout.annotations)
    assert {trace.type for trace in figure.data} <= {"scatter", "bar"}
    assert marks <= MOST_MARKS
    assert len(figure.to_json()) <= LARGEST


def test_the_title_says_the_finding():
    assert tiles().figure.layout.title.text == "2 of the 46 articles that apply have a record in the last 36 months"
    assert sources().figure.layout.title.text == "The source that names most articles: supervision, 3 articles"
    assert tiles("fr").alt == (
        "Carte des 47 articles, une case chacun, en 14 rangées, une par section. 2 des 46 articles applicables ont une "
        "trace dans les 36 derniers mois. Étayés par deux sortes de source\u202f: 1\u202f; traces anciennes "
        "seulement\u202f: 1\u202f; aucune trace\u202f: 43\u202f; sans objet\u202f: 1."
    )


def test_every_article_has_one_tile_in_the_row_of_its_section():
    placed = [(x, y) for trace in tiles().figure.data for x, y in zip(trace.x, trace.y, strict=True) if x is not None]
    assert len(placed) == len(set(placed)) == 47
    assert (5, -9) in placed  # article 31, the sixth of section 9
    assert (6, -9) not in placed


def test_a_tile_tells_number_entries_year_and_sources_without_its_colour():
    texts = [re.sub("<[^>]+>", " ", text).split() for trace in tiles().figure.data for text in trace.text]
    assert ["12", "2", "·", "2026", "S", "T"] in [[*" ".join(words).replace("\u2009", " ").split()] for words in texts]
    assert ["13", "n/a"] in texts
    assert ["15", "0"] in texts


def test_no_record_is_dotted_and_not_applicable_hatched():
    shapes = tiles().figure.layout.shapes
    assert sum(shape.line.dash == "dot" for shape in shapes) == 43
    hatched = {(shape.xanchor, shape.yanchor) for shape in shapes if shape.type == "line"}
    assert hatched == {(4, -4)}  # article 13, the fifth of section 4


def test_a_section_says_three_of_four_and_never_a_percentage():
    for lang in ("fr", "en"):
        assert "%" not in json.dumps(tiles(lang).figure.to_plotly_json()["layout"])
    assert "1 of 4" in [note.text for note in tiles().figure.layout.annotations]  # 12 of 9 to 12


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("recency", palette.RECENCY)
def test_words_on_a_tile_can_be_read(recency):
    dark, light = sorted(luminance(of[recency]) for of in (palette.RECENCY, palette.ON_RECENCY))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_ramp_goes_from_dark_to_light_so_that_grey_tells_it():
    greys = [luminance(colour) for colour in palette.RECENCY.values()]
    assert greys == sorted(greys)
