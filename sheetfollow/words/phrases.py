"""Clean words -> a phrase that stands behind a preposition, in a letter to the interviewer."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, determined_inside, lacks_article, with_article
from sheetfollow.words.capitals import small_first
from sheetfollow.words.grammar import is_action, is_noun_phrase, is_phrase
from sheetfollow.words.kinds import Word, words_of
from sheetfollow.words.lists import closed
from sheetfollow.words.questions import question
from sheetfollow.words.sides import is_theirs, points_nowhere, yours
from sheetfollow.words.tidy import spelled, without_aside, without_brackets, without_end
from sheetfollow.words.verbs import gerund

_LONGEST, _MOST_WORDS = 90, 13
_NEVER = re.compile(r"[<>{}|\\=_]|https?:|@|->|\?\?|!!|\.\.|…|^\+|\s-\s|:\s|\*|^[^\"]*\"[^\"]*$")
_HEADS = re.compile(
    r"^(?:re|about(?! (?:they|we|he|she)\b)|the way(?= how)|on(?!-)|regarding|topic|also|and|plus|"
    r"main(?:ly)?(?! (?:thing|point))|(?:the |their |our )?(?:big|biggest|main|real) "
    r"(?:problem|challenge|issue|difficulty|headache) is(?: that)?):?\s+",
    re.I,
)
_TO_DO = re.compile(r"(to )?(\w+)(.*)", re.I)


def phrase(text: str, article: str, names: Set[str] = frozenset()) -> str:
    """A noun phrase, gerund or question in statement order, as it stands behind a preposition; ""
    where the text does not parse as one. `article`: the one that a bare singular noun takes, "the",
    "a", or "" for none."""
    text = prepared(text, names)
    if not text or not _may_be_a_phrase(text):
        return ""
    if words_of(text)[0].can_be(k.QUESTION):
        return question(text, names)
    text = determined_inside(_determined(yours(text), article), "the" if article else "a")
    return text if _names_a_thing(text, names) else ""


def _may_be_a_phrase(text: str) -> bool:
    """Whether it is of their side and no cut sentence, and a reader knows what it points at."""
    is_cut = not is_theirs(text) or _lacks_subject(text)
    return not is_cut and not points_nowhere(text) and not _is_done_to_one(words_of(text))


def _names_a_thing(text: str, names: Set[str]) -> bool:
    return is_phrase(text, names) and not _begins_badly(text)


def doing(text: str, names: Set[str] = frozenset()) -> str:
    """`keeping drivers motivated` for to keep drivers motivated, `moving to AWS` for move to AWS;
    the text where it is no deed."""
    match = _TO_DO.match(text)
    if not match or not (match[1] or match[2].lower() in closed("projects")):
        return text
    form = gerund(match[2].lower())
    is_deed = is_action(f"{match[2].lower()}{match[3]}", names) and not is_noun_phrase(text, names)
    return f"{form}{match[3]}" if form and is_deed else text


def _is_done_to_one(found: tuple[Word, ...]) -> bool:
    """`fixing boiler in school`: what is done to one thing, named without its article."""
    if not found[1:] or not found[0].can_be(k.GERUND) or _describes(found):
        return False
    which = found[1].low in closed("fresh") | closed("ordinals")
    if found[0].can_be("npaX"):
        return which and _is_one_of_work(found[2:])
    return lacks_article(core(found[1:])) or (which and _is_one_of_work(found[2:]))


def _is_one_of_work(found: tuple[Word, ...]) -> bool:
    """`location in Plano`, behind opening second; no time."""
    return bool(found) and found[0].low not in closed("time nouns") and lacks_article(core(found))


def _determined(text: str, article: str) -> str:
    """With the article that its noun needs; `no tests` is the lack of tests."""
    if article == "the" and text.lower().startswith("own "):
        return f"your {text}"
    if article == "the" and re.match(r"no (?!one\b|more\b|longer\b)", text, re.I):
        return "the lack of " + with_article(text[3:], "a")
    return with_article(text, article) if article and not _is_doing(text) else text


def prepared(text: str, names: Set[str]) -> str:
    """Tidied as a phrase; "" where signs, links or its length speak against any."""
    text = without_aside(_HEADS.sub("", spelled(without_brackets(without_end(text)))))
    long = len(text) > _LONGEST or len(text.split()) > _MOST_WORDS
    if long or _NEVER.search(text) or not re.search(r"\w", text):
        return ""
    return small_first(text, names)


def _lacks_subject(text: str) -> bool:
    """`want to cut waste`, `cannot hire`: a sentence without its they."""
    first, _, rest = text.lower().partition(" ")
    noun_too = first in ("need", "lack") and rest.startswith(("to ", "for ", "of "))
    return first in closed("without subject") and not noun_too


def _begins_badly(text: str) -> bool:
    """A number of minutes or people that starts a note belongs to a clause that was cut short."""
    first = words_of(text)[0]
    unit = text.split()[1:2]
    return first.can_be(k.NUMBER) and bool(unit) and unit[0] in closed("units")


def _is_doing(text: str) -> bool:
    """Whether it is said what is done (`finding volunteers`), not a thing (`waiting list`): what is
    done has no bare singular for its object."""
    found = words_of(text)
    if not found[0].can_be(k.GERUND) or (found[1:] and found[1].low == "of"):
        return False
    if found[0].low in closed("causes"):
        return True
    if found[0].can_be(k.NOUN):
        return len(found) > 1 and found[1].can_be("DPr#")
    if is_made_for_doing(found):
        return False
    return not _describes(found)


def _describes(found: Sequence[Word]) -> bool:
    """`waiting list`, not `winning younger readers`, of which there are more."""
    compared = len(found) > 2 and found[1].low.endswith("er") and found[1].kinds == {k.ADJECTIVE}
    return found[0].low in closed("while waiting") and not compared


def is_made_for_doing(found: Sequence[Word]) -> bool:
    """`boring machine`, `blasting schedule`: a thing for it, not what it is done to."""
    named = len(found) > 1 and found[1].low in closed("made for doing")
    return named and found[0].low not in closed("done to a place")
