"""Files become tables of text, in place: bytes, encodings, workbooks, headers, cells."""

from cpd_toolkit.read.grid import Grid, Unreadable

__all__ = ["Grid", "Unreadable"]
