"""Every rule of the timeline, each with a story that proves it (spec 5)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from sheetfollow.schema import TRAITS, Message
from tests.helpers.stories import STORIES, plan_of, read_story, shown


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.toml")), ids=lambda path: path.stem)
def test_story(path: Path) -> None:
    """The plan says what the story says, on each of its days."""
    story = read_story(path)
    log = list(story.get("log", ()))
    for day in story["days"]:
        log += day.get("log", ())
        now = day.get("now")
        today = now.date() if isinstance(now, datetime) else day["today"]
        plan = plan_of(story["rows"], log, story.get("settings", {}), today=today, now=now)
        for row, expected in enumerate(day["expect"]):
            for header, value in expected.items():
                if header.endswith(" has"):
                    assert value in shown(plan, row, header.removesuffix(" has")), (
                        today,
                        row,
                        header,
                    )
                else:
                    assert shown(plan, row, header) == value, (
                        today,
                        row,
                        header,
                        shown(plan, row, "Why"),
                    )


def test_every_message_has_its_row_in_the_table() -> None:
    """What a message is stands in one table, for each of them, and no two are equally urgent."""
    assert list(TRAITS) == list(Message)
    assert sorted(traits.urgency for traits in TRAITS.values()) == list(range(len(Message)))
