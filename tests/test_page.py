"""The page of the day: what it shows and links to, and what it lets nobody do (spec 6)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetfollow.model import Draft, Finding, Task, Wording
from sheetfollow.outputs import page
from sheetfollow.outputs.agenda import on_page
from tests.helpers.sample_letters import SETTINGS, TODAY, letter, render, task
from tests.helpers.stories import plan_of

WHY = "You talked on Mon 23 Nov; the thank-you is due by Tue 24 Nov"


def _drafts(*rows: Task, wordings: tuple[Wording, ...] = (), **files: bytes) -> list[Draft]:
    return render(rows, wordings, SETTINGS, today=TODAY, attachments=files)


def _shown(*drafts: Draft) -> str:
    return page.render([(letter(draft), WHY) for draft in drafts], SETTINGS, today=TODAY)


def _page(*rows: Task, **files: bytes) -> str:
    return _shown(*_drafts(*rows, **files))


def _page_with(finding: Finding, row: Task) -> str:
    (draft,) = _drafts(row)
    found = replace(letter(draft), findings=[finding])
    return page.render([(found, WHY)], SETTINGS, today=TODAY)


class _Reader(HTMLParser):
    """The elements of a page: each as (name, attributes, the text directly in it or in what it
    holds)."""

    _VOID = ("meta", "br", "img", "input", "link")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in self._VOID:
            self._open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self._open[-1]][0] == tag, (
            f"</{tag}> closes {self.elements[self._open[-1]][0]}"
        )
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for index in self._open:
            self.elements[index][2].append(data)

    def all(self, tag: str, name: str = "") -> Iterator[tuple[dict[str, str], str]]:
        for found, attributes, text in self.elements:
            if found == tag and name in attributes.get("class", ""):
                yield attributes, "".join(text)

    def by_id(self, identity: str) -> str:
        return next(
            "".join(text)
            for _, attributes, text in self.elements
            if attributes.get("id") == identity
        )

    def links(self) -> dict[str, str]:
        return {text: attributes["href"] for attributes, text in self.all("a", "way")}


def test_drafts_stand_as_they_come_under_a_heading_for_each_urgency() -> None:
    read = _Reader(
        _page(
            task(id="3", interviewer="Late Three", status="Overdue", due_by=date(2026, 11, 20)),
            task(id="2", interviewer="Now Two", due_by=TODAY),
            task(id="4", interviewer="Later Four", due_by=date(2026, 11, 24)),
            task(id="1", interviewer="Later One", due_by=date(2026, 11, 25)),
        )
    )
    names = [text.split("Tallgrass")[0] for _, text in read.all("h3")]
    assert names == ["Late Three", "Now Two", "Later Four", "Later One"]
    assert [text for _, text in read.all("span", "count")] == [
        "1 overdue",
        "1 due today",
        "2 due soon",
    ]


def test_the_page_has_the_order_of_today_and_why_of_each() -> None:
    """Overdue: a thank-you for Friday. Due: those for today, one with a draft that the user has
    deleted; by due day, then company."""
    rows = [
        {"Company": "B", "Interviewer": "Second", "Interview date": TODAY, "ID": "b2b2b2"},
        {"Company": "A", "Interviewer": "First", "Interview date": TODAY, "ID": "a1a1a1"},
        {"Company": "C", "Interviewer": "Late", "Interview date": FRIDAY, "ID": "c3c3c3"},
        {"Company": "D", "Interviewer": "Gone", "Interview date": TODAY, "ID": "d4d4d4"},
    ]
    plan = plan_of(rows, [], {}, today=TODAY)
    letters = [letter(draft) for draft in _drafts(*(task(id=row["ID"]) for row in rows))]
    letters[3] = replace(letters[3], name="", link="")
    shown = on_page(plan, letters, today=TODAY)
    assert [each.task.id for each, _ in shown] == ["c3c3c3", "a1a1a1", "b2b2b2"]
    assert [why for _, why in shown] == [plan.rows["why"].iloc[row] for row in (2, 1, 0)]
    read = _Reader(page.render(shown, SETTINGS, today=TODAY))
    assert [text for _, text in read.all("p", "why")] == [f"Why {why}" for _, why in shown]


MORNING = datetime(2026, 11, 23, 8, 10)


@pytest.mark.parametrize(
    ("first", "then", "made"),
    [
        pytest.param(MORNING, MORNING.replace(hour=15), "Mon 23 Nov 08:10", id="the day's first"),
        pytest.param(MORNING.replace(day=22), MORNING, "Mon 23 Nov 08:10", id="a later day"),
        pytest.param(None, MORNING, "Mon 23 Nov", id="the first knew no hour"),
        pytest.param(MORNING, None, "Mon 23 Nov 08:10", id="the second knows none"),
    ],
)
def test_the_page_says_when_the_day_s_first_one_was_made(
    first: datetime | None, then: datetime | None, made: str
) -> None:
    on = first.date() if first else TODAY
    before = page.render([], SETTINGS, today=on, now=first)
    after = page.render([], SETTINGS, today=TODAY, now=then, previous=before.encode())
    ((_, said),) = _Reader(after).all("p", "made")
    assert said == f"Made on {made}"


def test_a_draft_with_an_open_gap_is_not_ready_and_says_what_is_missing() -> None:
    draft = _drafts(task(topic=""))[0]
    read = _Reader(_shown(draft))
    assert read.links() == {}
    ((_, said),) = read.all("p", "missing")
    assert said.startswith("Not ready to send. Still missing: topic discussed.")
    whole = _Reader(_shown(replace(draft, text=draft.text.replace("[topic discussed]", "churn"))))
    assert not list(whole.all("p", "missing"))
    assert "Write in mail program" in whole.links()


def test_every_draft_has_its_address_subject_and_text_and_a_button_to_copy_each() -> None:
    draft = _drafts(task())[0]
    read = _Reader(_shown(draft))
    copied = {
        attributes["aria-label"]: read.by_id(attributes["data-copy"])
        for attributes, _ in read.all("button")
    }
    assert copied == {
        "Copy to for Amara Nwosu": draft.to,
        "Copy subject for Amara Nwosu": draft.subject,
        "Copy text for Amara Nwosu": draft.body.strip(),
        "Copy all for Amara Nwosu": draft.text.strip(),
    }


def test_findings_stand_beside_their_text() -> None:
    draft = _drafts(task(topic=""))[0]
    read = _Reader(_shown(draft))
    ((_, box),) = read.all("div", "findings")
    for word in ("Open gap", "[topic discussed]", "write what you talked about", "line 6"):
        assert word in box
    assert [text for _, text in read.all("mark")] == ["[topic discussed]"]


def test_no_two_parts_of_a_page_have_one_name_or_one_landmark() -> None:
    """Two drafts with findings: a reader of the screen hears which is which."""
    read = _Reader(_page(task(id="1", topic=""), task(id="2", topic="")))
    names = [attributes["id"] for _, attributes, _ in read.elements if "id" in attributes]
    assert len(names) == len(set(names))
    found = [attributes["aria-labelledby"] for attributes, _ in read.all("div", "findings")]
    assert found == ["draft-1-found", "draft-2-found"]
    assert not list(read.all("aside"))


def test_each_link_gives_back_recipient_subject_and_text() -> None:
    draft = _drafts(task(interviewer="Zoë Ray", company="A & Co? #1, 50% + more = ß"))[0]
    links = _Reader(_shown(draft)).links()
    body = draft.body.strip().replace("\n", "\r\n")
    mail = urlsplit(links["Write in mail program"])
    assert (mail.scheme, unquote(mail.path)) == ("mailto", draft.to)
    assert parse_qs(mail.query) == {"subject": [draft.subject], "body": [body]}
    gmail = parse_qs(urlsplit(links["Gmail"]).query)
    assert (gmail["to"], gmail["su"], gmail["body"]) == ([draft.to], [draft.subject], [body])
    for name in ("Outlook.com", "Outlook at work"):
        query = parse_qs(urlsplit(links[name]).query)
        assert (query["to"], query["subject"], query["body"]) == (
            [draft.to],
            [draft.subject],
            [body],
        )
    assert not [href for href in links.values() if "+" in href]


def test_a_text_too_long_for_a_link_gets_none_that_would_lose_its_end() -> None:
    def names(length: int) -> set[str]:
        long = Wording("Thank-you", "", "s", "x" * length, "Messages!D7")
        return set(_Reader(_shown(*_drafts(task(), wordings=(long,)))).links())

    assert names(1_000) == {"Write in mail program", "Gmail", "Outlook.com", "Outlook at work"}
    assert names(2_500) == {"Gmail"}
    assert names(4_000) == set()


def test_a_note_for_linkedin_opens_the_profile_and_shows_its_length() -> None:
    row = task(channel="LinkedIn", linkedin="www.linkedin.com/in/amara-nwosu/")
    text = _page(row)
    assert _Reader(text).links() == {"Open the profile": "https://www.linkedin.com/in/amara-nwosu/"}
    assert " of 200 characters" in text


@pytest.mark.parametrize(
    "profile",
    [
        "javascript:alert(1)",
        "http://evil.example/linkedin.com/in/x",
        "linkedin.com.evil.example/in/x",
        "x",
    ],
)
def test_a_profile_that_is_none_is_text_and_no_link(profile: str) -> None:
    read = _Reader(_page(task(channel="LinkedIn", linkedin=profile)))
    assert read.links() == {}
    assert read.by_id("draft-1-to") == profile


def test_files_are_linked_relative_to_the_page() -> None:
    read = _Reader(
        _page(
            task(),
            task(id="2", channel="Phone", message="Call", phone="1", due_by=date(2026, 11, 25)),
        )
    )
    files = [attributes["href"] for attributes, text in read.all("a") if text.startswith("Open .")]
    assert files == [
        "2026-11-24_tallgrass-robotics_amara-nwosu_thank-you_a1b2c3.eml",
        "2026-11-24_tallgrass-robotics_amara-nwosu_thank-you_a1b2c3.txt",
        "2026-11-25_tallgrass-robotics_amara-nwosu_call_2.txt",
    ]


def test_a_draft_with_a_file_says_that_only_the_eml_carries_it() -> None:
    row = task(work_sample="a.pdf", sample_mentioned=True)
    assert "goes with the .eml file alone" in _page(row, **{"a.pdf": b"%PDF"})
    assert "goes with the .eml file alone" not in _page(row)


def test_a_row_without_a_draft_says_why() -> None:
    text = _Reader(_page(task(email="a@b.c?bcc=d@e.f")))
    assert (
        "No draft: Interviews!3: 'a@b.c?bcc=d@e.f' is not an address"
        in next(text.all("p", "problem"))[1]
    )
    assert text.links() == {}


def test_an_empty_day_has_a_page_too() -> None:
    assert "Nothing is due today" in _shown()


def test_the_same_drafts_give_the_same_page() -> None:
    rows = [task(id=str(number), number=number) for number in range(5)]
    assert _page(*rows) == _page(*rows)


def test_the_policy_lets_run_the_one_script_and_style_of_the_page_and_asks_nobody() -> None:
    text = _page(task())
    read = _Reader(text)
    policy = next(each["content"] for each, _ in read.all("meta") if "http-equiv" in each)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for rule, tag in (("script-src", "script"), ("style-src", "style")):
        ((_, source),) = read.all(tag)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    assert not [
        attributes
        for _, attributes, _ in read.elements
        if "src" in attributes or "style" in attributes
    ]


FRIDAY = date(2026, 11, 20)
ALLOWED = re.compile(
    r"mailto:|https://(mail\.google|outlook\.)|#|2026-11-24_[a-z0-9_-]+\.(eml|txt)$"
)
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "</pre><script>x</script>",
            "' onclick='x",
            "javascript:alert(1)",
            "</style><style>*{}",
            "{{ 7*7 }}",
            "&lt;b&gt;",
            "<!--",
            "]]>",
            "\u202egnp.exe",
        ]
    ),
)
_SHAPE = [element[0] for element in _Reader(_page_with(Finding(1, "a", "b", "c"), task())).elements]


@settings(max_examples=60)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_whatever_stands_in_a_cell_is_text_on_the_page(
    name: str, company: str, title: str, topic: str
) -> None:
    """No cell adds an element or an attribute: the page has the elements of a harmless one."""
    row = task(
        interviewer=name, company=company, job_title=title, topic=topic or "x", work_sample=name
    )
    read = _Reader(_page_with(Finding(1, name, company, topic), row))
    plain = [each[0] for each in read.elements if each[0] not in ("q", "a", "mark")]
    assert plain == [each for each in _SHAPE if each not in ("q", "a", "mark")]
    assert not [
        name for _, attributes, _ in read.elements for name in attributes if name.startswith("on")
    ]
    for attributes, _ in read.all("a"):
        assert re.match(
            r"(mailto:|https://(mail\.google|outlook\.)|#|2026-11-24_[a-z0-9_-]+\.(eml|txt)$)",
            attributes["href"],
        )
