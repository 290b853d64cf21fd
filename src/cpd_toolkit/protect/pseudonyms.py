"""Codes that stand for members, and lead back to them only by the key.

A plain checksum of a member number is undone by trying all numbers. Each scope (a report, the ledger) has codes of its
own, so that two publications can't be joined on them. A pseudonym is still personal data.
"""

import unicodedata
from hashlib import blake2b

import polars as pl

BYTES = 10  # 80 bits: two of 60,000 members share one with a chance of 1.5e-15
MARK = b"cpd pseudonym"


def digest(member: str, key: bytes, scope: str, size: int = BYTES) -> bytes:
    """Return the bytes that stand for a member in a scope; composed and decomposed accents are the same member."""
    salt = blake2b(scope.encode(), digest_size=blake2b.SALT_SIZE).digest()
    text = unicodedata.normalize("NFC", member).encode()
    return blake2b(text, digest_size=size, key=key, salt=salt, person=MARK).digest()


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
