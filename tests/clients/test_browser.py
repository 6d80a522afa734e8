"""The page of the day in a real browser, opened from disk (spec 6)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from sheetfollow.model import Draft
from sheetfollow.outputs import page
from tests.helpers.sample_letters import SETTINGS, TODAY, letter, render, rounds, task

pytestmark = pytest.mark.slow

HOSTILE = [
    task(
        id="x1",
        company="<script>document.title='owned'</script>",
        topic="</pre><script>document.title='owned'</script>",
    ),
    task(
        id="x2", interviewer='"><img src=x onerror="document.title=1">', topic="50% & more + ß 山田"
    ),
    task(id="x3", email="a@b.c?bcc=d@e.f"),
    task(id="x4", topic=""),
    task(id="x5", channel="LinkedIn", linkedin="linkedin.com/in/example"),
    task(id="x6", channel="Phone", message="Call", phone="+1 202 555 0143"),
]


def _drafts() -> list[Draft]:
    rows = [row for panel in list(rounds())[:6] for row in panel]
    return render([*rows, *HOSTILE], (), SETTINGS, today=TODAY)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Chromium without a window, with the page open."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("Chromium or its driver is not installed")
    folder = tmp_path_factory.mktemp("drafts")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for switch in (
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        f"user-data-dir={folder / 'profile'}",
    ):
        options.add_argument(f"--{switch}")
    window = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        window.get(_write(folder))
        yield window
    finally:
        window.quit()


def _write(folder: Path) -> str:
    letters = [(letter(draft), "Because it is due") for draft in _drafts()]
    path = folder / "index.html"
    path.write_text(page.render(letters, SETTINGS, today=TODAY), encoding="utf-8")
    return path.as_uri()


def _pasted(browser: Any) -> str:
    """What the clipboard holds, as another page gets it."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    here = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get("data:text/html,<textarea autofocus></textarea>")
    area = browser.find_element(By.TAG_NAME, "textarea")
    area.send_keys(Keys.CONTROL, "v")
    text = str(area.get_property("value"))
    browser.close()
    browser.switch_to.window(here)
    return text


def _until(browser: Any, happened: Callable[[Any], bool]) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 5, poll_frequency=0.02).until(happened)


def _cards(browser: Any) -> dict[str, Any]:
    """The cards by the file name of their draft."""
    from selenium.webdriver.common.by import By

    found = {}
    for card in browser.find_elements(By.CSS_SELECTOR, "article"):
        for link in card.find_elements(By.CSS_SELECTOR, ".files a"):
            found[
                urlsplit(link.get_attribute("href")).path.rpartition("/")[2].rpartition(".")[0]
            ] = card
    return found


def test_each_copy_button_yields_its_text(browser: Any) -> None:
    from selenium.webdriver.common.by import By

    cards = _cards(browser)
    for draft in (each for each in _drafts() if not each.problem):
        note = draft.body.strip()
        wanted = [draft.to, note, note if draft.task.channel == "LinkedIn" else draft.text.strip()]
        wanted[1:1] = [draft.subject] if draft.subject else []
        buttons = cards[draft.stem].find_elements(By.CSS_SELECTOR, "button")
        assert len(buttons) == len(wanted)
        for button, text in zip(buttons, wanted, strict=True):
            browser.execute_script(
                "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button
            )
            button.click()
            _until(browser, lambda _, pressed=button: pressed.text == "Copied")
            assert _pasted(browser) == text


def test_each_mail_link_parses_back_to_recipient_subject_and_text(browser: Any) -> None:
    from selenium.webdriver.common.by import By

    cards, seen = _cards(browser), 0
    for draft in _drafts():
        links = (
            cards[draft.stem].find_elements(By.CSS_SELECTOR, "a[href^='mailto:']")
            if draft.mail
            else []
        )
        for link in links:
            parts = urlsplit(link.get_attribute("href"))
            assert unquote(parts.path) == draft.to
            body = draft.body.strip().replace("\n", "\r\n")
            assert parse_qs(parts.query) == {"subject": [draft.subject], "body": [body]}
            seen += 1
    assert seen > 10


