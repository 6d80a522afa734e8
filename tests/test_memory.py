"""A sync takes what has not changed from the last one's memory, and nothing that it leaves or says
is another for it (spec 6, 7)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheetfollow import pipeline, writeback
from sheetfollow.intake.workbook import read
from sheetfollow.letters.memory import Memory, fingerprint
from sheetfollow.model import Edit, Value
from sheetfollow.outputs.report import Report
from tests.helpers import environment
from tests.helpers.folders import tree

DAY = date(2026, 11, 23)
BOOK = "interviews.xlsx"
MEMORY = "drafts/.letters.json"

few = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, synced once."""
    place = tmp_path_factory.mktemp("memory").resolve() / "begun"
    place.mkdir()
    pipeline.init(place / BOOK, example_on=DAY)
    pipeline.sync(place / BOOK, moment=DAY)
    return place


@pytest.fixture
def place(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path.resolve() / "place"))


# ---- with and without


_NOTES = st.sampled_from(
    [
        None,
        "see notes",
        "the Kafka migration",
        "their Kafka migration; hiring in Leeds",
        "What would they do about churn?",
        "https://example.com/plan.pdf",
        "Ünïcode \U0001f600 {{ company }} [topic discussed]",
    ]
)
_CELLS = {
    "topic": _NOTES,
    "challenge": _NOTES,
    "skill": _NOTES,
    "team": _NOTES,
    "idea": _NOTES,
    "role": st.sampled_from([None, "HR", "CTO"]),
    "company": st.sampled_from(["Orrin Lighthouses", "Kestrel Maps", "Acme GmbH"]),
    "job_title": st.sampled_from(["Analyst", "Senior Nurse (Remote) - REQ1"]),
    "interviewer": st.sampled_from([None, "Dr. Ana López", "Lee, Dana"]),
    "email": st.sampled_from([None, "dana.lee@example.com"]),
    "sent_on": st.just("x"),
    "decision_by": st.sampled_from([None, date(2026, 11, 20), date(2027, 1, 4)]),
}
_SETTINGS = {
    2: st.sampled_from(["Robin Castell", None]),
    4: st.sampled_from(["+1 202 555 0117", None]),
    7: st.sampled_from(["DMY", "MDY"]),
}
_ADDED = ["One more line.\n", "Unusuel wrods.\n", "[my gap]\n", ""]


@dataclass(frozen=True)
class Deed:
    """What a user does between two syncs: a cell typed (`row` counts from the first), or the first
    lines of a draft kept and text added, or a draft deleted."""

    sheet: str
    key: str
    row: int
    value: Value

    def edit(self, data: bytes) -> Edit:
        """Where the cell is."""
        if self.sheet != "Interviews":
            return Edit(self.sheet, f"{self.key}{self.row}", self.value)
        grid = read(data).interviews
        return Edit(grid.name, grid.cell(self.key, grid.first_row + self.row), self.value)


_typed = st.sampled_from(sorted(_CELLS)).flatmap(
    lambda key: st.builds(
        Deed, st.just("Interviews"), st.just(key), st.integers(0, 18), _CELLS[key]
    )
)
_set = st.sampled_from(sorted(_SETTINGS)).flatmap(
    lambda row: st.builds(Deed, st.just("Settings"), st.just("B"), st.just(row), _SETTINGS[row])
)
_worded = st.builds(
    Deed,
    st.just("Messages"),
    st.just("D"),
    st.integers(3, 12),
    st.sampled_from(["Dear {{ first_name }}, thanks for {{ topic }}.", "Broken {{"]),
)
_deeds = st.lists(st.one_of(_typed, _typed, _set, _worded), max_size=3)
_drafts = st.dictionaries(
    st.integers(0, 14), st.one_of(st.none(), st.sampled_from(_ADDED)), max_size=2
)
_moments = st.sampled_from(
    [
        DAY,
        DAY + timedelta(1),
        DAY + timedelta(3),
        DAY + timedelta(40),
        datetime(2026, 11, 23, 8, 10),
        datetime(2026, 11, 25, 18, 0),
    ]
)


def _do(place: Path, deeds: list[Deed], drafts: dict[int, str | None]) -> None:
    book = place / BOOK
    data = book.read_bytes()
    edits = {(each.sheet, each.cell): each for each in (deed.edit(data) for deed in deeds)}
    if edits:
        book.write_bytes(writeback.apply(data, list(edits.values())))
    texts = sorted((place / "drafts").glob("*.txt"))
    for number, added in drafts.items():
        if added is None:
            texts[number].unlink()
        else:
            texts[number].write_bytes(texts[number].read_bytes() + added.encode())


def _synced(place: Path, moment: date) -> tuple[Report, dict[str, bytes]]:
    return pipeline.sync(place / BOOK, moment=moment), tree(place)


