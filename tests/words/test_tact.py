"""What reads well and yet nobody would write to the interviewer (spec 6)."""

from __future__ import annotations

from collections import Counter

import pytest

from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason
from sheetfollow.words.tact import LIMIT, log_odds, weights
from tests.words.cells import rows


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("topic", "the chairman's ego"),
        ("topic", "which trustee is getting the boot"),
        ("topic", "the planned exit of the treasurer"),
        ("challenge", "grievance against the headteacher"),
        ("challenge", "the whistleblower in the Leeds office"),
        ("idea", "poach Ellen from the museum"),
    ],
)
def test_a_tidy_note_that_nobody_would_write_to_them_is_asked_about(column: str, cell: str) -> None:
    reading = read(cell, column)
    assert reading.items == ()
    assert reading.reason is Reason.DOUBTFUL
    assert f"'{cell}' may be nothing to write to them; write " in reading.ask


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("topic", "dead stock in the Hull warehouse"),
        ("topic", "exit interviews with volunteers"),
        ("topic", "divorce mediation"),
        ("challenge", "blind spots on the loading bay"),
        ("skill", "calming angry parents"),
        ("idea", "a graveyard shelf for odd tiles"),
    ],
)
def test_a_risky_word_in_the_sense_of_a_trade_is_quoted(column: str, cell: str) -> None:
    assert read(cell, column).items != ()


def test_of_a_list_only_what_nobody_would_write_is_left_out() -> None:
    reading = read("the new crane; the landlord's ego; stock control", "topic")
    assert [item.phrase for item in reading.items] == ["the new crane", "stock control"]
    assert reading.left_out == ("the landlord's ego",)


def test_what_was_reported_is_judged_without_that_somebody_told_it() -> None:
    assert [item.phrase for item in read("she told me about her shop", "topic").items] == [
        "your shop"
    ]
    assert read("she told me about her bossy sister", "topic").items == ()
    assert read("loved his moustache lol", "topic").items == ()


@pytest.mark.slow
def test_of_people_it_has_not_learned_from_most_of_what_must_be_asked_is_and_little_in_vain() -> (
    None
):
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    from tests.words.make_tact import judged, learned

    cells = judged()
    writers = sorted({row["writer"] for row in cells if row.get("writer", "0") != "0"}, key=int)
    found: Counter[tuple[str, bool]] = Counter()
    for fold in range(_FOLDS):
        aside = writers[fold::_FOLDS]
        known = learned([row for row in cells if row.get("writer") not in aside])
        for row in cells:
            if row.get("writer") in aside and _reads_well(row):
                doubtful = log_odds(row["cell"], row["column"], known) > LIMIT
                found[row["quotable"], doubtful] += 1
    asked, quoted = found["G", True], found["G", False]
    in_vain, rightly = found["Q", True], found["Q", False]
    print(f"asked {asked} of {asked + quoted} G, in vain {in_vain} of {in_vain + rightly} Q")
    assert asked >= 0.7 * (asked + quoted)
    assert in_vain <= 0.07 * (in_vain + rightly)


_FOLDS = 5


def _reads_well(row: dict[str, str]) -> bool:
    """Whether the grammar and the lists alone would quote it."""
    reading = read(row["cell"], row["column"])
    return bool(reading.items) or reading.reason is Reason.DOUBTFUL


@pytest.mark.slow
def test_the_weights_are_those_that_the_judged_cells_teach() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    from tests.words.make_tact import judged, learned

    taught, ours = learned(judged()), weights()
    other = [each for each in taught | ours if abs(taught.get(each, 0) - ours.get(each, 0)) > 1]
    assert len(other) <= 0.001 * len(ours)


def test_each_judged_cell_is_told_once() -> None:
    cells = Counter((row["column"], row["cell"].lower()) for row in rows("cells_judged.tsv"))
    assert [cell for cell, times in cells.items() if times > 1] == []