def test_the_page_runs_nothing_from_a_cell_and_asks_nobody(browser: Any) -> None:
    assert browser.title == "Follow-ups for Mon 23 Nov"
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    asked = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {
        each["params"]["request"]["url"]
        for each in asked
        if each["method"] == "Network.requestWillBeSent"
    }
    assert not [url for url in urls if url.startswith("http")]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_fits_phones_and_desktops_and_lists_its_drafts_on_each(
    browser: Any, width: int
) -> None:
    from selenium.webdriver.common.by import By

    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    links = browser.find_elements(By.CSS_SELECTOR, ".list a")
    assert len(links) == len(browser.find_elements(By.CSS_SELECTOR, "article"))
    assert all(link.is_displayed() for link in links)
    assert browser.find_element(By.CSS_SELECTOR, ".on a").is_displayed() == (width < 640)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_control_is_reached_by_keyboard_has_a_name_and_says_what_it_did(browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.refresh()
    assert browser.find_element(By.CSS_SELECTOR, ".skip").accessible_name == "Skip to the drafts"
    controls = browser.find_elements(By.CSS_SELECTOR, "a, button")
    assert all(each.accessible_name.strip() for each in controls if each.is_displayed())
    first = browser.find_element(By.CSS_SELECTOR, "button.copy")
    first.send_keys(Keys.ENTER)
    _until(browser, lambda _: first.text == "Copied")
    assert (
        browser.find_element(By.ID, "said").get_property("textContent").startswith("Copied to for ")
    )
    assert browser.switch_to.active_element == first


def test_keys_lead_from_draft_to_draft(browser: Any) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    browser.refresh()
    browser.execute_script("scrollTo({top: 0, behavior: 'instant'})")

    def press(*keys: str) -> str:
        browser.switch_to.active_element.send_keys(*keys)
        return str(browser.switch_to.active_element.get_attribute("id"))

    assert [press("n"), press("n"), press("p")] == ["draft-1", "draft-2", "draft-1"]
    assert press("p") == "draft-1"
    assert press(Keys.CONTROL, "n") == "draft-1"
    card = browser.find_element(By.ID, "draft-2")
    assert press("n") == "draft-2"
    _until(browser, lambda _: -20 < card.rect["y"] - browser.execute_script("return scrollY") < 60)


def test_a_page_of_another_day_says_so_and_one_of_today_does_not(
    browser: Any, tmp_path: Path
) -> None:
    from selenium.webdriver.common.by import By

    here = browser.current_url
    own = browser.execute_script("return new Date().toLocaleDateString('sv')")
    today = date.fromisoformat(own)
    for made, said in ((today, ""), (today - timedelta(days=1), "This page is of ")):
        place = tmp_path / f"{made}.html"
        place.write_text(page.render([], SETTINGS, today=made), encoding="utf-8")
        browser.get(place.as_uri())
        hint = browser.find_element(By.ID, "old")
        assert hint.is_displayed() == bool(said)
        assert hint.text.startswith(said)
    browser.get(here)


def _contrast(one: list[float], other: list[float]) -> float:
    def light(color: list[float]) -> float:
        parts = [each / 255 for each in color[:3]]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


COLOURS = """
const behind = e => { for (; e; e = e.parentElement) {
  const c = getComputedStyle(e).backgroundColor;
  if (c !== 'rgba(0, 0, 0, 0)' && c !== 'transparent') return c; } return 'rgb(255, 255, 255)'; };
const read = c => c.match(/[\\d.]+/g).map(Number);
return [...document.querySelectorAll('body *')].filter(e => e.offsetWidth && [...e.childNodes].some(
  n => n.nodeType === 3 && n.textContent.trim())).map(e => [e.className || e.tagName,
  read(getComputedStyle(e).color), read(behind(e))]);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_schemes(browser: Any, scheme: str) -> None:
    """4.5 to 1 at least, as WCAG asks of text."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    pale = {
        (name, round(_contrast(ink, paper), 2))
        for name, ink, paper in browser.execute_script(COLOURS)
        if _contrast(ink, paper) < 4.5
    }
    assert not pale
