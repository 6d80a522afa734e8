"""Workbooks to measure with: the shipped one, filled as Excel would have saved it, with a log twice
as long as its interviews, and with a chart, a picture and x14 lists.

Every output cell holds an old plan, so that on DAY each status changes; nothing is due on that day,
so that no draft is in the figures.
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from sheetfollow.new_workbook import shipped
from sheetfollow.schema import CHECKLIST, COMMUNICATIONS, INTERVIEWS, Sheet

DAY = date(2026, 3, 16)
_EPOCH = date(1899, 12, 30)
_ROUND = 4  # rows of an application: two talks with two people each
_FIRST_ROWS = {INTERVIEWS.name: 3, COMMUNICATIONS.name: 2, CHECKLIST.name: 2}
_FIRST_NAMES = ("Dana", "Ola", "Ravi", "Mei", "Tom", "Zoë", "Ines", "Paul", "Kim", "Lea", "Omar")
_LAST_NAMES = ("Li", "Nowak", "Iyer", "Chen", "Berg", "Okafor", "Silva", "Meyer", "Novák", "Ruiz")
_TOPICS = (
    "moving billing to events",
    "the on-call rota",
    "how the team plans",
    "search quality",
    "the new app",
)
_STALE = {
    "status": "Due",
    "next_action": "Call",
    "channel": "Phone",
    "why": "An older sentence about another day.",
    "needs": "phone",
    "draft": "",
    "messages_sent": 9,
}

Line = dict[str, Any]


def workbook(rows: int) -> bytes:
    """A workbook with so many interviews (a multiple of four), twice as many log lines, and a full
    checklist."""
    interviews = [line for number in range(rows // _ROUND) for line in _application(number)]
    log = [line for each in interviews for line in each.pop("log")]
    marks = dict.fromkeys((column.key for column in CHECKLIST.columns), "✗")
    checks = [
        marks | {key: each[key] for key in ("company", "interviewer", "id")} for each in interviews
    ]
    return _package(shipped(), {INTERVIEWS: interviews, COMMUNICATIONS: log, CHECKLIST: checks})


def _application(number: int) -> Iterator[Line]:
    """One of five stories: rejected, waiting for its next step, on hold, with a round ahead, gone
    quiet."""
    story = number % 5
    first, second = (
        DAY - timedelta(days) for days in ((90, 80), (9, 3), (12, 4), (8, -6), (95, 70))[story]
    )
    for person in range(_ROUND):
        held = second if person > 1 else first
        line = _row(number, person, held)
        if story == 0:
            line |= {"outcome": "Rejected", "outcome_date": DAY - timedelta(60)}
        if story == 2:
            line |= {"decision_by": DAY + timedelta(20)}
        ahead = story == 3
        line["log"] = (
            []
            if held > DAY
            else [*_talk(line, held), *(_talk(line, held + timedelta(2)) if ahead else ())]
        )
        yield line


def _row(number: int, person: int, held: date) -> Line:
    count = number * _ROUND + person
    name = f"{_FIRST_NAMES[count % 11]} {_LAST_NAMES[count % 10]}"
    address = f"{count}@company{number}.example"
    return (
        {key: held + timedelta(1) for key in ("due_by", "due_from", "last_contact")}
        | _STALE
        | {
            "company": f"Company {number}",
            "job_title": f"Engineer {number % 40}",
            "interviewer": name,
            "interview_date": held,
            "role": "Hiring manager" if person == 2 else "Engineer",
            "email": address,
            "phone": f"+49 30 {count:07}",
            "topic": f"{_TOPICS[count % 5]} ({count})",
            "challenge": f"keeping {_TOPICS[(count + 1) % 5]} calm",
            "skill": "event-driven systems",
            "team": "Platform",
            "idea": f"a trial of {_TOPICS[(count + 2) % 5]}",
            "no_phone_calls": "No",
            "warm": "Yes",
            "notes": f"Call {count}: liked the office; ask about {_TOPICS[(count + 3) % 5]}.",
            "id": f"{count:08x}",
        }
    )


def _talk(line: Line, day: date) -> Iterator[Line]:
    """A message, its answer, and the answer to that."""
    common = {key: line[key] for key in ("company", "job_title", "interviewer", "id")}
    common |= {"direction": "Sent", "method": "Email"}
    thanks = day == line["interview_date"]
    answered = {"response": "Thank you, we will be in touch.", "response_date": day}
    yield common | answered | {"date": day, "message": "Thank-you" if thanks else "Check-in"}
    yield common | {"date": day + timedelta(1), "message": "Reply"}


class _SharedStrings:
    """Each text once, as Excel saves it."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))

    def part(self) -> str:
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in self.places)
        return f'<sst xmlns="{_MAIN}" uniqueCount="{len(self.places)}">{texts}</sst>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-"
