"""Which articles an entry without tags may speak of: suggestions from its own words, until a person decides.

tokens     the words of a text as they are compared
lexicon    what coaches call what each article is about; lexicon.toml holds the terms
scoring    the articles a text seems to speak of, with the terms that led there
entries    what is read of an entry, and the key it is known by
offers     what is put to the user; workbook: where; filled: what the user answered
decisions  what the user decided so far; confirmed: how it counts beside the tags
"""

from cpd_toolkit.suggest.scoring import Suggestion, suggestions

__all__ = ["Suggestion", "suggestions"]
