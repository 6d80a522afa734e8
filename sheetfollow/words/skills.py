"""A skill: what can stand behind "my experience with", or a sentence about the candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, indefinite, is_count_noun, lacks_article, with_article
from sheetfollow.words.asks import Kind, Reading, asked, quoted
from sheetfollow.words.deeds import (
    as_i_am,
    first_person,
    has_bare_verb,
    is_broken_passive,
    is_state,
    is_state_or_habit,
    is_told,
    told,
)
from sheetfollow.words.grammar import is_gerund
from sheetfollow.words.kinds import Word, kinds_of, words_of
from sheetfollow.words.lists import section, section_words
from sheetfollow.words.lists import words as listed_words
from sheetfollow.words.papers import (
    HEADS_OF,
    certificate,
    is_bare_doer,
    is_bare_role,
    is_done_to,
    is_role,
    joined,
    language,
    languages,
    one,
)
from sheetfollow.words.phrases import Item, in_full, phrase, small_first
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.sides import has_plural_before_them
from sheetfollow.words.tidy import (
    heads,
    items,
    one_row,
    sentences,
    spelled,
    tools,
    with_and,
    without_brackets,
    without_end,
)
from sheetfollow.words.verbs import gerund

_NUMBERS = " ".join(section("closed_words.txt", "counted")).split()
_COUNT = rf"\d+\+?|{'|'.join(_NUMBERS[1:])}"
_UNIT = r"years?|months?|seasons?"
_YEARS_FIRST = re.compile(
    rf"(?:(over|more than|almost|nearly) )?({_COUNT}) ({_UNIT})'?(?: (?:of )?experience)?"
    r"(?: (of|in|with|on|at|as|for))?(?: (.+))?",
    re.I,
)
_YEARS_LAST = re.compile(
    rf"((?!responsible ).+?)[ ,:(-]+(?:(for) )?({_COUNT}) ({_UNIT})\)?"
    r"((?: (?:in|at|with) .+| [a-z]+)?)",
    re.I,
)
_AND_ALL = re.compile(r",? (?:you name it|the lot|and more|and so on|etc)\.?$", re.I)
_LEVEL = re.compile(
    r"(?:band|level|grade|year|class|tier|stage|key stage) (?:\d+|[A-Z])"
    r"(?: ?(?:-|to) ?(?:year )?\d+)?",
    re.I,
)
_NO_THING = re.compile(
    r"ex-|\d(?!\d*(?:st|nd|rd|th) )|(?:star|last|next|no)\b|\w+ing \d+$"
    r"|(?!\w+ing ).* from [£$€]?\d.* to [£$€]?\d"
    r"|(?:.*[ -])?(?-i:DE|EN|NL|PL|FR)$",
    re.I,
)
_LEADS = re.compile(
    r"^(?:my (?!\w+'s)(?=\S+ \S+ \S))?"
    r"(?:(?:strong|good(?! (?:clinical|manufacturing|laboratory|distribution) )|great|excellent|"
    r"solid|deep|some|(?:a )?bit of|a little|basic|advanced|"
    r"extensive|hands-on|proven|working(?! (?:with|in|on|at|as|for|under|from|to)\b)|fluent|"
    r"own(?= \S+ \S)) )*"
    r"(?:(?:experience|knowledge|skills?|expertise|background|understanding) (?:with|in|of) )?",
    re.I,
)
_TAIL = re.compile(r"\s+(?:skills?|experience|knowledge|expertise|advanced|intermediate)$", re.I)
_AMOUNT = re.compile(
    r",(?!\d{3}\b)\s*(?=[+\d-])|\s(?=before (?:re)?(?:training|qualifying|moving|becoming|joining|"
    r"switching|starting|going)\b)"
)
_NEGATIVE = re.compile(
    r"^i(?:'d| would| could| might|'ll| will)\b|\b(?:cv|references?|resume)\b"
    r"|^no\b|\b(?:no experience|not yet|not|nothing|forgot|without any|lack)\b|n't\b"
    r"|\bnever\b(?! (?:missed|had an? (?:accident|incident|complaint|lti)\b))",
    re.I,
)
_BADLY = re.compile(
    r"^(?:i )?did (?:an? (?:bit|little|lot)|some|it|this|that)\b"
    r"|\b(?:badly|poorly|terribly|unsuccessfully|without (?:much )?success)$"
    r"|\b(?:barely|hardly|struggled|failed|rusty|shaky|weak|weakest|dropped out|half (?:an? \w+|of)"
    r"|(?<=\()(?:very |quite )?(?:bad|poor|weak|meh|so-so)(?=\))"
    r"|but|although|though|(?:better|worse|more|less|other) than|than (?:the )?others?)\b",
    re.I,
)
_AS_SPOKEN = re.compile(r"(?:bi|tri|multi)lingual (?-i:[A-Z])|(?:fluent|native) \S+$", re.I)
_DESCRIBING = ("al", "ic", "ive", "ous", "able", "ible", "ary", "ful", "less", "ent", "ant")
_OF_THEM = re.compile(r"\b(?:they|them|their|you|your|he|she|him)\b", re.I)
_RANK = re.compile(
    r"(?P<who>.+) (?P<rank>(?:level|grade|band|stage|year) \d+|(?-i:[A-Z]{2,}))", re.I
)
_WITH_OTHERS = re.compile(
    rf"^({'|'.join(section_words('skills.txt', 'done with others'))})(?= with \w)", re.I
)
_COUNTED = re.compile(
    rf"(?:{'|'.join(_NUMBERS[2:])}|dozens|hundreds) (?!years|months|yrs)(?:\w+ )?\w+s\b", re.I
)
_OF_ONES_OWN = re.compile(r"^(?:got|passed|did|took) my ", re.I)
_DOING_OF = re.compile(r"^([a-z]+ing) of (?=\w)", re.I)
_TOLD_MORE = re.compile(r" (?:of \d|at an? )")
_LONG_BEHIND = re.compile(r"^([a-z]+) (\d+-(?:day|week|month|year))$")
_LONGEST_PLACE = 2
_NTH_HIRE = re.compile(r"(?:first|second|third) (?:hire|employee)\b")
_EX = re.compile(
    rf"^ex[- ](?=(?:[a-z]+ )?(?:{'|'.join(section_words('skills.txt', 'roles'))})$)", re.I
)
_DOING_FOR = re.compile(r"[a-z]+ing (?:for|in|at) ")
_CUT = re.compile(r"cut (?!and )", re.I)
_WORKING = "working as "
_LISTED = re.compile(r"(,\s*(?:and\s+|&\s*)?|\s+(?:and|&|\+|/)\s+)")


def read_skill(text: str, cell: str, names: Set[str]) -> Reading:
    """A cell of Relevant skill."""
    text = _AND_ALL.sub("", text)
    flat = without_end(one_row(text))
    reason = refused(flat, "skill") or _speaks_against(text, flat)
    if reason:
        return asked(reason, "skill", cell)
    text, flat = _with_languages(text), _with_languages(flat)
    held = _held_beside(flat, names)
    if held:
        return held
    if "\n" in text:
        return _listed(text, cell, names)
    head, *more = _AMOUNT.split(spelled(in_full(flat)), maxsplit=1)
    reading = _sentence(head, names) if head else None
    if reading:
        return replace(reading, left_out=(*reading.left_out, *more))
    beside = _years_beside_what_one_is(flat, names)
    if beside:
        return beside
    reading = _listed(text, cell, names)
    return reading if reading.kind is Kind.LIST else _first_part(flat, names) or reading


def _held_beside(flat: str, names: Set[str]) -> Reading | None:
    """A certificate before a plus, the rest left out: `PRINCE2 certified + agile coaching`; behind
    it too where it says so there: `NMC + NMBI registered, ICU`."""
    for papers, mark, others in heads(flat, (", ", " + ")):
        held = certificate(spelled(papers), names) if " + " in papers + mark else None
        if held:
            return replace(held, left_out=(others,))
    return None


def _years_beside_what_one_is(flat: str, names: Set[str]) -> Reading | None:
    """`RGN, 12 years A&E`, `staff nurse, 4 years in theatre`: the years, the rest left out."""
    who, comma, years = spelled(flat).partition(", ")
    acronym = who.isupper() and who.lower() not in tools()
    if not comma or ", " in years or not (acronym or is_bare_role(who)) or _sentence(who, names):
        return None
    reading = _years(years, names)
    return replace(reading, left_out=(who,)) if reading else None


def _sentence(text: str, names: Set[str]) -> Reading | None:
    """What is said of the candidate."""
    return next(filter(None, (reader(text, names) for reader in _READERS)), None)


def _first_part(flat: str, names: Set[str]) -> Reading | None:
    """What stands before a dash or a comma, the rest left out: `butchery - whole carcass`."""
    for head, _, tail in heads(flat, (" - ", ", ")):
        found = _sentence(spelled(in_full(head)), names) or _listed(head, head, names)
        if found.items:
            return replace(found, left_out=(*found.left_out, tail))
    return None


def _with_languages(text: str) -> str:
    """`Python and Go`: beside a tool, a word of a list that is spelled like one is one; where all
    are, commas part them."""
    parts = _LISTED.split(text)
    if not _names_a_tool(parts):
        return text
    beside = {word.lower(): word for word in section_words("spelling.txt", "beside other tools")}
    known = tools() | beside
    low = {part.lower() for part in parts}
    if low & beside.keys() and known.keys() >= {part.lower() for part in parts[::2]}:
        return ", ".join(known[part.lower()] for part in parts[::2])
    return "".join(known.get(part.lower(), part) for part in parts)


def _names_a_tool(parts: Sequence[str]) -> bool:
    """Whether a part is spelled as a tool is, or has one that is no common word."""
    low = {word for part in parts for word in part.lower().split()}
    common = section_words("spelling.txt", "only as typed")
    return bool(set(parts) & set(tools().values()) or low & tools().keys() - common)


def _begins_as_wish(words: Sequence[str]) -> bool:
    """`hope to learn Go`, `planning to move`; not `planning rotas`, which is done."""
    wishes = section_words("skills.txt", "wishes")
    return words[0] in wishes or " ".join(words[:2]) in wishes


def _speaks_against(text: str, flat: str) -> Reason | None:
    """Why a skill is none to write of; `flat` is the cell in one line, without its end."""
    if flat.lower().startswith(("only ", "just ")):
        return Reason.PRIVATE
    if _begins_as_wish(flat.lower().split()):
        return Reason.NOTE
    if _NEGATIVE.search(flat) or _BADLY.search(flat):
        return Reason.PRIVATE
    if text.rstrip().endswith("?"):
        return Reason.QUESTION
    if _is_of_them(flat) or _is_unsure_deed(words_of(flat)):
        return Reason.UNCLEAR
    return Reason.LONG if len(sentences(flat)) > 1 else None


def _is_of_them(flat: str) -> bool:
    """`trained them on the tills`: who they are, no reader could tell."""
    return bool(_OF_THEM.search(flat)) and not has_plural_before_them(flat)


def _is_unsure_deed(found: Sequence[Word]) -> bool:
    """`used to shift work`, `was planned the routes`: one can only guess who did what."""
    return is_state_or_habit(found) or is_broken_passive(found) or has_bare_verb(found)


# --- sentences about the candidate


def _years(text: str, names: Set[str]) -> Reading | None:
    """`5 years React`, `dbt (2 years)`, `ICU nurse for 9 years`, `3+ years as product owner`."""
    text = re.sub(r"^(?:i )?(?:have|am having|having|got) (?=\S+ years?\b)", "", text, flags=re.I)
    text = re.sub(r"^used (?!to )(?=.* for \S+ years?$)", "", text, flags=re.I)
    first = _YEARS_FIRST.fullmatch(text)
    if first and first[5]:
        more, count, unit, link, thing = first.groups()
        named = without_brackets(thing) or thing[1:-1].strip()  # 5 years (React)
        years = amount(count, unit, more or "")
        return _experience(years, (link or "").lower(), named, names) if named else None
    last = _YEARS_LAST.fullmatch(text)
    if not last or _is_deed_for_years(last[1], names):
        return None
    thing, _, count, unit, place = last.groups()
    if is_role(thing):
        return _experience(amount(count, unit, ""), "as", _placed(thing, place), names)
    return None if place else _experience(amount(count, unit, ""), "", thing, names)


def _is_deed_for_years(deed: str, names: Set[str]) -> bool:
    """`ran stalls`, `shot weddings`, `cut hair`; `set design` is a thing."""
    found = words_of(deed, names)
    many = len(found) > 1 and found[0].can_be(k.PAST) and found[1].kinds == {k.PLURAL}
    return is_told(found) or many or _CUT.match(deed) is not None


def _placed(role: str, place: str) -> str:
    """`nurse at a hospice`; `community midwife` of midwife for 6 years community."""
    kind = place.strip()
    return role + place if " " in kind or not kind else f"{kind} {role}"


def _experience(amount: str, link: str, thing: str, names: Set[str]) -> Reading | None:
    """`amount` of experience with, in or as a thing, by the `link` that was typed, "" for none."""
    if link in ("as", ""):
        thing = _rank_first(re.sub(r"^(?:an?|the) ", "", thing))
    if link in ("as", "") and _is_one_role(thing) and phrase(thing, "", names):
        said = f"I have {amount} of experience as {_with_rank_or_article(thing, names)}"
        return quoted(Kind.YEARS, Item(said=said))
    return _experience_with(amount, link, thing, names)


def _experience_with(amount: str, link: str, thing: str, names: Set[str]) -> Reading | None:
    """The same of what is no role."""
    if thing.lower().startswith("no ") or _is_mere_state(words_of(thing)):
        return None
    if _is_where(link.replace("at", ""), thing):
        return None
    kind = _TAIL.sub("", thing)
    words = phrase(kind, "a" if link in ("at", "in") else "", names)
    if not words or link == "as":
        return None
    said = f"I have {amount} of experience {_link(link, words)} {words}"
    return quoted(
        Kind.YEARS, Item("" if _is_place(link, words) or words != kind else words, said=said)
    )


def _is_place(link: str, words: str) -> bool:
    """`at Roots`, `in a call centre`: where it was, no experience by itself."""
    return link == "at" or (link in ("in", "on") and words.startswith(("a ", "an ", "the ")))


def _is_one_role(thing: str) -> bool:
    return not set(thing) & set(",;") and (is_bare_role(thing) or is_bare_doer(thing))


def _with_rank_or_article(role: str, names: Set[str]) -> str:
    """`head of sales`, of which there is one, beside `a product owner`."""
    is_head = role.lower().startswith(HEADS_OF)
    return small_first(role) if is_head else one(small_first(role), names)


def _link(typed: str, words: str) -> str:
    """One is experienced `in` what is done, bookkeeping or growing teams, or a field, retail, and
    `with` things."""
    if typed in ("in", "on", "at"):
        return typed
    found = words_of(words)
    in_it = found[0].can_be(k.GERUND) or found[-1].low in section_words("skills.txt", "fields")
    return "in" if in_it else "with"


def amount(count: str, unit: str, more: str) -> str:
    digits = count.rstrip("+")
    word = (
        _NUMBERS[int(digits)]
        if digits.isdigit() and int(digits) < len(_NUMBERS)
        else digits.lower()
    )
    unit = unit.lower().rstrip("s") + ("" if word == "one" else "s")
    before = more.lower() or ("more than" if count.endswith("+") else "")
    return one_row(f"{before} {word} {unit}")


# --- what stands behind "my experience with"


def _listed(text: str, cell: str, names: Set[str]) -> Reading:
    found, left = _sifted(list(_things(text)), names)
    if not found:
        return asked(Reason.UNCLEAR, "skill", cell)
    kind = Kind.LIST if len(found) > 1 else Kind.PHRASE
    if kind is Kind.PHRASE and not left:
        found = list(map(_with_its_article, found))
    found = [_with_its_article(words) if _TOLD_MORE.search(words) else words for words in found]
    found = list(map(_of_machines, _singly(found)))
    found.sort(key=_is_deed)  # Python and leading a team, not leading a team and Python
    return quoted(kind, Item(phrase=joined(list(_working_once(found)))), left_out=left)


def _working_once(found: Sequence[str]) -> Iterator[str]:
    """`working as a porter and a medic` for working as a porter and working as a medic."""
    for before, words in pairwise(("", *found)):
        again = before.startswith(_WORKING) and words.startswith(_WORKING)
        yield words.removeprefix(_WORKING) if again else words


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
    `four entities`, which tells how many."""
    if _COUNTED.match(part) or _says_little(_without_years(spelled(part)).lower().split()):
        return ""
    last = part.split()[-1]
    return last if last.istitle() and words == last.lower() else words


