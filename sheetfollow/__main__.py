"""`python -m sheetfollow` is the command."""

from sheetfollow.cli import run

run()