def _assert_alike(
    begun: Path, home: Path, *days: tuple[list[Deed], dict[int, str | None], date]
) -> None:
    """The same days with what the memory holds, and with a memory that is deleted before each
    sync."""
    outcomes = []
    for forgets in (False, True):
        place = Path(shutil.copytree(begun, home / "place"))
        found = []
        for deeds, drafts, moment in days:
            _do(place, deeds, drafts)
            if forgets:
                (place / MEMORY).unlink(missing_ok=True)
            found.append(_synced(place, moment))
        outcomes.append(found)
        shutil.rmtree(place)
    for (report, files), (other, others) in zip(*outcomes, strict=True):
        assert _told(report) == _told(other)
        assert files == others


def _told(report: Report) -> Report:
    """All but the files that change: a memory that was deleted is written again."""
    return replace(
        report, files=tuple(line for line in report.files if ".letters.json" not in line)
    )


@few
@given(_deeds, _drafts, _moments)
def test_a_sync_that_remembers_leaves_and_says_what_one_does_that_remembers_nothing(
    begun: Path, tmp_path: Path, deeds: list[Deed], drafts: dict[int, str | None], moment: date
) -> None:
    _assert_alike(begun, tmp_path, (deeds, drafts, moment))


@pytest.mark.slow
@settings(few, max_examples=150)
@given(_deeds, _drafts, _moments, _deeds)
def test_so_does_one_of_many_after_more_days(
    begun: Path,
    tmp_path: Path,
    deeds: list[Deed],
    drafts: dict[int, str | None],
    moment: date,
    more: list[Deed],
) -> None:
    _assert_alike(begun, tmp_path, (deeds, drafts, moment), (more, {}, DAY + timedelta(4)))


# ---- what is remembered, and what is not


_LOADED = """
import sys
from datetime import date
from pathlib import Path
from sheetfollow import pipeline
pipeline.sync(Path(sys.argv[1]), moment=date.fromisoformat(sys.argv[2]))
slow = ("sheetfollow.letters.drafts", "sheetfollow.letters.lint", "sheetfollow.words.notes")
print(*sorted(sys.modules.keys() & set(slow)))
"""


def _slow_rooms(place: Path, moment: date = DAY) -> str:
    command = [sys.executable, "-c", _LOADED, place / BOOK, moment.isoformat()]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True)
    return done.stdout.strip()


def test_what_has_not_changed_is_not_read_written_and_proofread_again(place: Path) -> None:
    assert _slow_rooms(place) == ""


def test_nor_is_a_draft_that_was_edited_before_the_last_sync(place: Path) -> None:
    draft = min((place / "drafts").glob("*.txt"))
    draft.write_text(draft.read_text(encoding="utf-8") + "One more line.\n", encoding="utf-8")
    assert _slow_rooms(place) == (
        "sheetfollow.letters.drafts sheetfollow.letters.lint sheetfollow.words.notes"
    )
    assert _slow_rooms(place) == ""


def test_a_page_that_somebody_changed_is_made_anew_and_so_is_one_that_is_gone(place: Path) -> None:
    page = place / "drafts/index.html"
    made = page.read_bytes()
    for spoil in (lambda: page.write_bytes(made[:-9]), page.unlink):
        spoil()
        pipeline.sync(place / BOOK, moment=DAY)
        assert page.read_bytes() == made


def test_a_page_is_made_anew_the_next_day_although_no_draft_has_changed(place: Path) -> None:
    page = place / "drafts/index.html"
    pipeline.sync(place / BOOK, moment=DAY + timedelta(1))
    assert b"Tue 24 Nov" in page.read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"Dear ", b"Oops "),
        lambda data: b"0" * 64 + data[64:],
        lambda data: data[:-9],
        lambda _: b"",
        lambda _: b"\n",
        lambda _: b"\xff\n{",
    ],
    ids=["another text", "another edition's", "cut", "empty", "blank", "no JSON"],
)
def test_a_memory_that_this_edition_has_not_written_is_nothing(
    place: Path, spoil: Callable[[bytes], bytes]
) -> None:
    before = tree(place)
    assert b"Dear " in before[MEMORY]
    (place / MEMORY).write_bytes(spoil(before[MEMORY]))
    pipeline.sync(place / BOOK, moment=DAY)
    assert tree(place) == before


def test_the_same_key_gives_what_was_made_for_it_and_another_is_made() -> None:
    def made(memory: Memory, key: str, value: int) -> int:
        return memory.recall(
            key,
            lambda: value,
            pack=lambda each: each or None,
            unpack=int,
        )

    first = Memory(b"")
    assert (made(first, "a", 1), made(first, "b", 2), made(first, "none", 0)) == (1, 2, 0)
    second = Memory(first.dumped())
    assert (made(second, "a", 5), made(second, "c", 6), made(second, "none", 7)) == (1, 6, 7)
    third = Memory(second.dumped())
    assert (made(third, "b", 8), made(third, "c", 9)) == (8, 6)
    assert Memory(b"").dumped() == b""


def test_values_that_differ_have_different_fingerprints() -> None:
    assert fingerprint("a", "b") == fingerprint("a", "b")
    seen = {
        fingerprint("a", "b"),
        fingerprint("ab", ""),
        fingerprint(["a", "b"]),
        fingerprint("a", None),
        fingerprint("a", "None"),
        fingerprint("1", 1),
        fingerprint(1, "1"),
        fingerprint("\ud800"),
    }
    assert len(seen) == 8
