"""What one did and how one is, as a skill: sentences about the candidate that begin with I."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, determined_inside, lacks_article, with_article
from sheetfollow.words.asks import Item, Kind, Reading, quoted
from sheetfollow.words.capitals import small_first
from sheetfollow.words.grammar import is_predicate
from sheetfollow.words.kinds import NO_WORD, Word, kinds_of, words_of
from sheetfollow.words.lists import closed, section, section_words
from sheetfollow.words.papers import is_bare_role, one
from sheetfollow.words.tidy import with_and, without_brackets
from sheetfollow.words.verbs import base_of, distinct_pasts, gerund, participle, past

_I_AM = re.compile(r"^(?:i am |am )?(?:very |really |quite )?", re.I)
_SPELL = re.compile(
    r"(?:(.*\w) )?((?:\d+\+?|two|three|four|five|six|ten) (?:years|months|seasons|winters|summers)"
    r"(?: (?:in|at|with|on|as) (?!a row\b).+)?)"
)
_VERY_GOOD = re.compile(
    r"(?<!am )(?<!was )(?<!be )(?<!been )\bvery good(?=$| (?:with|in|from|at)\b)"
)
_AM_KNOWING = re.compile(r"^am (know|understand|speak|need|own)ing\b")
_OUR = re.compile(r"(?<= )(?:our|their)(?= \w+)")
_FOR_US = re.compile(r"\b(won|got|saved|earned|brought|cost) us (?=\S)")
_NEARLY = "over|under|nearly|almost|about|around|roughly"
_BY_SO_MUCH = re.compile(
    rf"((?:{'|'.join(section_words('skills.txt', 'changed'))})"
    rf"(?: (?!(?:by|from|to|at|up|below|above|{_NEARLY})\b)\w+){{1,2}})"
    rf" ((?:(?:{_NEARLY}) )?\d[\d.,]*%)(?! to\b)"
)
_MY_LAST = re.compile(
    r"\b(at|in|from|for) (?:the |an? )?(?=(?:last|old|previous|former) \w+(?:$| with\b))"
)
_AMOUNT = re.compile(r".* (?:(?:from|to|by|at) \S*\d|by (?:half|a \w+)$|in half$)")
_UP_TO_AMOUNT = re.compile(r" (?:up |down )?(?:from|to|by|at|in) ")
_OWN_TIME = re.compile(
    r"(?:at|in|from) my last job\b|\bsince i was \d+$"
    r"|\ball (?:of )?my (?:working )?life$|\bon my own\b|\bby myself\b"
    r"|\bin my (?:spare time|gap year)\b",
    re.I,
)
_LASTS_TILL_NOW = re.compile(r" since | all (?:of )?my (?:working )?life$")
_TO_ME = re.compile(rf"^({'|'.join(section('skills.txt', 'done to me'))})\b", re.I)
_OF_SO_MANY = re.compile(r"[a-z]+(?: [a-z]+)? of \d")
_MADE = re.compile(r"^made (the (?:\w+ing|\w+ation)\b)")
_STATED = {"been", "can", "have", "has", "know", "knows", "speaks"}
_OF_FIRST_PERSON = {"been": "have been", "has": "have", "is": "am", "were": "was"}
_HELPERS = ("am", "is", "was", "were", "have", "has", "had")
_FOR_YEARS = re.compile(r"\bfor (?:\d+\+?|two|three|four|five|six|ten) (?:years|months)$")
_DONE_AGAIN = re.compile("(?:re|co|pre)-")


def first_person(text: str, names: Set[str]) -> Reading | None:
    """`I led a team of 8`, `I've worked with autistic children since 2019`."""
    match = re.match(r"i\b ?", text, re.I)
    if not match:
        return None
    rest = _plainly(_MADE.sub(r"did \1", text[match.end() :]))
    rest = _VERY_GOOD.sub("very well", _AM_KNOWING.sub(r"\1", rest))
    if not _is_sound(rest, names):
        return None
    rest = _since(_with_for(_inside(rest)))
    return quoted(Kind.PAST, Item(_as_gerund(rest), said=f"I {_has_done(rest)}"))


def _plainly(said: str) -> str:
    """`migrated 40 services` for did migrate 40 services, not for did design work; `won the award`
    for won us the award."""
    said = _FOR_US.sub(r"\1 ", said)
    verb, deed, following = (*words_of(said)[:3], NO_WORD, NO_WORD, NO_WORD)[:3]
    helps = deed.can_be(k.AUXILIARY) and deed.low != "did"
    if verb.low not in ("did", "do", "have") or following is NO_WORD or helps:
        return said
    may_be_thing = deed.can_be("na") and not following.can_be("D#")
    form = "" if may_be_thing else _form_behind(verb.low, deed)
    return f"{form} {said.split(' ', 2)[2]}" if form else said


def _form_behind(helper: str, deed: Word) -> str:
    """`migrated` for did migrate, `have made` for have make or have made."""
    if helper == "have":
        done = participle(past(deed.low) if deed.can_be(k.BASE) else deed.low)
        return f"have {done}" if done else ""
    if not deed.can_be(k.BASE):
        return ""
    return past(deed.low) if helper == "did" else deed.low


def _inside(said: str) -> str:
    return _MY_LAST.sub(r"\1 my ", determined_inside(said, "a"))


def _is_sound(rest: str, names: Set[str]) -> bool:
    """Whether it may stand behind I: a predicate, its verb in the form that a helper wants."""
    found = words_of(_OWN_TIME.sub("in 2020", rest), names)
    plain = " ".join(word.text for word in found)
    return is_predicate(plain, names) and not _has_two_pasts(found)


def _has_two_pasts(found: Sequence[Word]) -> bool:
    """`have did payroll`: a helper goes with another form."""
    helper, verb = (*found, NO_WORD, NO_WORD)[:2]
    return helper.low in _HELPERS and verb.low in distinct_pasts()


def _since(said: str) -> str:
    """`have worked there since 2015` for worked there since 2015."""
    verb, _, rest = said.partition(" ")
    done = participle(verb)
    return f"have {done} {rest}" if done and _LASTS_TILL_NOW.search(f" {rest}") else said


def _has_done(said: str) -> str:
    """`have made drawings for 11 years` for make drawings for 11 years."""
    verb, _, rest = said.partition(" ")
    plain = k.BASE in kinds_of(verb) and past(verb) not in ("", verb)
    done = participle(past(verb)) if plain and _FOR_YEARS.search(rest) else ""
    return f"have {done} {rest}" if done else said


def _with_for(said: str) -> str:
    """`worked there for 4 years` for worked there 4 years."""
    verb, _, rest = said.partition(" ")
    spell = _SPELL.fullmatch(rest)
    if not spell or verb == "spent":
        return said
    before = spell[1] or ""
    led_to = before and words_of(before)[-1].can_be("PD#")
    return said if led_to else " ".join(filter(None, (verb, before, "for", spell[2])))


def as_i_am(text: str, names: Set[str]) -> Reading | None:
    """`patient with difficult customers`, `able to lift 25kg`, `used to night shifts`."""
    state = small_first(without_brackets(_I_AM.sub("", text)), names)
    state = re.sub(r"^(good|great) in (?!teams?\b|groups?\b)", r"\1 at ", state)
    is_said = is_state(words_of(state, names)) and is_predicate(f"is {state}", names)
    return quoted(Kind.PAST, Item(said=f"I am {state}")) if is_said else None


def is_state(found: Sequence[Word]) -> bool:
    """Whether it says what one is, and to what; `used to sell` says what one did."""
    if len(found) < 3:
        return False
    if found[0].low not in section_words("skills.txt", "ways to be"):
        return False
    if found[0].low == "used":
        return found[1].low == "to" and not found[2].can_be(k.BASE)
    return found[1].can_be(k.PREPOSITION)


def is_mere_state(found: Sequence[Word]) -> bool:
    """`tidy`, `calm`: what one is, in a word."""
    return len(found) == 1 and found[0].can_be(k.ADJECTIVE) and found[0].can_be(k.BASE)


def told(text: str, names: Set[str]) -> Reading | None:
    """`led migration to AWS`, `have managed P&L`, `can drive a van`: the I is left out."""
    text = with_and(without_brackets(text))
    small = text[:1].lower() + text[1:] if text.split(" ")[0][1:].islower() else text
    small = _plainly(_MADE.sub(r"did \1", _TO_ME.sub(r"was \1", small)))
    low = _with_its_verb(small, small_first(text, names))
    low = _BY_SO_MUCH.sub(r"\1 by \2", _OUR.sub("the", _VERY_GOOD.sub("very well", low)))
    if not is_told(words_of(low, names)):
        return None
    verb, _, rest = _with_for(low).partition(" ")
    said = f"{_of_first_person(verb)} {rest if verb in _STATED else _object(verb, rest, names)}"
    said = _since(_with_for(determined_inside(said, "a")))
    if not _is_sound(said, names):
        return None
    said = _MY_LAST.sub(r"\1 my ", said)
    return quoted(Kind.PAST, Item(_as_gerund(said), said=f"I {said}"))


def _with_its_verb(text: str, as_typed: str) -> str:
    """`been glazing since 2011`, `worked with SQL since May`."""
    thing, since, _ = text.partition(" since ")
    if not since or is_told(words_of(thing)):
        return text
    if is_bare_role(thing):
        return f"been {one(as_typed, frozenset())}"
    if thing.split()[-1] in section_words("skills.txt", "states"):
        return f"been {as_typed}"  # NMC registered
    if words_of(thing)[0].can_be(k.GERUND):
        return f"been {text}"
    return f"worked {'in' if thing.endswith('ing') else 'with'} {as_typed}"  # in beekeeping


def _of_first_person(verb: str) -> str:
    verb = verb.removesuffix("s") if verb in ("speaks", "knows") else verb
    return _OF_FIRST_PERSON.get(verb, verb)


def is_told(found: Sequence[Word]) -> bool:
    """Whether it begins with a verb of the candidate's: a past, or have, can, know."""
    if len(found) < 2 or found[0].can_be(k.NAME):
        return False
    if found[0].low in section_words("skills.txt", "no deeds"):
        return False  # liked the shop
    if found[0].low == "been":
        return found[1].can_be("gDX")
    if found[0].low in section_words("skills.txt", "of the candidate"):
        return True
    if found[1].low == "person" or _describes(found):
        return False
    return found[0].can_be(k.PAST) and (_is_past_alone(found[0]) or _is_led_on(found))


