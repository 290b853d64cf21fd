"""`python -m cpd_toolkit.cli`, where the script `cpd` is not on the path."""

from cpd_toolkit.cli import main

main()