def _says_little(low: Sequence[str]) -> bool:
    """`HR side`, `contracts too`, `ran six`, `themes to SLT`, `basic workshop`: what is said of the
    thing before it, or where that was done."""
    place = len(low) <= _LONGEST_PLACE and low[-1] in section_words("skills.txt", "workplaces")
    did = k.PAST in kinds_of(low[0])
    bare = len(low) == _LONGEST_PLACE and low[-1] in _NUMBERS and did
    to_some = low[1:2] == ["to"] and k.PLURAL in kinds_of(low[0])
    aside = low[-1] in section_words("skills.txt", "said beside") and not did
    return place or bare or to_some or aside


def _singly(found: Sequence[str]) -> Iterator[str]:
    """The things of a list one by one: `IFRS`, `HGB`, `controlling`, not `IFRS and HGB`, ..."""
    for words in found:
        several = len(found) > 1 and words[:1].isupper() and not is_gerund(words)
        yield from words.split(" and ") if several else (words,)


def _things(text: str) -> Iterator[str]:
    """The parts of a list of skills, without those that are a mere number of years; a line may
    list several."""
    for row in items(text)[0] if "\n" in text else [text]:
        for part in items(row)[0]:
            years = _YEARS_FIRST.fullmatch(spelled(part))
            if not years or (years[5] and not _is_where(years[4], years[5])):
                yield one_row(part)


