"""All sheets in their order, and the package around them (spec 3)."""

from __future__ import annotations

from openpyxl import Workbook

from sheetfollow.blank_workbook import guide, pages, summary
from sheetfollow.blank_workbook.package import settled
from sheetfollow.schema import (
    CHECKLIST,
    COMMUNICATIONS,
    GUIDE,
    INTERVIEWS,
    MESSAGES,
    SETTINGS_SHEET,
    SUMMARY,
    TODAY,
)


def workbook() -> bytes:
    """The fresh workbook: Today first, since it is what opens."""
    book = Workbook()
    book.remove(book.worksheets[0])
    pages.fill_today(book.create_sheet(TODAY.name))
    pages.fill_interviews(book.create_sheet(INTERVIEWS.name))
    pages.fill_communications(book.create_sheet(COMMUNICATIONS.name))
    pages.fill_checklist(book.create_sheet(CHECKLIST.name))
    summary.fill(book.create_sheet(SUMMARY))
    pages.fill_settings(book.create_sheet(SETTINGS_SHEET.name))
    guide.fill(book.create_sheet(GUIDE))
    pages.fill_messages(book.create_sheet(MESSAGES.name))
    book.active = 0
    book.security = None  # an empty element that says nothing
    book.properties.title = "Interview follow-ups"
    book.properties.creator = "sheetfollow"
    return settled(book)
