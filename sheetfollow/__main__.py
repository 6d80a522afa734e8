"""`python -m sheetfollow` is the command."""

from sheetfollow.cli import main

main(prog_name="sheetfollow")
