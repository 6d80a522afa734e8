"""LibreOffice as the person who types: what it saves is read, and what sync writes it shows (spec
1, 7)."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sheetfollow.intake.workbook import read
from tests.conftest import Run
from tests.helpers import DAY

pytestmark = pytest.mark.slow
SYSTEM_PYTHON = "/usr/bin/python3"
Office = Callable[..., list[str]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """`office(path, typed, wanted)`: type into cells, save, and read cells as they are shown."""
    program = shutil.which("soffice")
    if (
        not program
        or subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode
    ):
        pytest.skip("LibreOffice with its Python bridge is not installed")

    def drive(
        path: Path,
        typed: Sequence[tuple[str, str, str]] = (),
        wanted: Sequence[tuple[str, str]] = (),
    ) -> list[str]:
        pipe = f"sheetfollow{tmp_path.name}".replace("_", "").replace("-", "")[-40:]
        profile = (tmp_path.parent / f"{tmp_path.name}-profile").as_uri()
        started = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--nologo",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            script = Path(__file__).with_name("office_script.py")
            done = subprocess.run(
                [
                    SYSTEM_PYTHON,
                    str(script),
                    pipe,
                    str(path),
                    json.dumps(typed),
                    json.dumps(wanted),
                ],
                capture_output=True,
                text=True,
                timeout=120,
                env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            )
            assert done.returncode == 0, done.stderr
            return list(json.loads(done.stdout))
        finally:
            started.terminate()
            started.wait(30)

    return drive


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_row_added_in_libreoffice_is_planned_and_drafted_and_everything_else_stays(
    run: Run, example: Path, office: Office
) -> None:
    run("sync", example, *DAY, code=3)
    grid = read(example.read_bytes()).interviews
    row = grid.header_row + len([each for each in grid.values["company"] if each]) + 1
    typed = {
        "company": "Nordlicht Verlag",
        "job_title": "Lektorin",
        "interviewer": "Jana Möller",
        "interview_date": "2026-11-23",
        "email": "jana@nordlicht.example",
        "topic": "how you choose debuts",
    }
    office(example, [(grid.name, grid.cell(key, row), text) for key, text in typed.items()])
    saved = _parts(example)
    run("sync", example, *DAY, code=3)
    grid = read(example.read_bytes()).interviews
    assert grid.value("status", row) == "Due"
    assert grid.value("next_action", row) == "Thank-you"
    (draft,) = (example.parent / "drafts").glob("*nordlicht-verlag_jana-moller_thank-you_*.txt")
    assert "how you choose debuts" in draft.read_text(encoding="utf-8")
    synced = _parts(example)
    changed = {name for name in saved.keys() | synced.keys() if saved.get(name) != synced.get(name)}
    ours = {"xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"}
    assert not {
        name for name in changed - ours if not name.startswith(("xl/worksheets/", "xl/tables/"))
    }


def test_libreoffice_shows_what_sync_wrote(run: Run, example: Path, office: Office) -> None:
    run("sync", example, *DAY, code=3)
    grid = read(example.read_bytes()).interviews
    rows = range(grid.first_row, grid.first_row + 10)
    shown = office(
        example,
        wanted=[(grid.name, grid.cell(key, row)) for row in rows for key in ("next_action", "why")],
    )
    wrote = [grid.value(key, row) or "" for row in rows for key in ("next_action", "why")]
    assert shown == wrote
    assert any(wrote)


def test_x_typed_in_libreoffice_is_logged_and_a_second_sync_changes_no_byte(
    run: Run, example: Path, office: Office
) -> None:
    run("sync", example, *DAY, code=3)
    grid = read(example.read_bytes()).interviews
    row = grid.first_row + grid.values["status"].index("Due")
    action = grid.value("next_action", row)
    office(
        example,
        [
            (grid.name, grid.cell("sent_on", row), "x"),
            (grid.name, grid.cell("outcome", row), "Next round"),
        ],
    )
    run("sync", example, *DAY, code=3)
    book = read(example.read_bytes())
    assert book.interviews.value("sent_on", row) is None
    assert book.interviews.value("status", row) == "Waiting"
    logged = [each for each in book.log.values["message"] if each]
    assert logged[-1] == action
    before = example.read_bytes()
    run("sync", example, *DAY, code=3)
    assert example.read_bytes() == before
