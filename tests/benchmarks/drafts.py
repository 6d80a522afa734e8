"""A thousand drafts: rendered, proofread and written, against bare Jinja2 and plain writes of the
same texts.

    python -m tests.benchmarks.drafts

Ours is the way from the plan's rows to the folder: choosing the wording, the sandbox, the mails,
the proofreading, the manifest, and files that appear whole or not at all. Bare is the same
templates, each compiled once by a plain environment and filled with the same names for each row,
and each text written with `Path.write_text`, for a mail twice: as .txt and as .eml. The names are
given to it. Neither side makes the page and the calendar.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, StrictUndefined, Template

from sheetfollow import files, new_workbook, pipeline, writeback
from sheetfollow.letters import drafts
from sheetfollow.letters.details import RowWords
from sheetfollow.letters.letter import write_letters
from sheetfollow.letters.memory import NAME, Memory
from sheetfollow.letters.wordings.placeholders import filled_in
from sheetfollow.model import Edit, Task, Value
from sheetfollow.pipeline.planned import Planned, plan_of
from sheetfollow.schema import INTERVIEWS, Channel, Status
from sheetfollow.xlsx.a1 import letters

TODAY = date(2026, 11, 23)
ROWS, ROUNDS = 1_000, 5
_FIRST = ("Amara", "Jonas", "Mei", "Priya", "Stephen", "Beatriz", "Dana", "Ola", "Ravi", "Lena")
_LAST = (
    "Nwosu",
    "Lindqvist",
    "Hsu",
    "Raghunathan",
    "Okafor",
    "Nowak",
    "Iyer",
    "Berg",
    "Castell",
    "Falk",
    "Oduya",
)
_ME = (
    "Robin Castell",
    "robin.castell@example.com",
    "+1 202 555 0117",
    "https://robin-castell.example",
)


def measure() -> tuple[float, float]:
    """(ours, bare) in seconds, each the median of five, taken in turns."""
    with TemporaryDirectory() as home:
        book = Path(home) / "interviews.xlsx"
        book.write_bytes(_workbook())
        planned = plan_of(book, TODAY)
        due = [row for row in _tasks(planned) if row.status != Status.SCHEDULED]
        assert len(due) == ROWS
        ways = (lambda: _ours(planned, due), _bare(planned, due, Path(home) / "bare"))
        folders = (planned.place.folder, Path(home) / "bare")
        times = [
            [_timed(way, folder) for way, folder in zip(ways, folders, strict=True)]
            for _ in range(ROUNDS + 1)
        ]
    ours, bare = zip(*times[1:], strict=True)  # the first round warms both up
    return statistics.median(ours), statistics.median(bare)


def _timed(way: Callable[[], None], folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun


def _tasks(planned: Planned) -> list[Task]:
    return pipeline.tasks(
        planned.plan.rows,
        pipeline._ACTING,
        sheet=planned.book.interviews.name,
        lines=planned.plan.lines,
        checks_in=True,
        today=TODAY,
    )


def _ours(planned: Planned, due: list[Task]) -> None:
    folder = files.Planner(planned.place, planned.path.name, {})
    stationery = pipeline._stationery(planned, {})
    memory = Memory(b"")
    write_letters(due, planned.plan, stationery, folder, memory, place="drafts", refused={})
    written = folder.finish({NAME: memory.dumped()})
    files.commit(planned.path, before=planned.book.data, after=planned.book.data, drafts=written)


def _bare(planned: Planned, due: list[Task], folder: Path) -> Callable[[], None]:
    shared = drafts.Stationery(planned.book.wordings, planned.settings, TODAY)
    rows = []
    for task in due:
        wording = drafts._variants(task, planned.book.wordings)[0]
        plain = replace(wording, subject=filled_in(wording.subject), body=filled_in(wording.body))
        rows.append(
            (drafts.stem(task), plain, drafts._names(RowWords(task), shared, english=True), task)
        )

    def run() -> None:
        environment = Environment(undefined=StrictUndefined)
        compiled: dict[str, Template] = {}

        def fill(source: str, names: Mapping[str, Value]) -> str:
            if source not in compiled:
                compiled[source] = environment.from_string(source)
            return compiled[source].render(names)

        folder.mkdir()
        for stem, wording, names, task in rows:
            text = f"{fill(wording.subject, names)}\n\n{fill(wording.body, names)}"
            (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
            if task.channel in (Channel.EMAIL, Channel.HR_MAILBOX):
                (folder / f"{stem}.eml").write_text(text, encoding="utf-8")

    return run


def _workbook() -> bytes:
    """Panels of three, talked to yesterday: a thank-you is due for each, seven of ten by mail."""
    column = {each.key: letters(number) for number, each in enumerate(INTERVIEWS.columns, start=1)}
    cells = [
        Edit(INTERVIEWS.name, f"{column[key]}{row}", value)
        for row, line in enumerate(_lines(), start=3)
        for key, value in line.items()
    ]
    me = [Edit("Settings", f"B{row}", value) for row, value in enumerate(_ME, start=2)]
    return writeback.apply(new_workbook.shipped(), [*cells, *me])


def _lines() -> Iterator[dict[str, Value]]:
    for number in range(ROWS):
        company = number // 3
        kind = company % 10
        yield {
            "company": f"Company {company}",
            "job_title": "Operations Analyst",
            "interviewer": f"{_FIRST[number % 10]} {_LAST[number % 11]}",
            "interview_date": TODAY - timedelta(1),
            "role": "Hiring manager",
            "topic": f"how shift {company} plans its own breaks",
            "challenge": "keeping spare parts in stock",
            "skill": "forecasting demand",
            "team": "Field Operations",
            "idea": "a weekly count of the parts that run out first",
            "email": f"person{number}@company{company}.example" if kind < 7 else None,
            "linkedin": f"https://www.linkedin.com/in/person{number}" if kind in (7, 8) else None,
            "hr_email": f"jobs{number}@company{company}.example" if kind == 9 else None,
        }


if __name__ == "__main__":
    ours, bare = measure()
    print(f"{ROWS} drafts: ours {ours:.3f} s, bare {bare:.3f} s, ratio {ours / bare:.2f}")
