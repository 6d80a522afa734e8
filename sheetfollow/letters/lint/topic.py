"""Does it say something of what was talked about?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import takewhile

from sheetfollow.letters.lint.text import (
    GAP,
    Text,
    parts,
    prose,
    stems,
    words_said,
)
from sheetfollow.model import Finding
from sheetfollow.schema import Message
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason
from sheetfollow.words.titles import job_title

_FEWEST_ALIKE = 4
"""Letters that two forms of a word begin with."""

_ENDING = re.compile(
    r".?(?:|s|d|e|y|es|ed|er|ers|ing|ings|ion|ions|ations?|ive|al|ally|ments?|ity|ies|ied|ors?|able"
    r"|[ae]nce|[ae]nts?|ur[ae]l?|ists?|ics?|ical|ism|sis|ses|tics?|tical|ful|less|ness|ship|ly)"
)


def off_topic(letter: Text) -> Iterator[Finding]:
    """A thank-you says something of the topic: one word of what the cell can say suffices. Silent
    where the cell says nothing that a letter could use; one that is only not understood has words
    all the same."""
    if letter.task.message != Message.THANK_YOU:
        return
    topics, wanted = _topics(letter.task.topic)
    said = letter.words if letter.prose.isascii() else words_said(letter.prose)
    near = [word for word in said if word.removesuffix("s")[:5] in wanted]
    if wanted and not any(_is_a_form(word, words_said(" ".join(topics))) for word in near):
        advice = f"say something about {topics[0]}"
        yield letter.finding(letter.start, "topic not mentioned", "", advice)


def _is_a_form(word: str, words: AbstractSet[str]) -> bool:
    """`planned` of planning, and not `confirmed` of confined, which begin alike."""
    return any(_differ_at_the_end(word, other) for other in words)


def _differ_at_the_end(one: str, other: str) -> bool:
    same = sum(1 for _ in takewhile(_are_the_same, zip(one, other, strict=False)))
    if same < _FEWEST_ALIKE and one != other:
        return one.removesuffix("s") == other.removesuffix("s")
    ends = (one[same:], other[same:])
    return same >= min(len(one), len(other)) - 2 or all(map(_ENDING.fullmatch, ends))


def _are_the_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


@lru_cache(maxsize=256)
def _topics(cell: str) -> tuple[Sequence[str], set[str]]:
    """What a letter can say of a cell, and the beginnings of its words."""
    reading = read(cell, "topic", frozenset())  # as remembered where the letter was made
    topics = [item.phrase for item in reading.items]
    if reading.reason is Reason.UNCLEAR:
        topics = [cell]
    return topics, {stem for stem in stems(words_said(" ".join(topics))) if len(stem) > 1}


def says_something_of_its_own(letter: Text) -> bool:
    """Whether a letter has a word of what was talked about, or of an idea to share."""
    task = letter.task
    cells = " ".join((task.topic, task.challenge, task.idea, task.skill, task.team))
    wanted = {word for word in words_said(cells) if len(word) > 3 and not is_grammar(word)}
    return not stems(wanted).isdisjoint(stems(words_said(letter.body)))


def is_personal(text: str, interviewer: str, job: str, topic: str) -> bool:
    """Whether a thank-you names its reader and the job, and says something of the topic."""
    read_text = parts(text)
    said = words_said(prose(read_text))
    if GAP.search(prose(read_text)) or said.isdisjoint(words_said(interviewer)):
        return False
    titles = [item.phrase for item in job_title(job).items]
    if titles and stems(said).isdisjoint(stems(words_said(titles[0]))):
        return False
    topics, wanted = _topics(topic)
    return not topics or not wanted.isdisjoint(stems(said))
