"""No draft is silently generic (spec 6: Personal): by the real command, on notes as people type
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from tests.helpers import DAY
from tests.helpers.typed import typed_book
from tests.words.cells import rows

_EVERY = 110
_WORD = re.compile(r"[^\W\d_]{4,}")


def _topics() -> Iterator[str]:
    judged = (row["cell"] for row in rows("cells_judged.tsv") if row["column"] == "topic")
    return islice(judged, 0, None, _EVERY)


def _typed(path: Path) -> dict[str, str]:
    """A workbook with a row for each topic, {company: its topic}."""
    topics = {f"Harbour{number}": topic for number, topic in enumerate(_topics())}
    typed_book(
        path,
        (
            {
                "Company": company,
                "Email": f"dana@{company.lower()}.example",
                "Topic discussed": topic,
            }
            for company, topic in topics.items()
        ),
    )
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
