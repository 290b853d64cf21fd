"""Rows of any sources that may tell of the same thing: found, asked about, and left out once the user said so.

titles      how near two titles are
pairs       which rows are near enough to ask about
keys        names of rows that don't change with their place
decisions   what the user decided, in the workbook and remembered
apply       rows decided to be the same are left out
"""