_ADDED_TYPES = (
    '<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/sharedStrings.xml"'
    f' ContentType="{_TYPE}officedocument.spreadsheetml.sharedStrings+xml"/><Override'
    ' PartName="/xl/worksheets/sheet9.xml"'
    f' ContentType="{_TYPE}officedocument.spreadsheetml.worksheet+xml"/><Override'
    f' PartName="/xl/drawings/drawing9.xml" ContentType="{_TYPE}officedocument.drawing+xml"/>'
)
_LISTS = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations'
    ' count="1"'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation'
    ' type="list" allowBlank="1">'
    "<x14:formula1><xm:f>Mine!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>O3:O2000</xm:sqref></x14:dataValidation>"
    "</x14:dataValidations></ext></extLst></worksheet>"
)
_MINE = (
    f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetData><row r="1"><c'
    ' r="A1"><v>1</v></c></row></sheetData><drawing r:id="rId1"/></worksheet>'
)
_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext'
    ' cx="900000" cy="900000"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="Picture'
    f' 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{_OFFICE}"'
    ' r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom'
    ' prst="rect"/></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>'
)


def _package(template: bytes, filled: dict[Sheet, Sequence[Line]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    strings = _SharedStrings()
    for number, (sheet, lines) in zip((2, 3, 4), filled.items(), strict=True):
        path, table = f"xl/worksheets/sheet{number}.xml", f"xl/tables/table{number}.xml"
        parts[path] = _filled(_text(parts[path]), sheet, lines, strings)
        parts[table] = re.sub(
            r'(ref="[A-Z]+\d+:[A-Z]+)\d+', rf"\g<1>{_last(sheet, lines)}", _text(parts[table])
        )
    parts["xl/worksheets/sheet2.xml"] = _text(parts["xl/worksheets/sheet2.xml"]).replace(
        "</worksheet>", _LISTS
    )
    parts["xl/worksheets/sheet6.xml"] = _calendar_off(_text(parts["xl/worksheets/sheet6.xml"]))
    parts |= {
        "[Content_Types].xml": (
            _text(parts["[Content_Types].xml"]).replace("</Types>", f"{_ADDED_TYPES}</Types>")
        ),
        "xl/workbook.xml": (
            _text(parts["xl/workbook.xml"]).replace(
                "</sheets>",
                f'<sheet xmlns:r="{_OFFICE}" name="Mine" sheetId="9" r:id="rId99"/></sheets>',
            )
        ),
        "xl/_rels/workbook.xml.rels": _related(
            _text(parts["xl/_rels/workbook.xml.rels"]),
            ("rId98", "sharedStrings", "sharedStrings.xml"),
            ("rId99", "worksheet", "worksheets/sheet9.xml"),
        ),
        "xl/sharedStrings.xml": strings.part(),
        "xl/worksheets/sheet9.xml": _MINE,
        "xl/worksheets/_rels/sheet9.xml.rels": _related(
            _NO_RELATION, ("rId1", "drawing", "../drawings/drawing9.xml")
        ),
        "xl/drawings/drawing9.xml": _DRAWING,
        "xl/drawings/_rels/drawing9.xml.rels": _related(
            _NO_RELATION, ("rId1", "image", "../media/image1.png")
        ),
        "xl/media/image1.png": _picture(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _text(part: str | bytes) -> str:
    return part if isinstance(part, str) else part.decode()


_NO_RELATION = (
    "<Relationships"
    ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


def _related(part: str, *added: tuple[str, str, str]) -> str:
    more = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{to}"/>'
        for id_, kind, to in added
    )
    return part.replace("</Relationships>", f"{more}</Relationships>")


def _last(sheet: Sheet, lines: Sequence[Line]) -> int:
    return _FIRST_ROWS[sheet.name] + len(lines) - 1


def _filled(part: str, sheet: Sheet, lines: Sequence[Line], strings: _SharedStrings) -> str:
    """The sheet with these lines in the place of its blank, styled ones."""
    first = _FIRST_ROWS[sheet.name]
    blank = re.search(rf'<row r="{first}".*?</row>', part, re.S)
    assert blank
    styles = re.findall(r' s="(\d+)"', blank[0])
    places = [
        (get_column_letter(number), style, column)
        for number, (column, style) in enumerate(zip(sheet.columns, styles, strict=True), start=1)
    ]
    body = "".join(
        _cells(row, line, places, strings) for row, line in enumerate(lines, start=first)
    )
    part = part[: blank.start()] + body + part[part.index("</sheetData>") :]
    return re.sub(r'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+', rf"\g<1>{_last(sheet, lines)}", part)


def _cells(
    row: int, line: Line, places: Iterable[tuple[str, str, Any]], strings: _SharedStrings
) -> str:
    cells = (
        _cell(f"{at}{row}", style, line.get(column.key), strings) for at, style, column in places
    )
    return f'<row r="{row}">{"".join(cells)}</row>'


def _cell(at: str, style: str, value: Any, strings: _SharedStrings) -> str:
    if value is None or value == "":
        return f'<c r="{at}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{at}" s="{style}" t="s"><v>{strings.place(value)}</v></c>'
    return (
        f'<c r="{at}"'
        f' s="{style}"><v>{(value - _EPOCH).days if isinstance(value, date) else value}</v></c>'
    )


def _calendar_off(settings: str) -> str:
    at = settings.index("<t>Calendar</t>")
    return settings[:at] + settings[at:].replace("<t>Yes</t>", "<t>No</t>", 1)


def _picture() -> bytes:
    """A grey square, 64 by 64."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    lines = (b"\0" + b"\x80" * 64) * 64
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(workbook(int(sys.argv[1])))
