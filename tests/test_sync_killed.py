"""`sheetfollow sync` killed anywhere: the workbook is the old one or the new one, and the next sync
heals (spec 7)."""

from __future__ import annotations

import io
import random
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("fcntl", reason="this system cannot fork")

from tests.helpers import boundaries, folders, job_search, processes
from tests.helpers.processes import BOOK, Child

KILLED = -signal.SIGKILL


def test_the_sync_has_every_kind_of_thing_to_do(home: Path, whole: Path, cuts: list[str]) -> None:
    before, after = set(folders.tree(home)), set(folders.tree(whole))
    assert {Path(name).parent.name for name in after - before} == {
        "",
        "drafts",
        "done",
        "stale",
        "backups",
    } - {""}
    assert any(name.endswith(".new.txt") for name in after - before)
    assert any("ingrid" in name for name in before - after)
    assert not any("tomas" in name and name.endswith(".txt") for name in after)
    assert job_search.logged(home).count("Amara Nwosu") == 0
    assert [job_search.logged(whole).count(name) for name in job_search.MARKED] == [1, 1, 1]
    assert len(cuts) > 100
    assert {cut.split()[0] for cut in cuts} >= {
        "open",
        "write",
        "flush",
        "flushed",
        "os.rename",
        "os.remove",
    }
    for place in (home, whole):
        openpyxl.load_workbook(io.BytesIO((place / BOOK).read_bytes()))


def test_killed_at_boundaries_all_along_the_way(
    home: Path, whole: Path, cuts: list[str], tmp_path: Path
) -> None:
    """A sample for every day; the slow test takes each of them."""
    _assert_killed_and_healed(home, whole, range(1, len(cuts) + 1, 30), tmp_path)


@pytest.mark.slow
def test_killed_at_every_write_flush_and_rename_boundary(
    home: Path, whole: Path, cuts: list[str], tmp_path: Path
) -> None:
    _assert_killed_and_healed(home, whole, range(1, len(cuts) + 1), tmp_path)


def _assert_killed_and_healed(
    home: Path, whole: Path, numbers: Iterable[int], tmp_path: Path
) -> None:
    places = {
        number: job_search.copy(home, tmp_path.resolve() / f"{number:04}") for number in numbers
    }
    starts = (
        partial(Child, place, prepare=partial(boundaries.die_at, place, number))
        for number, place in places.items()
    )
    assert {outcome.code for outcome in processes.side_by_side(starts)} == {KILLED}
    _assert_heal(list(places.values()), home, whole)


@pytest.mark.slow
def test_killed_at_60_random_moments_of_reading_planning_and_writing(
    home: Path, whole: Path, tmp_path: Path
) -> None:
    """The span follows the machine, so that most are caught at work, the last ones at the very
    end."""
    dice, span, killed = random.Random(11), 0.3, list[Path]()
    for number in range(600):
        place = job_search.copy(home, tmp_path.resolve() / f"{number:04}")
        caught = _killed_after(place, dice.uniform(0, span))
        span *= 1.02 if caught else 0.9
        killed += [place] if caught else []
        if len(killed) == 60:
            break
    assert len(killed) == 60
    _assert_heal(killed, home, whole)


def _killed_after(place: Path, seconds: float) -> bool:
    child = Child(place)
    child.begun()
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        child.kill()
    outcome = child.end()
    assert outcome.code in (KILLED, 3), outcome
    return outcome.code == KILLED


def _assert_heal(places: list[Path], home: Path, whole: Path) -> None:
    """What the killed syncs left behind has lost nothing, and the next sync makes of it what an
    unbroken one does."""
    old, new = ((each / BOOK).read_bytes() for each in (home, whole))
    wanted = folders.tree(whole)
    for place in places:
        assert (place / BOOK).read_bytes() in (old, new)
        assert folders.texts(place) >= {*job_search.EDITED.values(), job_search.OWN_FILE}
    for place, outcome in zip(
        places, processes.side_by_side(map(job_search.quick, places)), strict=True
    ):
        assert (outcome.code, outcome.err) == (3, "")
        assert folders.tree(place) == wanted, place
