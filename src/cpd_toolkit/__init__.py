"""Supervision, feedback and continuing development of coaches: from spreadsheets to checked numbers and reports."""
