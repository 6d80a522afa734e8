"""Hostile or broken input: a clear one-line error, bounded time and memory, nothing but UnsafeInput
(spec 7)."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetfollow.exceptions import UnsafeInput
from sheetfollow.intake.workbook import read
from sheetfollow.xlsx import gate
from sheetfollow.xlsx.gate.container import Container
from sheetfollow.xlsx.gate.content import tags_of
from tests.helpers import ROOT, environment, hostile, hostile_zip
from tests.helpers.hostile import CASES, Case, most_megabytes

CORPUS = Path(os.environ.get("SHEETFOLLOW_CORPUS", ROOT.parent / "shared" / "corpus"))
MOST_SECONDS = 5.0
NO_WORKBOOKS_OF_OURS = {
    # bytes of four parts are overwritten; their checksums are wrong
    "3df2702db5.xlsx": "two names in the archive",
    "6e549162bd.xlsx": "there is no worksheet",  # chart sheets alone: there is nowhere to write to
}

_MEASURE = """
import json, resource, sys, time
import openpyxl, python_calamine
from sheetfollow.xlsx import gate
from sheetfollow.intake import workbook
from sheetfollow.exceptions import SheetfollowError, UnsafeInput
def peak():
    # what getrusage says on Linux counts the parent's memory too
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)

data = open(sys.argv[1], "rb").read()
before, start, refused = peak(), time.process_time(), ""
try:
    gate.check(data)
    workbook.read(data)
except SheetfollowError as error:
    refused = str(error)
seconds, megabytes = time.process_time() - start, peak() - before
print(json.dumps({"refused": refused, "seconds": seconds, "megabytes": megabytes}))
"""


def _refusal(data: bytes) -> str:
    """What the gate says, "" where it lets the bytes pass; any other error is the test's
    failure."""
    try:
        gate.check(data)
    except UnsafeInput as error:
        return str(error)
    return ""


def test_a_sound_workbook_passes_and_is_read() -> None:
    data = hostile_zip.sound()
    assert _refusal(data) == ""
    assert read(data).interviews.header_row == 1


def test_the_shipped_workbook_passes() -> None:
    assert _refusal((ROOT / "workbook_template.xlsx").read_bytes()) == ""


def test_there_are_at_least_sixty_kinds_of_hostile_or_broken_files() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100
    assert sum(bool(case.says) for case in CASES) > 60


@pytest.mark.parametrize(
    "case", [each for each in CASES if not each.heavy], ids=lambda case: case.name
)
def test_each_file_is_refused_in_its_own_words_or_is_harmless(case: Case) -> None:
    refusal = _refusal(case.data())
    assert case.says in refusal if case.says else refusal == ""


@pytest.mark.parametrize(
    "case", [each for each in CASES if each.says and not each.heavy], ids=lambda case: case.name
)
def test_a_refusal_is_one_printable_line_that_says_what_to_do_next(case: Case) -> None:
    what, _, next_step = _refusal(case.data()).partition("; ")
    assert what
    assert next_step.startswith(
        ("open it", "take the", "save it", "delete the", "unmerge", "move what", "let Excel")
    )
    assert (what + next_step).isprintable()
    assert len(what + next_step) < 260


def test_a_byte_changed_anywhere_is_refused_or_harmless() -> None:
    whole, dice = hostile_zip.sound(), random.Random(7)
    for _ in range(1500):
        broken = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 8))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        _refusal(bytes(broken))


def test_a_file_cut_off_anywhere_is_refused() -> None:
    whole = hostile_zip.sound()
    assert all(_refusal(whole[:length]) for length in range(len(whole)))


def test_a_part_is_looked_at_the_same_wherever_its_pieces_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = hostile_zip.with_sheet(
        '<row r="9"><c r="A9"><v>1</v></c></row>' + hostile_zip.cell("XFD1048576")
    )
    unsafe = hostile.split_declaration(100)
    for size in (1, 2, 3, 7, 64, 1000):
        monkeypatch.setattr("sheetfollow.xlsx.gate.container._PIECE", size)
        assert "uses cells down to row 1,048,576" in _refusal(far)
        assert "DOCTYPE" in _refusal(unsafe)
        assert _refusal(hostile_zip.sound()) == ""
        assert _refusal(hostile.comments(400)) == ""


def test_tags_are_counted_right_wherever_the_pieces_are_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else every large sheet would be gone through a second time, tag by tag."""
    data = hostile_zip.with_sheet('<row r="2"><c r="A2"><v>1</v></c><c r="B2"/></row>' * 5000)
    monkeypatch.setattr("sheetfollow.xlsx.gate.container._HEAD", 64)
    monkeypatch.setattr(
        "sheetfollow.xlsx.gate.content._check_depth", lambda *_, **__: pytest.fail("counted wrong")
    )
    for size in (16, 33):
        monkeypatch.setattr("sheetfollow.xlsx.gate.container._PIECE", size)
        list(_shallow_sheet(data))


def _shallow_sheet(data: bytes) -> Iterator[bytes]:
    container = Container(data)
    return tags_of("xl/worksheets/sheet1.xml", lambda: container.pieces("xl/worksheets/sheet1.xml"))


@pytest.mark.slow
@pytest.mark.parametrize("case", [each for each in CASES if each.heavy], ids=lambda case: case.name)
def test_each_heavy_file_is_done_with_under_5_seconds_and_in_the_memory_that_it_may_take(
    case: Case, tmp_path: Path
) -> None:
    """The gate and, where it lets the file pass, the readers behind it; the whole command is given
    every file where the system can fork."""
    path = tmp_path / "hostile.xlsx"
    data = case.data()
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, path],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    measured = json.loads(done.stdout)
    assert case.says in measured["refused"]
    assert measured["seconds"] < MOST_SECONDS
    assert measured["megabytes"] < most_megabytes(data)


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "seconds"), [(10_000, 0.6), (100_000, 5.0)])
def test_a_large_workbook_of_forty_columns_passes_quickly(
    rows: int, seconds: float, tmp_path: Path
) -> None:
    """Seconds of the processor, twice what is usual."""
    noise = random.Random(5)
    names = [f"{chr(64 + n // 26) if n > 25 else ''}{chr(65 + n % 26)}" for n in range(40)]
    lines = (
        f'<row r="{row}">'
        + "".join(f'<c r="{name}{row}" s="3"><v>{noise.random()}</v></c>' for name in names)
        + "</row>"
        for row in range(2, rows)
    )
    path = tmp_path / "large.xlsx"
    path.write_bytes(hostile_zip.with_sheet("".join(lines)))
    measure = _MEASURE.replace("    workbook.read(data)\n", "")
    done = subprocess.run(
        [sys.executable, "-c", measure, path],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    measured = json.loads(done.stdout)
    assert measured["refused"] == ""
    assert measured["seconds"] < seconds
    assert measured["megabytes"] < 40, "a part is never held unpacked as a whole"


@pytest.mark.slow
def test_every_real_workbook_passes_but_those_that_are_truly_damaged() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no real workbooks at {CORPUS}; set SHEETFOLLOW_CORPUS")
    files = sorted(CORPUS.glob("*.xls[xm]"))
    refused = {file.name: refusal for file in files if (refusal := _refusal(file.read_bytes()))}
    assert len(files) > 50
    assert refused.keys() <= NO_WORKBOOKS_OF_OURS.keys()
    assert all(NO_WORKBOOKS_OF_OURS[name] in refusal for name, refusal in refused.items())