def _is_where(link: str | None, thing: str) -> bool:
    """`at Roots`, `12 years army`: the place where the years were spent, no skill."""
    where = section_words("skills.txt", "workplaces")
    known = link == "in" and thing.lower().startswith("the ")  # in the lab
    return known or link in ("at", "for") or (not link and thing.lower().split()[-1] in where)


def _thing(part: str, names: Set[str]) -> str:
    part = spelled(without_brackets(without_end(part)))
    if _tools(part):
        return _tools(part)
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
    part = _without_years(part)
    part = _EX.sub("", _LEADS.sub("", part) or part)
    part = _DOING_OF.sub(_doing, part if _is_of_a_thing(part) else _TAIL.sub("", part))
    part = _WITH_OTHERS.sub(lambda deed: gerund(deed[1].lower()), part)
    return with_and(part.replace(" / ", " and "))


def _is_of_a_thing(part: str) -> bool:
    """`knife skills`: of what one handles, which alone is a mere thing."""
    thing, _, skills = part.lower().rpartition(" ")
    alone = " " not in thing and lacks_article(words_of(thing)) if thing else False
    return skills == "skills" and alone and thing not in tools()


def _doing(deed: re.Match[str]) -> str:
    """`stripping old paint` for stripping of old paint."""
    kept = deed[1].lower() in section_words("closed_words.txt", "verbs with of") | _named_deeds()
    return deed[0] if kept else f"{deed[1]} "


