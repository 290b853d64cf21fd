"""Files of other tools become rows of the dossier, once, on the user's word.

recognise   which tool's export a file is, and what tells
lexicon     words that people use for our columns, and for their answers
proposals   for a file of no tool: which column is which field, with examples and why
questions   how a question is put and an answer understood
holes       what a file does not say and has to be asked
surveys     for a form: which columns are questions, comments, roles
settle      a new file's entry, out of proposals and answers
remember    the entry in cpd.toml, whose comments stay
rows        the rows that are taken, refused, or already there
decisions   people whom nobody knows: a file to be decided
publish     all files whole, or none
run         the import of some files
listing     what happened, in words
"""

from cpd_toolkit.imports.run import import_files

__all__ = ["import_files"]
