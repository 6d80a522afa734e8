"""How long a person waits between closing the workbook in LibreOffice and a watch's word that it is
done.

    python -m tests.benchmarks.watching [ROWS] [RUNS] [SECONDS]

They save it so many seconds before they close it; 0 is the answer Save when it is closed.
"""

from __future__ import annotations

import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

from sheetfollow import new_workbook, writeback
from sheetfollow.cli.arguments import local_now
from sheetfollow.intake.workbook import read
from sheetfollow.model import Edit

_SYSTEM_PYTHON = "/usr/bin/python3"
_LONGEST = 30.0
"""Seconds."""


def is_possible() -> bool:
    """Whether LibreOffice with its Python bridge is installed."""
    if not shutil.which("soffice"):
        return False
    return not subprocess.run([_SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode


def measure(folder: Path, rows: int, runs: int, saved: float = 1.0) -> list[float]:
    """Seconds from the moment that the lock of LibreOffice is gone until the watch says what it
    has logged, for each run. The workbook was `saved` so many seconds before."""
    book = folder / "watched" / "interviews.xlsx"
    book.parent.mkdir(parents=True)
    book.write_bytes(_search(rows))
    subprocess.run(
        [sys.executable, "-m", "sheetfollow", "sync", str(book)],
        stdout=subprocess.DEVNULL,
    )  # so that the first save is the first that the watch writes for
    watch = subprocess.Popen(
        [sys.executable, "-m", "sheetfollow", "watch", str(book)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    office = _office(folder)
    heard: list[float] = []
    try:
        assert watch.stdout
        next(line for line in watch.stdout if "The page: " in line)
        listener = threading.Thread(target=_listen, args=(watch, heard), daemon=True)
        listener.start()
        return _waits(book, _cells(book, runs), heard, folder, saved)
    finally:
        watch.send_signal(signal.SIGINT)
        watch.wait()
        office.kill()
        office.wait()


def _search(rows: int) -> bytes:
    """A workbook with so many talks, a fifth of them of today and the others closed since. The
    watch's clock is the real one."""
    today, data = local_now().date(), new_workbook.shipped()
    past = {"interview_date": today - timedelta(30), "outcome": "Closed"}
    grid, edits = read(data).interviews, []
    for number in range(rows):
        cells = {
            "company": f"Company {number}",
            "job_title": "Analyst",
            "interviewer": f"Dana Number{number}",
            "interview_date": today,
            "email": f"dana{number}@company{number}.example",
            "topic": "how the team reads a chart",
        }
        cells |= past if number % 5 else {}
        row = grid.first_row + number
        edits += [Edit(grid.name, grid.cell(key, row), value) for key, value in cells.items()]
    return writeback.apply(data, edits)


def _office(folder: Path) -> subprocess.Popen[bytes]:
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--norestore", "--nologo", f"--accept=pipe,name={_pipe(folder)};urp;"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)


def _pipe(folder: Path) -> str:
    return "".join(letter for letter in str(folder) if letter.isalnum())


def _listen(watch: subprocess.Popen[str], heard: list[float]) -> None:
    """When it says that something was logged."""
    assert watch.stdout
    heard.extend(time.perf_counter() for line in watch.stdout if "logged: " in line)


def _cells(book: Path, count: int) -> list[str]:
    """The Sent on cells of rows that have something to send."""
    grid = read(book.read_bytes()).interviews
    actions = enumerate(grid.values["next_action"], start=grid.first_row)
    return [grid.cell("sent_on", row) for row, action in actions if action][:count]


def _waits(
    book: Path, cells: list[str], heard: list[float], folder: Path, saved: float
) -> list[float]:
    lock = book.with_name(f".~lock.{book.name}#")
    script = Path(__file__).with_name("office_marks.py")
    person = subprocess.Popen([_SYSTEM_PYTHON, script, _pipe(folder), book, str(saved), *cells])
    waits = []
    for number in range(len(cells)):
        gone = 0.0
        while len(heard) <= number:
            if lock.exists():
                gone = 0.0
            elif not gone:
                gone = time.perf_counter()
            elif time.perf_counter() - gone > _LONGEST:
                raise TimeoutError(f"the watch said nothing, run {number + 1}")
            time.sleep(0.0005)
        waits.append(heard[number] - gone)
    person.wait()
    return waits


def main() -> None:
    given = dict(enumerate(sys.argv[1:]))
    rows, runs, saved = int(given.get(0, 100)), int(given.get(1, 10)), float(given.get(2, 1.0))
    with tempfile.TemporaryDirectory() as folder:
        waits = measure(Path(folder), rows, runs, saved)
    print(f"{rows} rows, {len(waits)} runs: median {statistics.median(waits):.3f} s")
    print(" ".join(f"{each:.3f}" for each in sorted(waits)))


if __name__ == "__main__":
    main()
