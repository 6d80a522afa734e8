"""The command as a user runs it: in a folder of its own, errors shown, the outcome asserted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers import environment
from tests.helpers.search_folder import SearchFolder

# the same examples at each run and no limit of time, so that nobody's work stops for what it has
# not touched; --hypothesis-profile=default looks for new ones
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure() -> None:
    """A shell lets what it begins in the background ignore Ctrl-C, and a child inherits that; here
    each child ends on Ctrl-C, whoever began the tests."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, since a sync waits for its disk now and then."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("sync", "x.xlsx", code=3)`: the real command in a real process, in a folder of its
    own."""

    def invoke(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = _ended(tmp_path, list(map(str, arguments)))
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return invoke


def _ended(home: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """The command in a fork that has its imports, or in a fresh process where a system cannot
    fork."""
    variables = environment(SHEETFOLLOW_TRACEBACK="1")
    try:
        from tests.helpers import processes
    except ImportError:
        command = [sys.executable, "-m", "sheetfollow", *arguments]
        return subprocess.run(
            command, cwd=home, capture_output=True, text=True, encoding="utf-8", env=variables
        )
    done = processes.run(home, *arguments, prepare=partial(processes.live_in, variables))
    return subprocess.CompletedProcess(arguments, done.code, done.out, done.err)


@pytest.fixture
def example(run: Run, tmp_path: Path) -> Path:
    """The example workbook around Mon 23 Nov 2026, not yet synced."""
    run("init", "interviews.xlsx", "--example", "--today", "2026-11-23")
    return tmp_path / "interviews.xlsx"


@pytest.fixture
def search(tmp_path: Path) -> SearchFolder:
    return SearchFolder(tmp_path.resolve())


# ---- a search under way; made once, and copied by who changes it ----


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With nothing typed since the last sync."""
    from tests.helpers import job_search  # forks, so not at the top: some systems cannot

    place = tmp_path_factory.mktemp("search").resolve() / "begun"
    job_search.begin(place)
    return place


@pytest.fixture(scope="session")
def home(begun: Path) -> Path:
    """What a sync finds that has everything to do."""
    from tests.helpers import job_search

    place = begun.with_name("home")
    job_search.make(place)
    return place


@pytest.fixture(scope="session")
def whole(home: Path) -> Path:
    """What that sync leaves behind."""
    from tests.helpers import job_search, processes

    place = job_search.copy(home, home.with_name("whole"))
    assert processes.run(place).code == 3
    return place


@pytest.fixture(scope="session")
def cuts(home: Path) -> list[str]:
    """What happens at each boundary of that sync."""
    from tests.helpers import boundaries, job_search, processes

    place, noted = job_search.copy(home, home.with_name("noted")), home.with_name("boundaries")
    assert processes.run(place, prepare=partial(boundaries.note, place, noted)).code == 3
    return noted.read_text(encoding="utf-8").splitlines()