def _named_deeds() -> Set[str]:
    return listed_words("noun_gerunds.txt")


def _named(part: str, names: Set[str]) -> str:
    """A thing or a role that one has experience with or as; "" for what is no skill."""
    if not part or refused(part, "skill") or _names_no_skill(part):
        return ""
    part = re.sub(r"^responsible for ", "being responsible for ", part, flags=re.I)
    words = _tools(part) or _rank_first(phrase(_with_its_object(part), "", names))
    if not words or (not _tools(part) and _ends_as_no_thing(core(words_of(words)))):
        return ""
    return _as_role_or_thing(words)


def _as_role_or_thing(words: str) -> str:
    """`working as a porter`, `wound care`; "" for who does it without an article."""
    if _NTH_HIRE.match(words):
        return f"{_WORKING}the {words}"
    if is_bare_role(words) and not words_of(words)[0].can_be("#P"):
        return _WORKING + indefinite(words)
    return "" if is_bare_doer(words) else words


def _with_its_object(words: str) -> str:
    """`leading a small crew` for leading small crew."""
    verb, _, thing = words.partition(" ")
    first, *others = words_of(words)
    if not others or not first.can_be(k.GERUND):
        return words
    size = others[0].low in section_words("skills.txt", "sizes")
    describes = size or others[0].kinds == {k.ADJECTIVE} or re.search(r"\d", others[0].text)
    return f"{verb} {with_article(thing, 'a')}" if describes else words


