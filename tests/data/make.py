"""Makes the committed workbooks of this folder; see PROVENANCE.md. Run from the repository's top:

python -m tests.data.make
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill

from sheetfollow import new_workbook, writeback
from sheetfollow.new_workbook import example
from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 23)


def saved_by_libreoffice() -> bytes:
    """The example of that day, opened and saved by LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.xlsx").write_bytes(
            writeback.apply(new_workbook.shipped(), example.edits(TODAY))
        )
        subprocess.run(
            [
                shutil.which("soffice") or "soffice",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                str(folder / "out"),
                str(folder / "in.xlsx"),
            ],
            check=True,
            capture_output=True,
        )
        return (folder / "out" / "in.xlsx").read_bytes()


def own_columns() -> bytes:
    """A person's own tracker: our columns in another order and case, among columns, formulas, a
    chart of their own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Interviews"
    sheet["A1"], sheet["A1"].font = "My search, autumn", Font(bold=True, size=16)
    headers = [
        column.header.lower() if number % 2 else column.header.upper()
        for number, column in enumerate(reversed(INTERVIEWS.columns))
    ]
    headers = ["Stars", *headers[:10], "Salary", *headers[10:], "Yearly", "Days ago"]
    sheet.append([])
    sheet.append(headers)
    for row, (company, stars, day) in enumerate(
        [("Acme", 4, 16), ("Birch & Co", 2, 20), ("Cedar", 5, 9)], start=4
    ):
        values = {
            "company": company,
            "job title": "Analyst",
            "interviewer": f"Dana {company}",
            "stars": stars,
            "interview date": date(2026, 11, day),
            "email": f"dana@{company[:4].lower()}.example",
            "salary": 4000,
            "yearly": f"=L{row}*12",
            "days ago": "=TODAY()-1",
        }
        sheet.append([values.get(header.lower()) for header in headers])
    sheet["A4"].fill = PatternFill("solid", fgColor="FFEE88")
    sheet["AN8"] = "=SUM(A4:A6)"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=3, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "B12")
    book.create_sheet("My notes")["A1"] = "=Interviews!A4"
    book.create_sheet("Communications").append([column.header for column in COMMUNICATIONS.columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    (FOLDER / "saved_by_libreoffice.xlsx").write_bytes(saved_by_libreoffice())
    (FOLDER / "own_columns.xlsx").write_bytes(own_columns())
