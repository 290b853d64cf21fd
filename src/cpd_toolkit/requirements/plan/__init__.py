"""The smallest plan: so many sessions, hours and records by when, so that each rule that can be met is met.

smallest   the plan, proved by the engine, and how each rule stands on the day by which it is made
wanted     which rules are planned, and on which day each is judged
kinds      the kinds of records that the rules tell apart
worth      what a record of each kind counts for
standing   periods on that day, and what is already in them
days       the days on which it is enough to look for new records
demands    each rule as conditions
program    whole numbers at the least cost
actions    the records chosen, as rows a person reads
"""

from cpd_toolkit.requirements.plan.smallest import Plan, plan

__all__ = ["Plan", "plan"]
