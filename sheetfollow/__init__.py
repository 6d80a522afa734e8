"""sheetfollow: the spreadsheet of a job search as a follow-up engine."""

__version__ = "0.1.0"
