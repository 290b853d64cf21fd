"""Exports of other tools, a file a family; each becomes rows of one of our tables.

kind, sheet, places    what every kind is made of: headers in two languages, rows, where a value comes from
surveys                forms: Google, Microsoft, SurveyMonkey, LimeSurvey, Formbricks
attendance, people     who was in a meeting and how long; zoom, teams
occurrences, calendars iCalendar and Outlook
records, logs          logs with a row a record: ICF, NMC, Moodle, any spreadsheet
converted              what comes out, and how it is read on as any other table
entry, reading         a table under [imports] of cpd.toml, and the export it is about
"""
