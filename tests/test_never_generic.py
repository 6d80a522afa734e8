"""No draft is silently generic (spec 6: Personal): by the real command, on notes as people type
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from sheetfollow.schema import COMMUNICATIONS, INTERVIEWS
from tests.helpers import DAY
from tests.words.cells import rows

_EVERY = 110
_WORD = re.compile(r"[^\W\d_]{4,}")


def _topics() -> Iterator[str]:
    judged = (row["cell"] for row in rows("cells_judged.tsv") if row["column"] == "topic")
    return islice(judged, 0, None, _EVERY)


def _typed(path: Path) -> dict[str, str]:
    """A workbook with a row for each topic, {company: its topic}."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Interviews"
    headers = [column.header for column in INTERVIEWS.columns]
    sheet.append(headers)
    topics = {f"Harbour{number}": topic for number, topic in enumerate(_topics())}
    for company, topic in topics.items():
        row = {
            "Company": company,
            "Job title": "Analyst",
            "Interviewer": "Dana Lee",
            "Email": f"dana@{company.lower()}.example",
            "Interview date": date(2026, 11, 23),
            "Topic discussed": topic,
        }
        sheet.append([row.get(header) for header in headers])
    log = book.create_sheet("Communications")
    log.append([column.header for column in COMMUNICATIONS.columns])
    book.save(path)
    return topics


def _needs(path: Path) -> dict[str, str]:
    """{company: its Needs}."""
    header, *table = openpyxl.load_workbook(path)["Interviews"].values
    company, needs = header.index("Company"), header.index("Needs")
    return {str(row[company]): str(row[needs] or "") for row in table if row[company]}


def _says_something_of(topic: str, body: str) -> bool:
    stems = {word[:4] for word in _WORD.findall(topic.lower())}
    return any(word[:4] in stems for word in _WORD.findall(body.lower()))


def test_each_thank_you_says_something_of_the_topic_or_has_a_gap_that_needs_explains(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    topics = _typed(tmp_path / "interviews.xlsx")
    run("sync", "interviews.xlsx", *DAY, code=3)
    needs = _needs(tmp_path / "interviews.xlsx")
    drafts = {
        path.name.split("_")[1]: path.read_text().partition("\n\n")[2]
        for path in (tmp_path / "drafts").glob("*.txt")
    }
    assert len(topics) > 30
    assert drafts.keys() == {company.lower() for company in topics}
    for company, topic in topics.items():
        body = drafts[company.lower()]
        if "[topic discussed]" in body:
            assert f"'{' '.join(topic.split())[:30]}" in needs[company]
        else:
            assert _says_something_of(topic, body), (topic, body)
