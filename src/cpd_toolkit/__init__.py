"""Supervision, feedback and continuing development of coaches: from spreadsheets to checked tables, numbers, reports."""
