"""Copies of the user's files with the cells to correct marked, everything else in them as it was.

copies              which files get one, where it stands, what became of it
marks               findings as comments and colours
workbook            a workbook's copy: the parts below put together
container, markup   a workbook's parts, and their markup, changed only in places
layout, cells       where the cells of a sheet stand, and their colours
styles              the formats of a workbook
comments, boxes     comments, and the boxes in which they are shown
sheet_list          the sheet that lists what to correct
text_file           a CSV file as a workbook
"""

from cpd_toolkit.report.corrected.copies import Outcome, told, write_copies

__all__ = ["Outcome", "told", "write_copies"]