def _rank_first(words: str) -> str:
    """`band 6 nurse` for nurse band 6."""
    ranked = _RANK.fullmatch(words)
    if ranked and is_role(ranked["who"]):
        return f"{ranked['rank']} {ranked['who']}"
    return _LONG_BEHIND.sub(r"\2 \1", words)


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
    low = part.lower().split()
    if _is_paper(part) or low[0] in section_words("skills.txt", "no deeds"):
        return True
    if is_state(words_of(part)):
        return True  # quick with a knife
    if _NO_THING.match(part) or _LEVEL.fullmatch(part):
        return True
    if part.lower().endswith((" it", " them", " there", " job", " role")) or _AS_SPOKEN.match(part):
        return True
    return _describes_one(part) or (not _tools(part) and _is_mere_state(words_of(part)))


def _is_paper(part: str) -> bool:
    """`forklift licence`; not what is done to one, or on some: `tuning on support tickets`."""
    last = part.lower().split()[-1]
    is_one = last in section_words("skills.txt", "papers") and " on " not in part
    return is_one and not is_done_to(words_of(part))


def _describes_one(part: str) -> bool:
    """`busy clinic`, where one does something, `own car`, `key person`."""
    thing = core(words_of(part))
    if thing[-1].low == "person" or (thing[0].low == "own" and len(thing) == 2):
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
    describes = len(thing) > 1 or not last.can_be(k.NOUN) or last.low.endswith(_DESCRIBING)
    return describes and last.low not in section_words("skills.txt", "things too")