def _describes(found: Sequence[Word]) -> bool:
    """`trauma-informed practice`, `trained falconer`; `re-wrote the menu` is a deed."""
    first, following = found[0].low, found[1]
    if first in section_words("skills.txt", "states") and not following.can_be("DP#"):
        return is_bare_role(" ".join(word.text for word in found[1:]))
    again = _DONE_AGAIN.match(first) or following.can_be("D#")
    return "-" in first and not again


def _is_deed_alone(word: Word) -> bool:
    return word.can_be(k.PAST) and _is_past_alone(word)


def _is_past_alone(word: Word) -> bool:
    """Whether a past form is nothing else besides: not `advanced`, not `cut`."""
    if word.low in section_words("skills.txt", "adjectives in -ed"):
        return False
    return word.low.endswith("ed") or not word.can_be("bn")


def _is_led_on(found: Sequence[Word]) -> bool:
    """Whether what follows its first word makes that a verb."""
    second = found[1]
    led_on = second.can_be("DP#C") or second.low in closed("particles")
    return led_on or _has_result(found)


def _has_result(found: Sequence[Word]) -> bool:
    """`increased donations by a third`, `cut build time from 40 to 8 minutes`."""
    return any(word.low in ("by", "from", "to", "up to", "for", "at", "in") for word in found[2:])


