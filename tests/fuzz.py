"""Thousands of broken workbooks through the real command, and through the write-back: no fault of
our own, ever.

python -m tests.fuzz --minutes 10        as many as fit, with a count of how they ended python -m
tests.fuzz --case 1234         one of them again: what was broken, and how it ended
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import random
import shutil
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from sheetfollow import writeback
from sheetfollow.exceptions import SheetfollowError, UnsafeInput
from sheetfollow.intake.workbook import read
from sheetfollow.model import CellStyle, Edit
from sheetfollow.xlsx import gate
from tests.helpers import ROOT, folders, hostile_zip, job_search, processes
from tests.helpers.hazards import hazards
from tests.helpers.mutations import broken
from tests.helpers.processes import BOOK, Child, Outcome

MOST_SECONDS, MOST_MEGABYTES = 5.0, 500.0
OWN_FAULT = "stopped by a fault of its own"
VALUES = ("Due", "=1+1", 42, -1.5, True, date(2026, 11, 23), "two\nlines", None)
TYPED = (
    None,
    "",
    " ",
    "x",
    "X",
    "Yes",
    "no",
    True,
    False,
    0,
    1,
    -1,
    0.5,
    45000,
    46349.99999,
    60,
    2958465,
    2958466,
    1e308,
    -1e308,
    1e-300,
    10**15,
    date(1900, 1, 1),
    date(9999, 12, 31),
    date(2026, 11, 23),
    datetime(2026, 11, 23, 23, 59),
    "today",
    "yesterday",
    "29 Feb",
    "29 Feb 2025",
    "1/2/3",
    "2026-11-23T25:00",
    "31.12.9999",
    "0001-01-01",
    "Closed",
    "Offer",
    "Rejected",
    "Withdrawn",
    "Accepted",
    "Next round",
    "Waiting",
    "Sent",
    "Received",
    "Thank-you",
    "Call",
    "Email",
    "LinkedIn",
    "Phone",
    "a@b.example",
    "a@b@c",
    "@",
    "Ünïcödé 山田 🙂",
    "x" * 32_000,
    "two\nlines",
    "\t",
    "'",
    '"',
    "<a>",
    "&amp;",
    "=1+1",
    "../..",
    "C:\\x",
    "drafts/x",
    "https://a.example",
    "{{ x }}",
    "{% for a in b %}",
    "{{ 9**9**9 }}",
    "{{ ''.__class__ }}",
    "1-0",
    "5-",
    "-5-7",
    "10000-99999",
    "Mars/Olympus",
    "Europe/Berlin",
    "DE-XX",
    "DE",
    "MDY",
    "999999",
    "\u202e",
    "\u200b",
    "_x000D_",
    "nan",
    "None",
    "NaT",
    "inf",
    "#REF!",
)
STYLES = (
    None,
    CellStyle(fill="FFE699", bold=True),
    CellStyle(number_format="0.00"),
    CellStyle(wrap=True),
)


@dataclass
class Tally:
    """How the cases ended, the dearest of them, and what must not be: by the number of the case."""

    ends: Counter[str]
    faults: dict[int, str]
    seconds: float = 0.0
    megabytes: float = 0.0

    def __str__(self) -> str:
        ends = ", ".join(f"{count} {end}" for end, count in self.ends.most_common())
        worst = (
            f"; at most {self.seconds:.2f} s and {self.megabytes:.0f} MB" if self.seconds else ""
        )
        return f"{self.ends.total()} cases ({ends}){worst}; {len(self.faults)} faults"


# ---- the command ----


@cache
def _seeds(folder: Path) -> list[Path]:
    """Folders with a sound workbook: a search under way, fresh ones, a person's own, and the
    smallest one."""
    job_search.make(folder / "search")
    job_search.begin(folder / "begun")
    books = {
        "template": (ROOT / "workbook_template.xlsx").read_bytes(),
        "own": (ROOT / "tests/data/own_columns.xlsx").read_bytes(),
        "libre": (ROOT / "tests/data/saved_by_libreoffice.xlsx").read_bytes(),
        "small": hostile_zip.sound(),
    }
    for name, data in books.items():
        (folder / name).mkdir()
        (folder / name / BOOK).write_bytes(data)
    return [folder / name for name in ("search", "search", "begun", *books)]


def broken_book(number: int, seeds: Path) -> tuple[Path, bytes, list[str]]:
    """The folder that case starts from, its workbook broken or oddly filled in, and how."""
    dice = random.Random(number)
    seed = dice.choice(_seeds(seeds))
    change = dice.choice((broken, broken, _typed))
    data, done = change((seed / BOOK).read_bytes(), dice)
    return seed, data, done


def _typed(data: bytes, dice: random.Random) -> tuple[bytes, list[str]]:
    """A sound workbook into which somebody has typed what nobody would."""
    book = read(data)
    grids = [
        book.interviews,
        book.interviews,
        book.log,
        *filter(None, (book.today, book.checklist)),
    ]
    settings, wordings = (
        [place for place, _ in book.settings.values()],
        [each.place for each in book.wordings],
    )
    places = []
    for _ in range(dice.choice((1, 2, 4, 8, 30))):
        grid = dice.choice(grids)
        cell = grid.place(dice.choice(list(grid.columns)), grid.first_row + dice.randrange(30))
        places.append(
            dice.choice(
                [
                    *[cell] * 8,
                    *dice.sample(settings, min(len(settings), 1)),
                    *dice.sample(wordings, min(len(wordings), 1)),
                ]
            )
        )
    edits = [Edit(*place.split("!"), value=dice.choice(TYPED)) for place in places]
    return writeback.apply(data, edits), [
        f"{edit.sheet}!{edit.cell} = {str(edit.value)[:40]!r}" for edit in edits
    ]


def of_the_command(numbers: Iterable[int], folder: Path) -> Tally:
    """Run those cases through `sheetfollow sync`, as many at once as there are processors."""
    tally = Tally(Counter(), {})
    begun: list[_Begun] = []

    def starts() -> Iterator[Callable[[], Child]]:
        for number in numbers:
            seed, data, done = broken_book(number, folder / "seeds")
            place = job_search.copy(seed, folder / str(number))
            (place / BOOK).write_bytes(data)
            begun.append(_Begun(number, place, folders.tree(place), done))
            yield job_search.quick(place)

    for outcome in processes.side_by_side(starts()):
        case = begun.pop(0)
        _judge(tally, case, outcome)
        shutil.rmtree(case.place)
    return tally


@dataclass
class _Begun:
    """A case that runs: its number, its folder, what stood there before, and what was broken in the
    workbook."""

    number: int
    place: Path
    before: dict[str, bytes]
    done: list[str]


def _judge(tally: Tally, case: _Begun, outcome: Outcome) -> None:
    tally.seconds, tally.megabytes = (
        max(tally.seconds, outcome.seconds),
        max(tally.megabytes, outcome.megabytes),
    )
    wrote = (case.place / BOOK).read_bytes() != case.before[BOOK]
    fault = _fault(outcome, case.before, case.place) or (_written_badly(case) if wrote else "")
    if fault:
        tally.faults[case.number] = fault
    tally.ends["refused" if outcome.code == 1 else "written" if wrote else "nothing to write"] += 1


def _fault(outcome: Outcome, before: dict[str, bytes], place: Path) -> str:
    if outcome.code not in (0, 1, 3):
        return f"exit code {outcome.code}: {outcome.err[-300:]}"
    if outcome.err.count("\n") != (outcome.code == 1):
        return f"lines on stderr: {outcome.err[-300:]!r}"
    if OWN_FAULT in outcome.err or "Traceback" in outcome.err:
        return outcome.err.strip()
    if outcome.code == 1 and folders.tree(place) != before:
        return f"wrote, and stopped: {outcome.err}"
    if outcome.seconds > MOST_SECONDS or outcome.megabytes > MOST_MEGABYTES:
        return f"cost {outcome.seconds:.1f} s and {outcome.megabytes:.0f} MB"
    return ""


def _written_badly(case: _Begun) -> str:
    """What was written opens where what came in did, and a second sync has nothing to do."""
    after = (case.place / BOOK).read_bytes()
    for reader in (
        (_with_openpyxl, _with_calamine) if _openpyxl_sees(case.done) else (_with_calamine,)
    ):
        said = reader(after)
        if said and not reader(case.before[BOOK]):
            return f"{reader.__name__.strip('_')} opened it before, not after: {said}"
    if case.number % 4 == 0:
        state = folders.tree(case.place)
        again = job_search.quick(case.place)().end()
        if again.code == 1 or folders.tree(case.place) != state:
            return f"a second sync changed something, or stopped: {again.code} {again.err}"
    return ""


def _openpyxl_sees(done: list[str]) -> bool:
    """It knows a part by its very name alone, and takes styles of another spelling for none until a
    cell has one."""
    return not any(each.startswith("renamed") for each in done)


def _with_openpyxl(data: bytes) -> str:
    try:
        with warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO()):
            openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:
        return repr(error)[:200]
    return ""


def _with_calamine(data: bytes) -> str:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    except BaseException as error:  # a panic of its Rust is no Exception
        return repr(error)[:200]
    return ""


# ---- the write-back ----


@cache
def _hazards() -> list[tuple[str, bytes]]:
    return list(hazards().items())


def of_the_write_back(numbers: Iterable[int]) -> Tally:
    """Write a few cells into broken workbooks with everything that a careless writer loses, and
    prove each write."""
    tally = Tally(Counter(), {})
    for number in numbers:
        dice = random.Random(number)
        _, sound = dice.choice(_hazards())
        data, done = broken(sound, dice)
        edits = [
            Edit(
                "Data",
                f"{dice.choice('ABCDE')}{dice.randint(1, 9)}",
                dice.choice(VALUES),
                dice.choice(STYLES),
                dice.choice((None, None, "drafts/a.txt", "")),
                grow=dice.random() < 0.3,
            )
            for _ in range(dice.randint(1, 8))
        ]
        try:
            tally.ends[_written(data, edits, openpyxl_sees=_openpyxl_sees(done))] += 1
        except Exception as error:
            tally.faults[number] = repr(error)
    return tally


def _written(data: bytes, edits: list[Edit], *, openpyxl_sees: bool) -> str:
    try:
        gate.check(data)
    except UnsafeInput:
        return "stopped at the gate"
    try:
        after = writeback.apply(data, edits)
        writeback.verify(data, after, edits)
    except SheetfollowError as error:
        return type(error).__name__
    said = _with_openpyxl(after)
    if said and openpyxl_sees and not _with_openpyxl(data):
        raise AssertionError(f"openpyxl opened it before, not after: {said}")
    return "written" if after != data else "nothing to write"


# ---- by hand ----


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--first", type=int, default=1, help="the number of the first case")
    options.add_argument("--case", type=int, help="one case alone")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if chosen.case is not None:
            _show(chosen.case, Path(name))
            return
        half = chosen.minutes * 30
        _tell("write-back", of_the_write_back(_while(chosen.first, half / 3)))
        _tell("command", of_the_command(_while(chosen.first, half * 5 / 3), Path(name)))


def _while(first: int, seconds: float) -> Iterator[int]:
    end = time.monotonic() + seconds
    return itertools.takewhile(lambda _: time.monotonic() < end, itertools.count(first))


def _tell(what: str, tally: Tally) -> None:
    print(f"{what}: {tally}", flush=True)
    for number, fault in tally.faults.items():
        print(f"  {number}: {fault}", flush=True)


def _show(number: int, folder: Path) -> None:
    _, _, done = broken_book(number, folder / "seeds")
    print("\n".join(done))
    _tell("command", of_the_command([number], folder))
    _tell("write-back", of_the_write_back([number]))


if __name__ == "__main__":
    main()