def _is_of_a_deed(thing: Sequence[Word]) -> bool:
    """Whether its end tells how something is done, or what becomes of it: `getting users calm`."""
    if thing[0].low in ("getting", "keeping"):
        return len(thing) > 2
    return thing[-1].can_be(k.ADVERB) and any(word.can_be("ge") for word in thing)


def _is_mere_state(found: Sequence[Word]) -> bool:
    """`tidy`, `calm`: what one is, in a word."""
    if len(found) != 1 or not found[0].can_be(k.ADJECTIVE):
        return False
    return found[0].can_be(k.BASE) or found[0].low in section_words("skills.txt", "ways to be")


def _without_years(part: str) -> str:
    first = _YEARS_FIRST.fullmatch(part)
    last = _YEARS_LAST.fullmatch(part)
    return (first and first[5]) or (last and last[1]) or part


def _tools(part: str) -> str:
    """A tool in its own spelling, or those that a slash parts: `Python and SQL`."""
    each = [_tool(name) for name in part.split("/")]
    return _tool(part) or (joined(each) if len(each) > 1 and all(each) else "")


def _tool(part: str) -> str:
    """A tool in its own spelling, `Go` as typed; "" for what is none."""
    beside = section_words("spelling.txt", "beside other tools")
    return part if part in beside else tools().get(part.lower(), "")


_READERS = (languages, certificate, _years, as_i_am, first_person, told)
