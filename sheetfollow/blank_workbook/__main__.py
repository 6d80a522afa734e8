"""Rewrites the shipped workbook: python -m sheetfollow.blank_workbook workbook_template.xlsx"""

from __future__ import annotations

import sys
from pathlib import Path

from sheetfollow.blank_workbook import build

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
