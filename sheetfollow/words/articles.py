"""The article of a thing: which one it takes, where it goes without, and a or an by the sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sheetfollow.words import kinds as k
from sheetfollow.words.kinds import NO_WORD, Word, is_common, words_of, work_words
from sheetfollow.words.lists import closed, section_words
from sheetfollow.words.tidy import tools

_SHARE = re.compile(r"\d[\d.,]*%(?! last| next)|\d[\d:.]*[ap]m\b|\d+-|\d+[dD]\b|third|[£$€]\d")
_NTH = re.compile(r"\d+(?:st|nd|rd|th)$")
_BARE = re.compile(
    r"(?:only (?:one|1)|mr|mrs|ms|dr|room (?:to|for)|\S+(?: \S+)? (?:vs\.?|versus|or)) ", re.I
)
"""How a text begins that goes without: room for vans, batch vs real time."""
_LONGEST_WAY = 5
"""Words from `from` to what `to` leads to."""
_SPELT, _LONGEST_SPELT = 3, 5
"""Letters up to which capitals are said one by one, a word or not (an LED); and at all."""


def with_article(text: str, article: str) -> str:
    """The text with the article that a bare singular count noun needs."""
    found = words_of(text)
    told_more = article == "the" and bool(found) and _is_told_more_of(found)
    if not told_more and (not found or not _takes_article(text, found)):
        return text
    return f"the {text}" if article == "the" or _is_the_only(found[0].low) else indefinite(text)


def _is_the_only(first: str) -> bool:
    """`first`, `18th`: of which there is one."""
    return first in closed("of which one is") or _NTH.match(first) is not None


def _takes_article(text: str, found: tuple[Word, ...]) -> bool:
    first, thing = found[0], core(found)
    if _leaves_no_room(text, thing) or _is_done(found, thing):
        return False
    if first.low in closed("ordinals") or _is_one_of_several(thing):
        return not is_mass_phrase(thing[:2])
    if first.can_be(k.NUMBER) and not _SHARE.match(text):
        return False
    return _has_count_head(_of_both(found, thing)) or _is_way_between(found)


def _is_done(found: tuple[Word, ...], thing: tuple[Word, ...]) -> bool:
    """`proving impact`, `making one list`: what is done to something, not the mixing desk."""
    if len(found) < 2 or not found[0].can_be(k.GERUND):
        return False
    return found[1].can_be("D#") or (len(thing) > 1 and thing[-1].low in closed("done to"))


def _of_both(found: tuple[Word, ...], thing: tuple[Word, ...]) -> tuple[Word, ...]:
    """The thing; `hotel bundle` for rail and hotel bundle, () for bleed and trim, which go bare."""
    if len(thing) != 1 or not found[2:] or found[1].low not in ("and", "&"):
        return thing
    other = core(found[2:])
    told = found[0].can_be(k.NAME) or any(word.can_be(k.DETERMINER) for word in other)
    alike = other[0].can_be(k.PLURAL) or not found[0].can_be(k.PLURAL)
    return other if len(other) > 1 and alike and not told else ()


def _is_one_of_several(thing: tuple[Word, ...]) -> bool:
    """`2nd site`, not of 18th century corsets."""
    named = any(word.low in ("century", "grade") for word in thing[1:2])
    return _NTH.match(thing[0].low) is not None and not named


def _is_way_between(found: tuple[Word, ...]) -> bool:
    """`Postgres to Snowflake migration`, `paper to digital move`: two ends before one thing."""
    to = next((at for at in (1, 2) if found[at : at + 1] and found[at].low == "to"), 0)
    ends = core(found[to + 1 :])
    if not to or not ends:
        return False
    plain = not any(word.can_be("DPCWOU#") for word in (*found[:to], *ends))
    return plain and len(ends) > 1 and ends[-1].low in closed("moves")


def _leaves_no_room(text: str, thing: tuple[Word, ...]) -> bool:
    """Whether what it begins with lets no article stand before it, `our`, `in`, a quotation, or it
    is what is done to something, `A/B testing the checkout page`."""
    first = thing[0]
    if first.can_be(k.POSSESSIVE) and not first.can_be(k.NAME):
        return not _may_own(first)
    told = first.can_be("PWO" + k.POSSESSIVE) or any(word.can_be(k.DETERMINER) for word in thing)
    return told or text[0] in "'(" or thing[-1].text.endswith('"') or _BARE.match(text) is not None


def _may_own(owner: Word) -> bool:
    """`residents'`, `women's`, `the museum's`: whose, behind an article."""
    return _is_of_many(owner) or is_count_noun(words_of(owner.low.removesuffix("'s"))[0])


def _is_of_many(owner: Word) -> bool:
    named = ("women's", "men's", "children's", "people's")
    return owner.text.endswith("s'") or owner.low in named


def _is_told_more_of(found: tuple[Word, ...]) -> bool:
    """`podcast they launched`, `machinery of government`, `opening of the shop`: which one is told
    behind it."""
    thing = core(found)
    head = thing[-1]
    behind = found[len(thing)] if len(thing) < len(found) else NO_WORD
    if len(thing) == 1 and head.can_be(k.GERUND):
        return behind.low == "of" and head.low not in closed("verbs with of")
    return _is_one_thing(thing) and (behind.can_be(k.PRONOUN) or behind.low == "of")


def _is_one_thing(thing: tuple[Word, ...]) -> bool:
    """Whether it is a singular noun with what describes it: no name, nor what is done."""
    head = thing[-1]
    plain = all(word.can_be("nag") and not word.can_be("D#SpXOW") for word in thing)
    return plain and head.can_be(k.NOUN) and not head.low.endswith("ing") and head.low != "front"


def _has_count_head(thing: tuple[Word, ...]) -> bool:
    """Whether its last word is a bare singular that wants an article: `a migration`, `the new
    ERP`, not `quality control`."""
    if not thing or _is_one_of_theirs(thing) or _is_one_in_capitals(thing):
        return bool(thing)
    mass = is_mass_phrase(thing) or thing[-1].low in tools() or _is_done_by_many(thing[-2:])
    return not mass and (is_count_noun(thing[-1]) or _is_one_behind_a_noun(thing[-2:]))


def _is_one_in_capitals(thing: tuple[Word, ...]) -> bool:
    """`new ERP`, `helpdesk SLA`."""
    of_one = len(thing) > 1 and thing[-1].low in closed("acronyms of one")
    return thing[-1].text.isupper() and (of_one or thing[0].low in closed("fresh"))


def _is_done_by_many(thing: tuple[Word, ...]) -> bool:
    """`approvals take`, `deadlines clash`: rather what several do; not `rewards scheme`."""
    many = len(thing) > 1 and thing[0].can_be(k.PLURAL) and not thing[0].can_be(k.NOUN)
    verb = thing[-1].can_be(k.MOSTLY_VERB) or thing[-1].low not in _listed()
    does = many and thing[-1].can_be(k.BASE) and verb
    return does and thing[0].low not in closed("plural looks")


def _is_one_of_theirs(thing: tuple[Word, ...]) -> bool:
    """`museum's new database`, `residents' forum`, not `squatters' rights`."""
    head = thing[-1]
    many = _is_of_many(thing[0]) and head.can_be(k.PLURAL) and not head.can_be(k.NOUN)
    return thing[0].can_be(k.POSSESSIVE) and not many


def _is_one_behind_a_noun(thing: tuple[Word, ...]) -> bool:
    """`payroll run`, `single view`, not `wet ground`."""
    if len(thing) < 2:
        return False
    if thing[1].low not in closed("one behind a noun"):
        return False
    named = thing[0].can_be(k.NOUN + k.POSSESSIVE) and not thing[0].can_be(k.ADJECTIVE + k.NAME)
    return named or thing[0].low in closed("one of one")


def is_mass_phrase(thing: tuple[Word, ...]) -> bool:
    """`error correction`, and so `quantum error correction`; a slow one is one all the same."""
    named = (at for at in range(max(len(thing) - 1, 1)) if _are_names(thing[:at]))
    ends = (" ".join(word.low for word in thing[at:]) for at in named)
    done = thing[-1].low in section_words("mass_nouns.txt", "done behind a noun")
    before = thing[-2] if len(thing) > 1 else NO_WORD
    named_so = before.can_be(k.NOUN) and "-" not in before.low
    behind = done and named_so and before.low not in closed("fresh")  # not the old building
    return behind or not section_words("mass_nouns.txt", "phrases").isdisjoint(ends)


def _are_names(found: tuple[Word, ...]) -> bool:
    return all(word.can_be(k.NOUN + k.NAME + k.NUMBER) for word in found)


@cache
def _listed() -> frozenset[str]:
    people = section_words("skills.txt", "who one is")
    return frozenset(work_words() | closed("set things") | people)


def is_count_noun(word: Word) -> bool:
    """Whether one of it wants an article: there are several, and it is not rather matter."""
    last = word.low.rsplit("-", 1)[-1].rsplit("/", 1)[-1]
    if re.search("^mid-|-(?:a|to)-", word.low):
        return False  # mid-contract, adopt-a-bench, free-to-play
    if not _listed().isdisjoint((word.low, last)):
        return True
    matter = section_words("mass_nouns.txt", "matter")
    return word.can_be(k.COUNT) and matter.isdisjoint((word.low, last))


def core(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """The phrase up to its head: to the first preposition, conjunction or relative word."""
    for at in range(1, len(found)):
        following = found[at + 1] if at + 1 < len(found) else NO_WORD
        ends = found[at - 1].text.endswith('"') and not found[at].can_be(k.COUNT)
        if ends or _leads_away(found[at], following):
            return found[:at]
    return found


def _leads_away(word: Word, following: Word) -> bool:
    """Whether it stands behind the head: a preposition, what is done, `run` in run by."""
    if word.can_be(k.NAME):
        return False
    if word.can_be("PCWOUI") or word.low in closed("behind the head"):
        return True
    if following.can_be(k.PREPOSITION) and word.low in closed("before a preposition"):
        return True
    if _says_what_was_done(word, following):
        return following is not NO_WORD
    return _tells_when(word, following) or _says_what_it_does(word, following)


def _tells_when(word: Word, following: Word) -> bool:
    """`an intern 11 years ago`, `the audit next spring`."""
    counts = word.can_be(k.NUMBER) and word.low not in closed("ordinals")
    which = word.low in closed("before a time") or word.low == "the"
    timed = following.low in closed("time nouns") | {"same"}
    timed = timed or (following.can_be(k.NUMBER) and word.low not in ("a", "each"))
    return (which and timed) or (counts and following.low in closed("units"))


def _says_what_was_done(word: Word, following: Word) -> bool:
    """Whether it tells what happened to the thing before it: `the rota shared with others`."""
    if word.can_be(k.PAST) and (following.low == "by" or word.low == "paid"):
        return True
    done = word.can_be(k.PAST) and not word.can_be("nabX")
    return done and (not following.can_be("npXg") or following.low in closed("time nouns"))


def _says_what_it_does(word: Word, following: Word) -> bool:
    """Whether it tells what the thing before it does: `parents not engaging with the app`, `desk
    going digital`; `asset tagging`, `kiln relining at the pottery`, are one thing."""
    onto = following.low in ("into", "about")  # food bank turning into a pantry
    if word.low in closed("going on"):
        return following.can_be(k.ADJECTIVE) or not following.can_be("npX")
    if not word.can_be(k.GERUND) or (word.can_be("npX") and not onto):
        return False
    if following is NO_WORD or (following.can_be(k.PREPOSITION) and not onto):
        return _goes_on(word.low)
    return not following.can_be("npX")


def _goes_on(low: str) -> bool:
    """`failing`: what a thing does by itself."""
    stems = {low[:-3], f"{low[:-3]}e", low[:-4]}
    return not stems.isdisjoint(closed("intransitives") | closed("failures"))


def determined_inside(text: str, article: str) -> str:
    """With the article of each bare thing behind a preposition: `parents not engaging with the
    homework app`; none where one goes without, `on site`."""
    found = words_of(text)
    told: list[str] = []
    for at, word in enumerate(found):
        if at and _wants_article(found[:at], found[at:]):
            is_nth = _NTH.match(word.low) is not None
            any_one = found[at - 1].low in closed("before one of many")
            any_one = any_one or word.low in closed("of any")
            the = article == "the" and not any_one
            told.append("the" if the or is_nth else indefinite(word.text)[:2].strip())
        told.append(word.text)
    return " ".join(told)


def _wants_article(found: tuple[Word, ...], rest: tuple[Word, ...]) -> bool:
    before = found[-1]
    if is_one_of_two_ends(found, rest):
        return False
    thing = core(rest)
    if not _leads_to_a_thing(before, thing):
        return False
    if thing[-1].low in section_words("skills.txt", "roles") or _is_of_several(found):
        return before.low in ("as", "from", "with", "by") and lacks_article(thing)
    return _is_nth(rest) or lacks_article(thing)


def is_one_of_two_ends(found: tuple[Word, ...], rest: tuple[Word, ...]) -> bool:
    """`quarter` in year after year, from quarter to quarter; `digital` in paper to digital move."""
    whole = (*found, *rest)
    if found[-1].low == "to" and (_is_way_between(whole) or _is_way_between(whole[1:])):
        return True
    again = len(found) > 1 and found[-2].low == rest[0].low
    return again or _is_on_the_way([word.low for word in whole], len(found) - 1)


def _is_on_the_way(words: Sequence[str], at: int) -> bool:
    """Whether the word there is the from or the to of `from phone call to payment`."""
    start = max((place for place in range(at + 1) if words[place] == "from"), default=len(words))
    way = words[start : start + _LONGEST_WAY]
    return "to" in way and at - start in (0, way.index("to")) and not closed("articles") & set(way)


def _is_of_several(found: tuple[Word, ...]) -> bool:
    """`a lot of`, `the shortage of`: one thing, with its article, cannot follow."""
    return found[-1].low == "of" and len(found) > 1 and found[-2].low in closed("several of")


def lacks_article(thing: tuple[Word, ...]) -> bool:
    """Whether nouns, with what describes them, name one thing without its article: `small clinic`;
    nobody says one in `on site`."""
    one = bool(thing) and _is_plain_thing(thing) and not thing[-1].can_be("pX")
    done = len(thing) > 1 and thing[-1].low.endswith("ing") and thing[-2].low in closed("of any")
    one = one and not done  # good briefing
    return one and _has_count_head(thing) and not _goes_bare(thing)


def _is_nth(rest: tuple[Word, ...]) -> bool:
    """`2nd site`, `first 3 months`, `last inspection`: which of several."""
    of_a_row = len(rest) > 1 and rest[0].low in closed("ordinals") and _is_of_a_row(rest)
    return of_a_row or _is_one_of_several(rest)


def _is_of_a_row(rest: tuple[Word, ...]) -> bool:
    """`first 3 months`, `last inspection`, `last service date`."""
    if is_mass_phrase(core(rest)):
        return False
    if rest[1].low in closed("time nouns"):
        return rest[0].low == "first"
    counted = rest[1].can_be(k.NUMBER) and any(word.can_be(k.PLURAL) for word in rest[2:3])
    return counted or is_count_noun(rest[1]) or lacks_article(core(rest[1:]))


def _leads_to_a_thing(before: Word, thing: tuple[Word, ...]) -> bool:
    """Whether a thing follows, not what one does: `to the depot`, `to stock sheet`, not `to plan`,
    `to plan routes`."""
    if before.low not in closed("before a thing"):
        return False
    done = thing[0].can_be(k.BASE) and not (thing[0].can_be(k.NOUN) and lacks_article(thing[1:]))
    return before.low != "to" or not done


def _is_plain_thing(thing: tuple[Word, ...]) -> bool:
    """Whether it is nouns with what describes them, and tells no time: not `next week`."""
    if any(word.low in closed("before a time") for word in thing):
        return False
    plain = all(word.can_be("npXga") or word.low in ("shared", "rented") for word in thing)
    told = thing[0].can_be("DPWOU#" + k.POSSESSIVE)
    return plain and not told and (thing[0].can_be(k.ADJECTIVE) or not thing[0].can_be(k.ADVERB))


def _goes_bare(thing: tuple[Word, ...]) -> bool:
    """Whether nobody says an article with it behind a preposition: `on site`."""
    goes_on = thing[-1].can_be(k.GERUND) or thing[-1].low in closed("time nouns")
    named = thing[0].can_be(k.NAME) and goes_on  # in Leeds opening in May, for Ascot week
    alone = len(thing) == 1 and thing[0].low in closed("bare alone")
    bare = alone or thing[-1].low in closed("bare behind a preposition")
    return named or bare or is_mass_phrase(thing)


def indefinite(text: str) -> str:
    """The text behind a or an, by the sound of its first letters."""
    return ("an " if beginning_vowel(text) else "a ") + text


def with_an(text: str) -> str:
    """The text with `an` before every vowel, and `a` elsewhere."""
    found = text.split(" ")
    for at, following in enumerate(found[1:]):
        if found[at] in ("a", "an") and following.isalpha():
            found[at] = "an" if beginning_vowel(following) else "a"
    return " ".join(found)


def beginning_vowel(text: str) -> bool:
    """Whether it is spoken with a vowel first: an HGV, a user, an hour."""
    first = re.split(r"(?<=[A-Z]{2})-| ", text.strip('"'))[0]
    low = first.lower()
    is_word = len(low) > _SPELT and is_common(low)
    is_said = is_word or low in section_words("spelling.txt", "acronyms too")
    if first[:2].isupper() and len(first) <= _LONGEST_SPELT and not is_said:
        return first[0] in "AEFHILMNORSX"
    return (
        re.match(
            r"(?:[ai]|e(?!u|we\b)|o(?!ne)|u(?!ni|s(?:[ae]|$)|k\b|til|ro)|hour|hono)", first.lower()
        )
        is not None
    )
