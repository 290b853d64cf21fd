"""Measures: typed rows in, result tables and named frames out. No file is read, no number formatted, nothing drawn.

windows      every edge of time: windows that end on the as-of day, calendar quarters and years
refusals     below how many answers a number is not told
shapes       what a result table and each named frame look like
selection    what a number counts and which rows it counts
supervision  sessions and hours; rolling: lapse dates and rolling counts; gaps: between sessions, pauses
questions    ethical questions and consent to present a case; timeline: one member along the calendar
records      days with a record of any kind along a cycle, and gaps of three months
practice     client hours and their ratio to supervision
feedback     responses, shares, medians, net promoter scores; proportion, nps: their intervals
             feedback_people, _levels, _change: who answered, along the scale, then and now; difference, trend,
             discovery: intervals and tests of a change, and how many of them may be believed
training     activities and hours; evidence: documents and their validity
articles     which records name which article, and how recent they are
coverage     how each of the 47 articles stands in them, by section and kind of source
reflections  how regularly and how broadly one reflects (articles 40 and 44)
development  activities, contributions apart from them, diversity (articles 45, 46 and 31)
insurance    insured days and lapses (article 37); relations: with supervisors (article 42)
completeness of the records, and identifiers left in them (articles 36 and 12)
engagements  clients who were heard (article 47)
groups       attendance of peer groups, standing of a register's members; meetings: a group's own sessions, who
             presented when, articles brought; group_feedback: over its members, where there are enough
funnel       shares of groups beside the share of all; rates: of counts, with their exact interval
xmr          values along time with limits and signals; run_chart: where there are no limits
branches     where each counted number stands in the facts; grounds: what the others rest on
facts        every number, nested; feedback_facts, writing: parts of it
why          the rows behind one number
"""
