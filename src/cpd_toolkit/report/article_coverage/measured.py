"""What twelve articles are measured by, beside the count and never instead of it; none of it a verdict."""

from cpd_toolkit.measures.windows import bounds
from cpd_toolkit.report.article_coverage.block import YEAR
from cpd_toolkit.report.article_coverage.developed import contribution, development, diversity
from cpd_toolkit.report.article_coverage.heard import feedback
from cpd_toolkit.report.article_coverage.recorded import insurance, records
from cpd_toolkit.report.article_coverage.reflected import breadth, regularity
from cpd_toolkit.report.article_coverage.supervised import consent, frequency, questions, relations
from cpd_toolkit.report.display import Notes
from cpd_toolkit.report.opening import Page
from cpd_toolkit.report.rows import span_of

BLOCKS = (  # in the order of the articles
    *(consent, diversity, records, insurance),
    *(regularity, frequency, relations, questions),
    *(breadth, development, contribution, feedback),
)


def measured(page: Page) -> list[Notes]:
    """Return the opening of the section and a block for each of the articles 12, 31, 36, 37 and 40 to 47."""
    say = page.say
    opening = [say("article_coverage.measured.lead", span=span_of(*bounds(YEAR, page.as_of), say))]
    if any(page.period):
        opening.append(say("article_coverage.measured.period"))
    return [Notes(say("article_coverage.measured.title"), opening), *(block(page) for block in BLOCKS)]
