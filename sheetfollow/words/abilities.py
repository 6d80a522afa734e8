"""What can stand behind "my experience with": a thing, a deed, a role, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, is_count_noun, lacks_article, with_an, with_article
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.capitals import small_first
from sheetfollow.words.deeds import is_mere_state, is_state, is_told, told
from sheetfollow.words.grammar import is_gerund
from sheetfollow.words.kinds import Word, kinds_of, words_of
from sheetfollow.words.lists import closed, section_words, whole
from sheetfollow.words.lists import words as listed_words
from sheetfollow.words.papers import (
    as_such,
    is_bare_doer,
    is_bare_role,
    is_certificate,
    joined,
    language,
    rank_first,
)
from sheetfollow.words.phrases import phrase
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.tidy import (
    in_full,
    items,
    one_row,
    spelled,
    tools,
    with_and,
    without_brackets,
    without_end,
)
from sheetfollow.words.verbs import gerund
from sheetfollow.words.years import (
    NUMBERS,
    are_somewhere,
    is_mere_years,
    without_tail,
    without_years,
)

_LEVEL = re.compile(
    r"(?:band|level|grade|year|class|tier|stage|key stage) (?:\d+[a-z]?|[A-Z])"
    r"(?: ?(?:-|to) ?(?:year )?\d+)?",
    re.I,
)
_NO_THING = re.compile(
    r"ex-|learning (?-i:[A-Z])|.*\b(?:guy|lad|gal)\b"
    r"|(?-i:(?:.* )?[A-Z]{2,}\d+(?:/\d+| [A-Z]{2,}\d+)(?: .*)?)$"
    r"|\d(?!\d*(?:(?:st|nd|rd|th) |-(?:week|day|month|axis|phase|way|stage|tier)\b|D\b))"
    r"|(?:star|last|next|no)\b|\w+ing \d+$"
    r"|(?!\w+ing ).* from [£$€]?\d.* to [£$€]?\d"
    r"|(?:.*[ -])?(?-i:DE|EN|NL|PL|FR)$"
    rf"|(?!\w+ing ).* in (?:\d+|one|{'|'.join(NUMBERS[2:])}) (?:nights?|days?|weeks?|months?)$",
    re.I,
)
_LEADS = re.compile(
    r"^(?:my (?!\w+'s)(?=\S+ \S+ \S))?"
    r"(?:(?:strong|good(?! (?:clinical|manufacturing|laboratory|distribution) )|great|excellent|"
    r"solid|deep|some|(?:a )?bit of|a little|basic|advanced|"
    r"extensive|hands-on|proven|working(?! (?:with|in|on|at|as|for|under|from|to)\b)|fluent|"
    r"own(?= \S+ \S)) )*"
    r"(?:(?:experience|knowledge|know-?how|skills?|expertise|background|understanding)"
    r" (?:with|in|of) )?",
    re.I,
)
_AS_SPOKEN = re.compile(r"(?:bi|tri|multi)lingual (?-i:[A-Z])|(?:fluent|native) \S+$", re.I)
_DESCRIBING = ("al", "ic", "ive", "ous", "able", "ible", "ary", "ful", "less", "ent", "ant")
_WITH_OTHERS = re.compile(
    rf"^({'|'.join(section_words('skills.txt', 'done with others'))})(?= with \w)", re.I
)
_SAID_BESIDE = re.compile(
    rf"(?:{'|'.join(NUMBERS[2:])}|dozens|hundreds) (?!years|months|yrs)(?:\w+ )?\w+s\b"
    r"|(?:mostly|mainly) |(?!\w+ing )(?:\S+ to \S+$|.+ (?:up|down) (?:by|from|to) (?!date))",
    re.I,
)
_OF_ONES_OWN = re.compile(r"^(?:got|passed|did|took) my ", re.I)
_DOING_OF = re.compile(r"^([a-z]+ing) of (?=\w)", re.I)
_TOLD_MORE = re.compile(r" (?:of \d|at an? )")
_LONGEST_PLACE = 2
_NTH_HIRE = re.compile(r"(?:first|second|third) (?:hire|employee)\b")
_EX = re.compile(
    rf"^ex[- ](?=(?:[a-z]+ )?(?:{'|'.join(section_words('skills.txt', 'roles'))})$)", re.I
)
_DOING_FOR = re.compile(r"[a-z]+ing (?:for|in|at) ")
_AT_MINE = re.compile(
    r"\b(at|in|for) my (?:current|present|last|old|previous|former) (?!job)(?=\w+$)", re.I
)
_WORKING = "working as "


def abilities(text: str, cell: str, names: Set[str]) -> Reading:
    """The things that a text lists, as words behind "my experience with"; the parts that are none
    are left out, and the `cell` is asked about where all of them are."""
    found, left = _sifted(list(_things(text)), names)
    if not found:
        return asked(Reason.UNCLEAR, "skill", cell)
    kind = Kind.LIST if len(found) > 1 else Kind.PHRASE
    if kind is Kind.PHRASE and (not left or " " in found[0]):
        found = list(map(_with_its_article, found))
    found = [_with_its_article(words) if _TOLD_MORE.search(words) else words for words in found]
    found = list(map(_of_machines, _singly(found)))
    found.sort(key=_is_deed)  # Python and leading a team, not leading a team and Python
    return quoted(kind, Item(phrase=joined(found)), left_out=left)


def _is_deed(words: str) -> bool:
    if words.startswith(_WORKING) or _DOING_FOR.match(words):
        return True
    return " " in words and is_gerund(words)


def _sifted(parts: Sequence[str], names: Set[str]) -> tuple[list[str], list[str]]:
    """(the words for each thing of a list, the parts that are none)."""
    found: list[str] = []
    left: list[str] = []
    deed = False
    for part in parts:
        words = _thing(part, names)
        if found or left:
            words = _as_in_a_list(part, words)
        words = words if not deed or _goes_beside_deed(words) else ""
        deed = deed or _is_deed(words) or is_told(words_of(small_first(part), names))
        (found if words else left).append(words or part)
    return found, left


def _goes_beside_deed(words: str) -> bool:
    """Whether it says what is done, or with what tool: no `concrete frames` behind working as a
    coordinator, no `seat in Belfast` behind training in property."""
    return _is_deed(words) or _is_activity(words) or bool(_tools(words))


def _as_in_a_list(part: str, words: str) -> str:
    """With the capital that a later thing of a list was typed with, as a name is: `Maze`; "" for
    `four entities`, `waste down by half`, which tell how many, and for where one was so long."""
    typed = spelled(part)
    aside = whole("refusals.txt", "of the first").match(part)
    aside = aside if not words.startswith(_WORKING) else None
    if aside or _SAID_BESIDE.match(part) or are_somewhere(typed):
        return ""
    if _says_little(without_years(typed).lower().split()):
        return ""
    last = part.split()[-1]
    return last if last.istitle() and words == last.lower() else words


def _says_little(low: Sequence[str]) -> bool:
    """`HR side`, `contracts too`, `ran six`, `raised 22k`, `themes to SLT`, `basic workshop`:
    what is said of the thing before it, or where that was done."""
    place = len(low) <= _LONGEST_PLACE and low[-1] in section_words("skills.txt", "workplaces")
    did = k.PAST in kinds_of(low[0])
    counted = low[-1] in NUMBERS or low[-1].lstrip("£$€~")[:1].isdigit()
    bare = len(low) == _LONGEST_PLACE and counted and did
    to_some = low[1:2] == ["to"] and k.PLURAL in kinds_of(low[0])
    aside = low[-1] in section_words("skills.txt", "said beside") and not did
    return place or bare or to_some or aside


def _singly(found: Sequence[str]) -> Iterator[str]:
    """The things of a list one by one: `IFRS`, `HGB`, `controlling`, not `IFRS and HGB`, ..."""
    for words in found:
        several = len(found) > 1 and words[:1].isupper() and not is_gerund(words)
        yield from words.split(" and ") if several else (words,)


def _things(text: str) -> Iterator[str]:
    """The parts of a list of skills, without those that are a mere number of years."""
    for part in items(text)[0]:
        if not is_mere_years(spelled(part)):
            yield one_row(part)


def _thing(part: str, names: Set[str]) -> str:
    part = with_an(_AT_MINE.sub(r"\1 a ", spelled(without_brackets(without_end(part)))))
    if _tools(part):
        return "" if is_certificate(part) else _tools(part)
    spoken = language(part)
    if spoken:
        return spoken.phrase
    deed = told(in_full(part), names)
    if deed:
        return "" if _OF_ONES_OWN.search(part) else deed.items[0].phrase
    if is_told(words_of(small_first(part), names)):
        return ""  # a deed that is no sound sentence is no thing either
    return _named(_bare(part), names)


def _bare(part: str) -> str:
    """Without the years, and without the praise and the word `skills` around it."""
    part = without_years(part)
    part = _EX.sub("", _LEADS.sub("", part) or part)
    part = _DOING_OF.sub(_doing, part if _is_of_a_thing(part) else without_tail(part))
    part = _WITH_OTHERS.sub(lambda deed: gerund(deed[1].lower()), part)
    return with_and(part.replace(" / ", " and "))


def _is_of_a_thing(part: str) -> bool:
    """`knife skills`: of what one handles, which alone is a mere thing."""
    thing, _, skills = part.lower().rpartition(" ")
    alone = " " not in thing and lacks_article(words_of(thing)) if thing else False
    return skills == "skills" and alone and thing not in tools()


def _doing(deed: re.Match[str]) -> str:
    """`stripping old paint` for stripping of old paint."""
    kept = deed[1].lower() in closed("verbs with of") | _named_deeds()
    return deed[0] if kept else f"{deed[1]} "


def _named_deeds() -> Set[str]:
    return listed_words("noun_gerunds.txt")


def _named(part: str, names: Set[str]) -> str:
    """A thing or a role that one has experience with or as; "" for what is no skill."""
    if not part or refused(part, "skill") or _names_no_skill(part):
        return ""
    part = re.sub(r"^responsible for ", "being responsible for ", part, flags=re.I)
    words = _tools(part) or rank_first(phrase(_with_its_object(part), "", names))
    if not words or (not _tools(part) and _ends_as_no_thing(core(words_of(words)))):
        return ""
    return _as_role_or_thing(words)


def _as_role_or_thing(words: str) -> str:
    """`working as a porter`, `wound care`; "" for who does it without an article."""
    if _NTH_HIRE.match(words):
        return f"{_WORKING}the {words}"
    if is_bare_role(words):
        return _WORKING + as_such(words)
    return "" if is_bare_doer(words) else words


def _with_its_object(words: str) -> str:
    """`leading a small crew` for leading small crew."""
    verb, _, thing = words.partition(" ")
    first, *others = words_of(words)
    if not others or not first.can_be(k.GERUND):
        return words
    size = others[0].low in section_words("skills.txt", "sizes")
    describes = size or re.search(r"\d", others[0].text)
    return f"{verb} {with_article(thing, 'a')}" if describes else words


def _with_its_article(words: str) -> str:
    """`a budget of 1.5m`; none for what is an activity too: lighting design, inspection."""
    if _is_activity(words):
        return words if not _is_done_to_some(words) else f"the {words}"
    named = core(words_of(words))[1:][-1:]  # BMS Trend
    named_so = bool(named) and named[0].text.istitle()
    done = named_so or _of_machines(words) != words or _does(words)
    return words if done else with_article(words, "a")


def _is_done_to_some(words: str) -> bool:
    """`audit of charities`, `introduction of scanners`: what is done, and to what."""
    head, of, _ = words.partition(" of ")
    bare = head[0].islower() and " " not in head and not head.endswith(("ing", "s"))
    return bool(of) and bare and not words_of(head)[0].can_be("DP#")


def _does(words: str) -> bool:
    """`calving 400 head`: what one does to so many."""
    first, second = (*words_of(words)[:2], *words_of(words)[:1])[:2]
    return first.can_be(k.GERUND) and second.can_be(k.NUMBER) and second is not first


def _of_machines(words: str) -> str:
    """`forklifts` for forklift."""
    *before, last = words.split()
    bare = before[-1:] not in (["a"], ["an"], ["the"])
    one = last in section_words("skills.txt", "machines") and bare
    return f"{words}s" if one else words


def _is_activity(words: str) -> bool:
    """`stock control`, `lighting design for opera`: what is done, by its last word."""
    head = re.split(r" (?:of|for|with|in|at|on|to|from|by) ", words)[0].split()[-1:]
    last = "".join(head).lower()
    listed = last in section_words("skills.txt", "activities")
    if last in section_words("skills.txt", "no activities"):
        return False
    return listed or last.endswith(("ion", "ment", "ance", "sis", "ory", "ing"))


def _names_no_skill(part: str) -> bool:
    """A number, a level, a paper that one holds, or in a word what one is: `band 6`, `tidy`."""
    if _is_paper(part) or is_state(words_of(part)):
        return True  # quick with a knife
    if _NO_THING.match(part) or _LEVEL.fullmatch(part):
        return True
    if part.lower().endswith((" it", " them", " there", " job", " role")) or _AS_SPOKEN.match(part):
        return True
    says_little = part.lower() in section_words("skills.txt", "too little alone")
    return says_little or _describes_one(part) or is_mere_state(words_of(part))


def _is_paper(part: str) -> bool:
    """`PMP`, `forklift licence`; not what is done on some: `tuning on support tickets`."""
    last = part.lower().split()[-1]
    is_one = last in section_words("skills.txt", "papers") and " on " not in part
    return is_certificate(part) or is_one


def _describes_one(part: str) -> bool:
    """`busy clinic`, where one does something, `own car`, `key person`."""
    thing = core(words_of(part))
    if thing[-1].low == "person" or thing[0].low == "own":
        return True
    return thing[0].low in section_words("skills.txt", "sizes") and lacks_article(thing)


def _ends_as_no_thing(thing: Sequence[Word]) -> bool:
    """`gas safe`, `commercial` in a list: what describes, with nothing behind it; a word that is
    rather a thing, `van stock`, ends one."""
    last = thing[-1]
    if not last.can_be(k.ADJECTIVE) or last.can_be("XpgeD#P") or _is_of_a_deed(thing):
        return False
    if is_count_noun(last):
        return False
    describes = len(thing) > 1 or last.low.endswith(_DESCRIBING)
    return describes and last.low not in section_words("skills.txt", "things too")


def _is_of_a_deed(thing: Sequence[Word]) -> bool:
    """Whether its end tells how something is done, or what becomes of it: `getting users calm`."""
    if thing[0].low in ("getting", "keeping", "making"):
        return len(thing) > 2
    return thing[-1].can_be(k.ADVERB) and any(word.can_be("ge") for word in thing)


def _tools(part: str) -> str:
    """A tool in its own spelling, or those that a slash parts: `Python and SQL`."""
    each = [_tool(name) for name in part.split("/")]
    return _tool(part) or (joined(each) if len(each) > 1 and all(each) else "")


def _tool(part: str) -> str:
    """A tool in its own spelling, `Go` as typed; "" for what is none."""
    beside = section_words("spelling.txt", "beside other tools")
    return part if part in beside else tools().get(part.lower(), "")
