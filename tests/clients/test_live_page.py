"""The live page in a real browser, served by a real `watch`: each button, and how it renews itself
(spec 3, 8)."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.clients.test_browser import browser  # noqa: F401  the fixture
from tests.helpers import environment, job_search, processes
from tests.helpers.processes import BOOK

pytestmark = pytest.mark.slow
AMARA = "Amara Nwosu"


class Live(NamedTuple):
    """A watch under way, and where its page is."""

    home: Path
    address: str
    process: subprocess.Popen[str]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    home = tmp_path.resolve() / "home"
    home.mkdir()
    assert processes.run(home, "init", BOOK, "--example").code == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "sheetfollow", "watch"],
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(),
    )
    try:
        assert process.stdout
        line = next(each for each in process.stdout if "The page: " in each)
        yield Live(home, line.split()[2], process)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def window(browser: Any, live: Live) -> Any:  # noqa: F811
    browser.get_log("browser")
    browser.get(live.address)
    _until(browser, lambda: _button(browser, "Sent"))
    return browser


def _until(window: Any, happened: Callable[[], Any]) -> Any:
    """Wait until it has; the page may be renewed in between."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
    from selenium.webdriver.support.ui import WebDriverWait

    ignored = (NoSuchElementException, StaleElementReferenceException, IndexError)
    wait = WebDriverWait(window, 30, poll_frequency=0.05, ignored_exceptions=ignored)
    return wait.until(lambda _: happened())


def _card(window: Any) -> Any:
    found = window.find_elements("xpath", f"//article[.//h3//bdi[text()='{AMARA}']]")
    return found[0] if found else None


def _button(window: Any, name: str) -> Any:
    """The button of that name, of Amara's card or of the whole page, while it is to be seen."""
    place = _card(window) if name == "Sent" else window
    shown = place.find_elements("xpath", f".//button[text()='{name}']") if place else []
    return next((each for each in shown if each.is_displayed() and each.is_enabled()), None)


def _click(window: Any, name: str) -> None:
    button = _until(window, lambda: _button(window, name))
    window.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button
    )
    button.click()


def _logged(live: Live) -> int:
    log = job_search.book(live.home).log
    return sum(name == AMARA for name in log.values["interviewer"])


def _told(window: Any) -> str:
    return str(window.find_element("css selector", ".live .told").text)


def test_sent_logs_it_the_page_renews_itself_and_undo_brings_it_back(
    window: Any, live: Live
) -> None:
    before = _logged(live)
    assert _button(window, "Undo") is None
    _click(window, "Sent")
    _until(window, lambda: _card(window) is None)
    assert _logged(live) == before + 1
    assert AMARA in _until(window, lambda: _told(window))
    _click(window, "Undo")
    _until(window, lambda: _button(window, "Sent"))
    assert _logged(live) == before


def test_while_the_workbook_is_open_the_card_says_that_it_is_marked(
    window: Any, live: Live
) -> None:
    lock = live.home / f".~lock.{BOOK}#"
    lock.touch()
    before = _logged(live)
    _click(window, "Sent")
    _until(window, lambda: "when you close it" in _card(window).text)
    assert _button(window, "Sent") is None
    assert _logged(live) == before
    _click(window, "Undo")
    _until(window, lambda: _button(window, "Sent"))
    _click(window, "Sent")
    _until(window, lambda: "when you close it" in _card(window).text)
    lock.unlink()
    _until(window, lambda: _card(window) is None)
    assert _logged(live) == before + 1


def test_when_the_watch_has_ended_the_buttons_say_so(window: Any, live: Live) -> None:
    live.process.send_signal(signal.SIGINT)
    live.process.wait(30)
    _until(window, lambda: "has ended" in _told(window))
    assert _button(window, "Sent") is None


def test_every_button_has_a_name_and_nothing_was_refused_by_the_policy(
    window: Any, live: Live
) -> None:
    _click(window, "Sent")
    _until(window, lambda: _button(window, "Undo"))
    buttons = window.find_elements("css selector", "button")
    assert all(each.accessible_name.strip() for each in buttons if each.is_displayed())
    assert window.find_element("css selector", ".live").aria_role == "complementary"
    severe = [each for each in window.get_log("browser") if each["level"] == "SEVERE"]
    assert [each for each in severe if "favicon" not in each["message"]] == []
