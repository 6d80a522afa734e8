"""Is it said as one writes to people who decide, and at this stage of the application?"""

from __future__ import annotations

from collections.abc import Iterator

from sheetfollow.letters.lint.expressions import Entry, entries_in
from sheetfollow.letters.lint.text import Text
from sheetfollow.model import Finding

_INSTEAD = {
    "reproach": "leave it out; ask the question itself",
    "threat": "leave it out; say by when you need to know, and why",
    "begging": "leave it out; say what you would do for them",
    "boast": "leave it out; give one example",
    "too personal": "leave it out",
    "bad-mouthing": "leave it out; say what draws you to them",
}


def tone(letter: Text) -> Iterator[Finding]:
    """Reproaches, threats, begging and the like, each once a line; what the row itself
    speaks of is none."""
    told = set()
    for entry, match in entries_in("tone.txt", letter):
        finding = letter.finding(
            match.start(),
            entry.before,
            match[0],
            _INSTEAD[entry.before],
        )
        is_own = letter.holds_all(match[0])
        if not is_own and (finding.line, finding.rule) not in told:
            told.add((finding.line, finding.rule))
            yield finding


def wrong_stage(letter: Text) -> Iterator[Finding]:
    """What another message would say: a reply to a rejection asks for no decision."""
    message = letter.task.message

    def concerns(entry: Entry) -> bool:
        return message in entry.before.split(", ")

    for entry, match in entries_in("stages.txt", letter, concerns):
        advice = f"{entry.behind}: this is the {message}"
        yield letter.finding(match.start(), "wrong stage", match[0], advice)