def _object(verb: str, text: str, names: Set[str]) -> str:
    """The object with its article: `a migration to AWS`, `the close from 9 days to 4`."""
    found = words_of(text, names)
    if not found or found[0].can_be("PC"):
        return text
    if found[0].text.istitle() and not lacks_article(core(tuple(found))[1:]):
        return text  # Duke of Edinburgh expeditions, not Medicare desk
    if verb in section_words("skills.txt", "changed") and _AMOUNT.match(text):
        thing = _UP_TO_AMOUNT.split(text)[0]
        return with_article(thing, "the") + text[len(thing) :]
    of_so_many = _OF_SO_MANY.match(text) is not None
    return one(text, names) if of_so_many or is_bare_role(text) else with_article(text, "a")


def _as_gerund(said: str) -> str:
    """`leading a team of 8` for `led a team of 8`; "" for what is no deed."""
    verb, _, rest = said.partition(" ")
    before, hyphen, verb = verb.rpartition("-")  # stage-managed
    base = base_of(verb)
    habit = verb == "used" and rest.startswith("to ")
    if base in ("", "be", "have", "can", "know", "do") or habit:
        return ""
    return before + hyphen + _of_two_deeds(base, rest)


def _of_two_deeds(base: str, rest: str) -> str:
    """`building and running shops`, `building sites and running shops`, of one deed or two."""
    thing, joined, more = f" {rest}".partition(" and ")
    if not joined or (thing and not _is_deed_alone(words_of(more)[0])):
        return f"{gerund(base)} {rest}" if gerund(base) else ""
    second = _as_gerund(more)
    return f"{gerund(base)}{thing} and {second}" if second else ""
