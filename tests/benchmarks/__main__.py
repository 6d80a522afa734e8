"""Every speed that is promised, as a ratio of two commands that are run in turn, with the target
beside it.

    python -m tests.benchmarks [--rows 100 1000 10000] [--runs 5]

Each figure is the median over the runs of a whole process, seconds of wall clock or the most memory
it held; each ratio is the median of the ratios run by run, so that a machine whose pace drifts does
not bend it. Children may keep what they compile, as an installed package does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.books import DAY

_PYTHON = (sys.executable, "-W", "ignore")
_SHEETFOLLOW = (*_PYTHON, "-m", "sheetfollow")
_ROUND_TRIP = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[1])"
_ON = ("--today", DAY.isoformat())
_MANY, _MANY_ROWS = 12, 100

_COMPILED = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

Command = Sequence[str | Path]


def _nothing() -> None:
    """Nothing has to be made ready."""


@dataclass(frozen=True)
class Run:
    """A command, and what has to be made ready before each time."""

    command: Command
    ready: Callable[[], None] = _nothing
    prints_seconds: bool = False
    processors: frozenset[int] | None = None


@dataclass(frozen=True)
class Sample:
    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Line:
    """One line of the table. `target` is the most that the ratio may be, None for a figure to look
    at."""

    measure: str
    ours: Sequence[float]
    against: Sequence[float]
    unit: str
    target: float | None

    def __str__(self) -> str:
        ratio = statistics.median(
            mine / other for mine, other in zip(self.ours, self.against, strict=True)
        )
        held = "" if self.target is None else "yes" if ratio <= self.target else "NO"
        figures = (
            f"{statistics.median(each):.{self._digits}f} {self.unit}"
            for each in (self.ours, self.against)
        )
        return (
            f"| {self.measure} | {' | '.join(figures)} | {ratio:.2f} | {self.target or ''} |"
            f" {held} |"
        )

    @property
    def _digits(self) -> int:
        return 3 if self.unit == "s" else 0


def sample(run: Run) -> Sample:
    run.ready()
    start = time.perf_counter()
    with subprocess.Popen(
        [str(each) for each in run.command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_COMPILED,
        preexec_fn=(
            None if run.processors is None else lambda: os.sched_setaffinity(0, run.processors)
        ),
    ) as process:
        assert process.stdout
        printed = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    assert process.returncode in (0, 3), (run.command, process.returncode)
    return Sample(float(printed) if run.prints_seconds else seconds, used.ru_maxrss / 1024)


@dataclass(frozen=True)
class Race:
    """Two commands run in turn, so that a busy machine is as busy for the one as for the other."""

    ours: Sequence[Sample]
    against: Sequence[Sample]

    def seconds(self, measure: str, target: float | None) -> Line:
        return Line(
            measure,
            *([each.seconds for each in side] for side in (self.ours, self.against)),
            "s",
            target,
        )

    def memory(self, measure: str, target: float | None) -> Line:
        return Line(
            measure,
            *([each.megabytes for each in side] for side in (self.ours, self.against)),
            "MB",
            target,
        )


def race(ours: Run, against: Run, runs: int) -> Race:
    pairs = [(sample(ours), sample(against)) for _ in range(runs)]
    return Race([pair[0] for pair in pairs], [pair[1] for pair in pairs])


def make(path: Path, rows: int) -> None:
    """In a process of its own: what this one holds would count as the memory of every child."""
    path.parent.mkdir(exist_ok=True)
    subprocess.run([*_PYTHON, "-m", "tests.benchmarks.books", str(rows), str(path)], check=True)


def start_up(runs: int) -> Iterator[Line]:
    bare = Run((*_PYTHON, "-c", "import click"))
    for option in ("--version", "--help"):
        yield race(Run((*_SHEETFOLLOW, option)), bare, runs * 3).seconds(
            f"`sheetfollow {option}` / import click", 1.5
        )


def cold_start(folder: Path, runs: int) -> Line:
    """What a small search waits for: the example's rows, with nothing to change."""
    book, day = folder / "example.xlsx", ("--today", "2026-11-23")
    sample(Run((*_SHEETFOLLOW, "init", book, "--example", *day)))
    ours = Run((*_SHEETFOLLOW, "sync", book, *day))
    sample(ours)
    imports = Run((*_PYTHON, "-c", "import pandas"))
    return race(ours, imports, runs * 3).seconds("sync, the example's rows / import pandas", 1.6)


