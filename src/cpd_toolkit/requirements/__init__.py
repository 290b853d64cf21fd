"""Requirements: what a professional body asks for, as dated packs, and how the records stand to it.

pack, window, choices  what a pack says: its header, its rules, the windows and fields they name
load, faults           packs from TOML files, checked; the toolkit's own (`packs/`) and a dossier's
phrases, listing       a rule in words; packs as text for a terminal
holders                whose cycle is judged, and the days around its end
items, conditions      records of all tables under the same columns; which of them a rule is about
periods                the periods in which a rule is judged, pauses in them
credit, carry          what a record counts for after formulas and caps; surplus carried to other periods
case                   what every rule is judged on, and what it finds
totals, stretches      rules that ask for an amount; rules about time between records
documents, shown       rules about valid documents; rules without a number
verdicts, outlook      one verdict a holder and rule; whether and until when what is short can still come
evaluate               a pack over all holders
readings               the same rules in other windows, beside the verdict
steps, unstated        what each step of credit took; which empty cells leave a verdict open
named                  the packs a dossier names
plan                   the smallest plan that meets them
what_if, compare       what additions would change; two packs for the same records
calendar, audit        deadlines as a calendar file; a sample of records and the proofs asked for
wording                amounts and verdicts in words
"""
