"""Marks raced and killed: whatever their way, each step is logged once (spec 3, Marking as
sent)."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from sheetfollow.exceptions import SheetfollowError
from sheetfollow.files import read_marks
from tests.helpers import DAY, boundaries, folders, job_search, processes
from tests.helpers.processes import BOOK, Child

AMARA, JONAS, KWABENA = "Amara Nwosu", "Jonas Lindqvist", "Kwabena Osei"
KILLED = -signal.SIGKILL


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A search under way, with nothing typed since the last sync."""
    place = tmp_path_factory.mktemp("search").resolve() / "begun"
    job_search.begin(place)
    return place


@pytest.fixture(scope="module")
def home(begun: Path) -> Path:
    """Each way of marking is on its way: a kept mark, a draft moved to done/, an x for one of
    them."""
    place = job_search.copy(begun, begun.with_name("home"))
    lock = place / f".~lock.{BOOK}#"
    lock.touch()
    assert processes.run(place, "sent", AMARA, *DAY).code == 0
    lock.unlink()
    for name in ("amara-nwosu", "kwabena-osei"):
        (draft,) = (place / "drafts").glob(f"*{name}*.txt")
        (place / "drafts" / "done").mkdir(exist_ok=True)
        draft.rename(place / "drafts" / "done" / draft.name)
    job_search.type_in(place / BOOK, {AMARA: {"sent_on": "x"}, JONAS: {"sent_on": "x"}})
    return place


def _logged(place: Path, before: Path) -> dict[str, int]:
    """How many lines each of them has in the log more than before."""
    old, new = job_search.logged(before), job_search.logged(place)
    return {name: new.count(name) - old.count(name) for name in (AMARA, JONAS, KWABENA)}


def _assert_settled(places: Iterable[Path], begun: Path, wanted: dict[str, int]) -> None:
    places = list(places)
    for place, outcome in zip(
        places, processes.side_by_side(map(job_search.quick, places)), strict=True
    ):
        assert (outcome.code, outcome.err) == (3, "")
        assert _logged(place, begun) == wanted, place
        assert read_marks(place / "drafts", BOOK).kept == ()


def _cuts(home: Path, place: Path, *arguments: str) -> int:
    """How many boundaries that command has there."""
    job_search.copy(home, place)
    noted = place.with_suffix(".txt")
    processes.run(place, *arguments, prepare=partial(boundaries.note, place, noted))
    return len(noted.read_text(encoding="utf-8").splitlines())


def _killed(home: Path, to: Path, numbers: Iterable[int], *arguments: str) -> list[Path]:
    places = [job_search.copy(home, to / f"{number:04}") for number in numbers]
    starts = (
        partial(Child, place, *arguments, prepare=partial(boundaries.die_at, place, number))
        for number, place in zip(numbers, places, strict=True)
    )
    assert {outcome.code for outcome in processes.side_by_side(starts)} == {KILLED}
    return places


@pytest.mark.parametrize("step", [23, pytest.param(1, marks=pytest.mark.slow)])
def test_a_sync_with_marks_of_every_way_killed_anywhere_logs_each_step_once(
    step: int, home: Path, begun: Path, tmp_path: Path
) -> None:
    command = ("sync", BOOK, *DAY)
    count = _cuts(home, tmp_path.resolve() / "noted", *command)
    assert count > 60
    places = _killed(home, tmp_path.resolve(), range(1, count + 1, step), *command)
    _assert_settled(places, begun, {AMARA: 1, JONAS: 1, KWABENA: 1})


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=pytest.mark.slow)])
def test_sent_killed_anywhere_and_given_again_is_logged_once(
    step: int, begun: Path, tmp_path: Path
) -> None:
    """Whoever sees no answer gives the command again: the step is logged once all the same."""
    command = ("sent", AMARA, *DAY)
    count = _cuts(begun, tmp_path.resolve() / "noted", *command)
    places = _killed(begun, tmp_path.resolve(), range(1, count + 1, step), *command)
    for place in places:
        again = processes.run(place, *command)
        assert again.code == 0 or "is in the log already" in again.err, again
    _assert_settled(places, begun, {AMARA: 1, JONAS: 0, KWABENA: 0})


@pytest.mark.parametrize("step", [29, pytest.param(1, marks=pytest.mark.slow)])
def test_undo_killed_anywhere_and_given_again_takes_all_back(
    step: int, begun: Path, tmp_path: Path
) -> None:
    marked = job_search.copy(begun, tmp_path.resolve() / "marked")
    assert processes.run(marked, "sent", AMARA, JONAS, *DAY).code == 0
    command = ("undo", *DAY)
    count = _cuts(marked, tmp_path.resolve() / "noted", *command)
    places = _killed(marked, tmp_path.resolve(), range(1, count + 1, step), *command)
    for place in places:
        if read_marks(place / "drafts", BOOK).last:
            assert processes.run(place, *command).code == 0
    _assert_settled(places, begun, {AMARA: 0, JONAS: 0, KWABENA: 0})
    drafts = {name for name in folders.tree(begun) if name.endswith((".txt", ".eml"))}
    for place in places:
        assert {name for name in folders.tree(place) if name.endswith((".txt", ".eml"))} == drafts


@pytest.mark.parametrize("rounds", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_commands_syncs_and_somebody_who_opens_and_closes_it_at_once_log_each_step_once(
    rounds: int, home: Path, begun: Path, tmp_path: Path
) -> None:
    dice = random.Random(5)
    for number in range(rounds):
        place = job_search.copy(home, tmp_path.resolve() / f"{number:03}")
        commands = [("sync", BOOK, *DAY), ("sent", "Nwosu", *DAY), ("sent", "Osei", *DAY)] * 2
        dice.shuffle(commands)
        lock = place / f".~lock.{BOOK}#"
        running = []
        for command in commands:
            running.append(Child(place, *command))
            if dice.random() < 0.5:
                lock.touch()
            with suppress(FileNotFoundError):
                lock.unlink()
        outcomes = [child.end() for child in running]
        assert {outcome.code for outcome in outcomes} <= {0, 1, 3}
        assert processes.run(place).code == 3
        assert _logged(place, begun) == {AMARA: 1, JONAS: 1, KWABENA: 1}


def test_damaged_marks_are_no_marks(tmp_path: Path) -> None:
    """Every cut of the file is refused, none is read as fewer marks."""
    mark = b'{\n "kept": [],\n "last": []\n}\n'
    place = tmp_path / f".{BOOK}.marks.json"
    for end in range(1, len(mark.rstrip())):
        place.write_bytes(mark[:end])
        with pytest.raises(SheetfollowError, match="is damaged"):
            read_marks(tmp_path, BOOK)
