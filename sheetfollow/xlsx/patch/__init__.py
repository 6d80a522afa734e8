"""Bytes and edits -> bytes."""
