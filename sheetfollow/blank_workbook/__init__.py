"""Builds the shipped workbook from the schema (spec 3): for whoever changes the schema, not in the
wheel."""

from sheetfollow.blank_workbook.assemble import workbook as build

__all__ = ["build"]
