"""Does it say something of what was talked about?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from sheetfollow.letters.lint.text import (
    GAP,
    Text,
    parts,
    prose,
    stems,
    words_said,
)
from sheetfollow.model import Finding
from sheetfollow.schema import INTERVIEWS, Message
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.reading import read
from sheetfollow.words.refusals import Reason
from sheetfollow.words.titles import job_title

_FEWEST_ALIKE = 4
"""Letters that two forms of a word begin with."""

_OF_ANY_LETTER = {"company", "conversation", "day", "days", "role", "team", "time", "times", "work"}
"""What says nothing of a talk where the rest of a topic does not stand beside it."""
_GAP = f"[{INTERVIEWS.column('topic').header.lower()}]"
_ENDING = re.compile(
    r".?(?:|s|d|e|y|es|ed|er|ers|ing|ings|ion|ions|ations?|ive|al|ally|ments?|ity|ies|ied|ors?|able"
    r"|[ae]nce|[ae]nts?|ur[ae]l?|ists?|ics?|ical|ism|sis|ses|tics?|tical|ful|less|ness|ship|ly)"
)


def off_topic(letter: Text) -> Iterator[Finding]:
    """A thank-you says something of the topic: one word of what the cell can say suffices. Silent
    where the cell says nothing that a letter could use, or the gap for it is open; a cell that is
    only not understood has words all the same."""
    if letter.task.message != Message.THANK_YOU or _GAP in letter.body:
        return
    topic = _topic(letter.task.topic)
    said = letter.words if letter.prose.isascii() else words_said(letter.prose)
    if topic.stems and not (_says(said, topic) and _says_it_of_itself(letter, said, topic)):
        advice = f"say something about {topic.phrases[0]}"
        yield letter.finding(letter.start, "topic not mentioned", "", advice)


def _says_it_of_itself(letter: Text, said: AbstractSet[str], topic: _Topic) -> bool:
    """Whether a word of the topic is said besides the job and the company, which may share it."""
    names = (letter.task.company, letter.task.job_title)
    if _says(said - words_said(" ".join(names)), topic):
        return True
    text = letter.prose.casefold()
    for name in names:
        text = text.replace(name.casefold(), "")
    return _says(words_said(text), topic)


def _says(said: AbstractSet[str], topic: _Topic) -> bool:
    """Whether a word of the topic is said, or another form of one: `planned` of planning, and not
    `confirmed` of confined, which begin alike."""
    near = {word for word in said if word.removesuffix("s")[:5] in topic.stems}
    if not near.isdisjoint(topic.words):
        return True
    return any(_differ_at_the_end(word, other) for word in near for other in topic.words)


def _differ_at_the_end(one: str, other: str) -> bool:
    same = sum(1 for _ in takewhile(_are_the_same, zip(one, other, strict=False)))
    if same < _FEWEST_ALIKE and one != other:
        return one.removesuffix("s") == other.removesuffix("s")
    ends = (one[same:], other[same:])
    return same >= min(len(one), len(other)) - 2 or all(map(_ENDING.fullmatch, ends))


def _are_the_same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


class _Topic(NamedTuple):
    """What a letter can say of a cell, its words, and their beginnings."""

    phrases: Sequence[str]
    words: AbstractSet[str]
    stems: AbstractSet[str]


@lru_cache(maxsize=256)
def _topic(cell: str) -> _Topic:
    reading = read(cell, "topic", frozenset())  # as remembered where the letter was made
    phrases = [item.phrase for item in reading.items]
    if reading.reason is Reason.UNCLEAR:
        phrases = [cell]
    left_out = [item.phrase for part in reading.left_out for item in read(part, "topic").items]
    words = words_said(" ".join(phrases)) | words_said(" ".join(left_out)) - _OF_ANY_LETTER
    return _Topic(phrases, words, {stem for stem in stems(words) if len(stem) > 1})


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
    found = _topic(topic)
    return not found.phrases or not found.stems.isdisjoint(stems(said))
