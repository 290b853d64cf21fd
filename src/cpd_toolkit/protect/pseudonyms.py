"""Codes that stand for members, and lead back to them only by the key.

Each scope (a report, the ledger) has codes of its own, so that two publications can't be joined on them. A pseudonym is
still personal data.
"""

import polars as pl

from cpd_toolkit.keys import digest


def pseudonyms(members: pl.Series, key: bytes, scope: str) -> pl.Series:
    """Return the pseudonym of each member, 20 letters and digits; null of null.

    Example:
        >>> codes = pseudonyms(pl.Series(["C1", "C2", "C1"]), bytes(32), "one report")
        >>> codes[0] == codes[2], codes[0] == codes[1], len(codes[0])
        (True, False, 20)
    """
    known = members.drop_nulls().unique()
    codes = {member: digest(member, key, scope).hex() for member in known}
    return members.replace_strict(codes, default=None, return_dtype=pl.String)
