"""How many faults the lint finds that a program puts into letters that are right (spec 6, Lint)."""

from __future__ import annotations

from random import Random

import pytest

from sheetfollow.letters.lint import findings
from sheetfollow.model import Finding, Task
from tests.helpers.faults import FAULTS
from tests.helpers.sample_letters import SETTINGS, by_hand

GOOD = [(row, text, more.get("attached", False)) for row, text, more in by_hand("good.toml")]
TRIES = 2


def _found(row: Task, text: str, *, attached: bool) -> list[Finding]:
    found = findings(text, row, SETTINGS, attached=attached)
    return [each for each in found if not each.rule.startswith("over the ")]


def _count(kind: str) -> tuple[int, int]:
    """(found, put in)."""
    hits, faults = 0, 0
    for number, (row, text, attached) in enumerate(GOOD):
        for attempt in range(TRIES):
            broken = FAULTS[kind](Random(f"{number} {attempt}"), row, text)
            if broken != text:
                faults += 1
                hits += bool(_found(row, broken, attached=attached))
    return hits, faults


@pytest.mark.parametrize(
    ("kind", "floor"),
    [
        ("a verb left out behind I", 50),
        ("your for you're", 70),
        ("you're for your", 65),
        ("form for from", 66),
        ("then for than", 90),
        ("too for to", 80),
        ("their for there", 99),
        ("there for their", 66),
        ("it's for its", 73),
        ("a word twice", 98),
        ("a word twice over the end of a line", 95),
        ("another company", 70),
        ("another name in the greeting", 97),
        ("another name at the end", 99),
        ("half a sentence in another language", 100),
        ("a cell as it was typed", 55),
        ("an attachment", 94),
        ("no value", 96),
        ("an emoji", 100),
    ],
)
def test_of_a_hundred_such_faults_so_many_are_found_at_least(kind: str, floor: int) -> None:
    """The rest is seldom wrong where it stands, or no word beside it tells."""
    hits, faults = _count(kind)
    print(f"{kind}: {hits} of {faults}")
    assert faults >= 8
    assert hits * 100 >= floor * faults
