"""Cells as people type them -> words that may stand in a letter, or a precise question (spec 6).

Between a cell and a sentence stands a reading: what kind of note is it, and which of its words fit?
Everything here is pure and offline, and reads English.
"""
