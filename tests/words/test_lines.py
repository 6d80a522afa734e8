"""The lines of a cell, Alt+Enter in Excel, are a list (spec 6: Personal)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sheetfollow.intake.cells import note_of, text_of
from sheetfollow.words.reading import read
from tests.helpers import DAY
from tests.helpers.typed import typed_book


def _draft_of(folder: Path, run: Callable[..., Any], **cells: str) -> str:
    """The draft of one row with these cells, made by the real command from a real file."""
    row = {header.replace("_", " "): text for header, text in cells.items()}
    typed_book(folder / "interviews.xlsx", [row])
    run("sync", "interviews.xlsx", *DAY, code=3)
    (draft,) = (folder / "drafts").glob("*.txt")
    return draft.read_text()


def test_each_line_of_a_topic_is_a_topic_in_the_draft_of_the_real_command(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    text = _draft_of(
        tmp_path,
        run,
        Topic_discussed="stock counts\nshrinkage",
        Relevant_skill="- Python\n- led a team of 8",
        Team_or_project="Payments\nFraud",
    )
    assert " stock counts" in text
    assert "stock counts shrinkage" not in text
    assert "Python and leading a team of 8" in text
    assert "Payments and Fraud teams" in text


def test_a_note_keeps_its_lines_and_every_other_text_stands_on_one() -> None:
    typed = " stock  counts \r\n\n\x0bshrinkage\n"
    assert note_of(typed) == "stock counts\nshrinkage"
    assert text_of(typed) == "stock counts shrinkage"
    assert [note_of(cell) for cell in (None, "-", "- \n", 5.0)] == ["", "", "", "5"]


@pytest.mark.parametrize(
    "cell",
    [
        "stock counts\nthe rota",
        "- stock counts\n- the rota",
        "• stock counts\n• the rota",
        "1. stock counts\n2. the rota",
        "1) stock counts\n2) the rota",
        "stock counts\n\nthe rota\n",
    ],
)
def test_lines_with_or_without_bullets_and_numbers_are_a_list(cell: str) -> None:
    assert [item.phrase for item in read(cell, "topic").items] == ["stock counts", "the rota"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("the migration of the\nold billing system", "the migration of the old billing system"),
        ("they want to move\nto AWS", "your plan to move to AWS"),
    ],
)
def test_a_line_that_only_goes_on_is_no_new_one(cell: str, said: str) -> None:
    assert [item.phrase for item in read(cell, "topic").items] == [said]
