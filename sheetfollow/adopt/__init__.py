"""The tracker that a person already has: read, never written (spec 8, adopt).

Cells -> tables found and fitted -> applications -> lines to take over. Everything here is pure:
cells and today come in, proposals and doubts go out as values; what is asked of the user is the
door's.
"""
