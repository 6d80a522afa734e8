"""Rewrites the shipped workbook: python -m sheetfollow.template workbook_template.xlsx"""

from __future__ import annotations

import sys
from pathlib import Path

from sheetfollow.template import NAME, build

if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else NAME).write_bytes(build())