def nothing_to_change(folder: Path, runs: int) -> Line:
    book = folder / "100" / "book.xlsx"
    make(book, 100)
    ours = Run((*_SHEETFOLLOW, "sync", book, *_ON))
    sample(ours)
    imports = Run((*_PYTHON, "-c", "import pandas, openpyxl, jinja2, click"))
    return race(ours, imports, runs).seconds("sync, 100 rows, nothing to change / the imports", 1.5)


def all_change(folder: Path, rows: int, runs: int) -> Iterator[Line]:
    """A sync that changes every status against openpyxl's load and save of the same file."""
    home = folder / str(rows)
    given, book, copy = home / "given", home / "book.xlsx", home / "copy.xlsx"
    make(given, rows)

    def fresh() -> None:
        shutil.rmtree(home / "drafts", ignore_errors=True)
        shutil.copy(given, book)
        shutil.copy(given, copy)

    ours = Run((*_SHEETFOLLOW, "sync", book, *_ON), ready=fresh)
    found = race(ours, Run((*_PYTHON, "-c", _ROUND_TRIP, copy), ready=fresh), runs)
    name = f"sync, {rows:,} rows, all change / openpyxl load + save"
    targets = {10_000: (0.35, 0.9), 100_000: (0.25, 0.5)}.get(rows, (None, None))
    yield found.seconds(name, targets[0])
    yield found.memory(f"{name}, peak memory", targets[1])
    if rows == 100_000:
        make(given, 10_000)
        tenth = Race(found.ours, [sample(ours) for _ in range(runs)])
        yield tenth.seconds("sync, 100,000 rows / 10,000 rows, all change", 11)


def planning(folder: Path, rows: int, runs: int) -> Line:
    book = folder / f"{rows}.xlsx"
    make(book, rows)
    ours, against = (
        Run((*_PYTHON, "-m", "tests.benchmarks.planning", what, book), prints_seconds=True)
        for what in ("plan", "pass")
    )
    target = 0.1 if rows == 100_000 else None
    return race(ours, against, runs).seconds(f"planning, {rows:,} rows / one openpyxl pass", target)


def many(folder: Path, runs: int) -> Iterator[Line]:
    """A folder of workbooks in one command, against one after the other, in workbooks a minute."""
    home = folder / "many"
    given, names = home / "given", [home / f"book{number}.xlsx" for number in range(_MANY)]
    make(given, _MANY_ROWS)

    def fresh() -> None:
        for each in names:
            shutil.copy(given, each)

    at_once = (*_SHEETFOLLOW, "sync", *names, *_ON)
    commands = " && ".join(
        f"{sys.executable} -m sheetfollow sync {each} {' '.join(_ON)}" for each in names
    )
    one_by_one = Run(("sh", "-c", commands), ready=fresh)
    one_processor = Run(at_once, ready=fresh, processors=frozenset([min(os.sched_getaffinity(0))]))
    for name, run in (
        ("one command each", one_by_one),
        ("one command, one processor", one_processor),
    ):
        found = race(Run(at_once, ready=fresh), run, runs)
        rates = (
            [_MANY * 60 / each.seconds for each in side] for side in (found.ours, found.against)
        )
        yield Line(
            f"{_MANY} workbooks of {_MANY_ROWS} rows in one command / {name}",
            *rates,
            "a minute",
            None,
        )


def from_close_to_done(folder: Path, runs: int) -> Iterator[Line]:
    """What a person waits for who closes the workbook in LibreOffice while a watch is at work."""
    from tests.benchmarks import watching

    if watching.is_possible():
        for how, saved in (("saved before", 1.0), ("saved in closing", 0.0)):
            waits = watching.measure(folder / how, 100, runs, saved)
            name = f"watch, 100 rows, {how}, from close to done / a second"
            yield Line(name, waits, [1.0] * len(waits), "s", 0.2)


def table(folder: Path, rows: Sequence[int], runs: int) -> Iterator[Line]:
    yield from start_up(runs)
    yield cold_start(folder, runs)
    yield nothing_to_change(folder, runs)
    for count in rows:
        yield from all_change(folder, count, runs)
    yield planning(folder, max(rows), runs)
    from tests.benchmarks import (
        drafts,  # pandas comes with it, so not before the memory is measured
    )

    ours, bare = drafts.measure()
    yield Line("1,000 drafts / bare Jinja2 and plain writes", [ours], [bare], "s", 3)
    yield from many(folder, runs)
    yield from from_close_to_done(folder, runs)


def main() -> None:
    options = argparse.ArgumentParser(description="Measure what is promised, side by side.")
    options.add_argument("--rows", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    print("| measure | ours | against | ratio | target | held |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for line in table(Path(folder), chosen.rows, chosen.runs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
