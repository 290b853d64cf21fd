"""Text tables become typed rows and findings: what is wrong, where, and what stays in."""

from cpd_toolkit.validate.across import Validated
from cpd_toolkit.validate.check import Checked, accepted, check, check_or_raise
from cpd_toolkit.validate.findings import FINDINGS

__all__ = ["FINDINGS", "Checked", "Validated", "accepted", "check", "check_or_raise"]
