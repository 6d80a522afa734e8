"""What the candidate holds, speaks and is: certificates, degrees, languages, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, indefinite
from sheetfollow.words.asks import Item, Kind, Reading, quoted
from sheetfollow.words.capitals import small_first
from sheetfollow.words.grammar import is_noun_phrase
from sheetfollow.words.kinds import Word, is_common, kinds_of, words_of
from sheetfollow.words.lists import section, section_words
from sheetfollow.words.sides import about_the_candidate
from sheetfollow.words.tidy import items, tools, without_brackets

_LEVELS = (
    r"some|a little|a bit of|fluent|native speaker|native|mother[- ]tongue|business|basic"
    r"|conversational|good|[abc][12]"
)
_CERTIFIED = re.compile(
    rf"([\w .&+/-]{{2,30}}?)[ -]({'|'.join(section('skills.txt', 'states')[0].split())})", re.I
)
_CERTIFIED_FIRST = re.compile(
    r"(?:certified|qualified|accredited|chartered|licensed|registered|trained) (.+)", re.I
)
_BELT = re.compile(
    r"(?:\w+ )*(?:black|green|yellow) belt|[A-Z]+\d? (?:practitioner|[\w ]+ associate)"
    r"|(?:(?:chartered|associate|student) )?(?:fellow|member) of (?:the )?\w+"
    r"|(?-i:[A-Z]{3,}) (?:(?:chartered|associate|student) )?(?:member|fellow|student)",
    re.I,
)
_PAPER_IN = re.compile(
    r"(?:\w+ ){0,2}(?:(?-i:[A-Z]{3,})|bronze|silver|gold) award$|"
    r"(?:[\w-]+ ){0,3}(?:certificate|diploma|degree|qualification|award) (?:in|from) \w",
    re.I,
)
_DEGREE = re.compile(
    r"(?!LLM (?!in |of |with ))([A-Za-z]{2,7}|master's|bachelor's|degree|diploma)(?: degree)?"
    r"(?:(?: in| of)? (.+))?",
    re.I,
)
_LEVEL_BEHIND = re.compile(r" (?=(?:level \d|N\d)$)", re.I)
_COURSE = re.compile(r"([\w -]+ (course|training|workshop))(?: in)? ((?:19|20)\d\d)", re.I)
_WHERE = re.compile(r" (?:for|at|in|on|since|with|as|to|by|from|under|across|during)(?= |$)")
_RANK = re.compile(
    r"(?P<who>.+) (?P<rank>(?:level|grade|band|stage|year) \d+|(?-i:[A-Z]{2,}))", re.I
)
_LONG_BEHIND = re.compile(r"^([a-z]+) (\d+-(?:day|week|month|year))$")
_LONGEST_PAPER = 5
_HEADS_OF = ("head of ", "deputy head", "assistant head", "acting head")


def languages(text: str, _: Set[str]) -> Reading | None:
    """`Spanish C1`, `French and Dutch (fluent)`, `fluent in Polish`, `German native, French B2`."""
    whole = language(text)
    if whole:
        return quoted(Kind.CERTIFICATE, whole)
    listed = re.sub(rf" and (?=(?:{_LEVELS}) )", ", ", _without_speaker(text))
    each = [language(part) for part in items(listed)[0]]
    found = [item for item in each if item]
    if len(found) < len(each):
        return None
    said = ", and ".join(item.said for item in found)
    return quoted(Kind.CERTIFICATE, Item(joined([item.phrase for item in found]), said=said))


def language(text: str) -> Item | None:
    match = _as_spoken(_without_speaker(text))
    if not match:
        return None
    spoken = re.sub(
        r"\w+", lambda word: tools().get(word[0].lower(), word[0]), match[2].replace("&", "and")
    )
    level = (match[1] or match[3] or "").lower()
    return Item(phrase=spoken, said=_at_level(spoken, level))


def _without_speaker(text: str) -> str:
    """Without what only says that one speaks them: `speaks French`, `French speaker`, `bilingual in
    French/Dutch`."""
    text = re.sub(r"^(?:i )?speaks? |(?<!native) speaker$", "", text, flags=re.I)
    if text.lower().startswith("bilingual "):
        return re.sub(r"^bilingual (?:in )?", "", text.replace("/", " and "), flags=re.I)
    return text


def _as_spoken(text: str) -> re.Match[str] | None:
    """The languages, and how well before or behind them: `fluent in Polish`, `French (B2)`."""
    known = "|".join(word for row in section("skills.txt", "languages") for word in row.split())
    several = rf"((?:{known})(?:(?:, | and | & )(?:{known}))*)"
    return re.fullmatch(
        rf"(?:({_LEVELS})(?: in)? )?{several}(?:,? ?[(:-]? ?({_LEVELS})(?: level)?\)?)?", text, re.I
    )


def _at_level(spoken: str, level: str) -> str:
    """What a letter says of them, with the level where that reads well in a sentence."""
    if "BSL" in spoken:
        return f"I use {spoken}"
    if level in ("fluent", "some", "a little", "a bit of"):
        return f"I speak {level} {spoken}"
    if level.startswith(("native", "mother")):
        return f"{spoken} is my first language"
    if re.fullmatch("[abc][12]", level):
        return f"I speak {spoken} at level {level.upper()}"
    return f"I speak {spoken}"


def certificate(text: str, names: Set[str]) -> Reading | None:
    """`CSM certified`, `PhD in NLP`, `driving licence`, `PMP`."""
    text = without_brackets(text).removesuffix(" holder")
    if not text:
        return None
    said = _as_certified(text) or _as_degree(text) or _as_paper_in(text, names)
    said = said or _as_paper(text, names) or _as_certificate(text) or _as_course(text, names)
    about_me = about_the_candidate(text)
    return quoted(Kind.CERTIFICATE, Item(said=said)) if said and not about_me else None


def _as_paper_in(text: str, names: Set[str]) -> str:
    return f"I hold {one(small_first(text), names)}" if _PAPER_IN.match(text) else ""


def _as_paper(text: str, names: Set[str]) -> str:
    """`driving licence`, `slaughter licence for poultry`: its head calls it a paper."""
    paper = text.lower().split(" for ")[0].split()
    last = paper[-1]
    told_which = 1 < len(paper) <= len(text.split()) <= _LONGEST_PAPER
    if last not in section_words("skills.txt", "papers") or not told_which:
        return ""
    if " on " in text or is_done_to(words_of(small_first(text))):
        return ""
    if ", " in text:
        return _as_papers(text.removeprefix(", ").split(", "))
    thing = small_first(text)
    if last.endswith("s"):
        return f"I hold {thing}"
    return f"I hold {indefinite(thing) if thing[0].isdigit() else one(thing, names)}"


def _as_papers(each: Sequence[str]) -> str:
    """`CSCS and IPAF cards`; not of Scaffolding, CISRS card."""
    named = all(one[0].isupper() and not is_common(one.lower()) for one in each)
    return f"I hold {joined(each).removesuffix('s')}s" if named else ""


def is_done_to(found: Sequence[Word]) -> bool:
    """`assessing the Care Certificate`: what is done to a paper holds none."""
    with_another = found[0].can_be(k.GERUND) and any(word.text == "&" for word in found[1:])
    return with_another or any(word.can_be(k.DETERMINER) for word in found[1:])


def _as_course(text: str, names: Set[str]) -> str:
    """`first aid course 2023`."""
    match = _COURSE.fullmatch(text)
    done = small_first(match[1]) if match else ""
    if not match or not is_noun_phrase(done, names):
        return ""
    return f"I did {done if match[2] == 'training' else one(done, names)} in {match[3]}"


def _as_certificate(text: str) -> str:
    """`PMP`, `CIA, CISA`: letters alone do not say that it is a certificate, so the sentence
    does."""
    each = items(text)[0]
    if not all(map(is_certificate, each)):
        return ""
    if _LEVEL_BEHIND.search(text):
        return f"I hold {text}"
    named = joined([one if " " in one else one.upper() for one in each])
    return f"I hold the {named} certification{'s' if len(each) > 1 else ''}"


def is_certificate(text: str) -> bool:
    """`PMP`, `NEBOSH IGC`, `ITIL 4 Foundation`, `AAT level 4`."""
    first, *more = _LEVEL_BEHIND.split(text)[0].split()
    known = first.lower() in section_words("skills.txt", "certificates")
    return known and not any(map(str.islower, more))


def _as_certified(text: str) -> str:
    match = _CERTIFIED.fullmatch(text)
    if match and " - " not in text:
        return f"I am {match[1]} {match[2].lower()}"
    if _BELT.fullmatch(text):
        return f"I am {indefinite(small_first(text) if ' of ' in text else text)}"
    match = _CERTIFIED_FIRST.fullmatch(text)
    as_such = match and is_role(text) and not words_of(match[1])[0].can_be(k.PREPOSITION)
    return f"I am {indefinite(small_first(text))}" if as_such else ""


def _as_degree(text: str) -> str:
    match = _DEGREE.fullmatch(text.replace(".", ""))
    degree = match[1].lower() if match else ""
    if not match or is_role(text) or degree not in section_words("skills.txt", "degrees"):
        return ""
    name = tools().get(degree, match[1] if match[1][0].isupper() else degree)
    if not match[2]:
        return "" if degree in ("degree", "diploma") else f"I hold {indefinite(name)}"
    link = " " if re.match(r"\d|level|with|from|on\b|about", match[2], re.I) else " in "
    of = re.sub(r"^((?:level )?\d) (?=\D)(?!in\b)", r"\1 in ", match[2])  # NVQ 3 childcare
    return f"I hold {indefinite(name)}{link}{of}"


def one(text: str, names: Set[str]) -> str:
    first = words_of(text, names)[0]
    has_one = text[0].isdigit() or first.can_be(k.DETERMINER)
    return text if has_one else indefinite(text)


def is_role(text: str) -> bool:
    if text.lower().startswith(_HEADS_OF) or _are_several(text):
        return True
    words = text.lower().split()
    ends = {" ".join(words[-1:]), " ".join(words[-2:])}
    return not ends.isdisjoint(_who_one_is())


@cache
def _who_one_is() -> Set[str]:
    return section_words("skills.txt", "roles") | section_words("skills.txt", "who one is")


def _are_several(who: str) -> bool:
    """`cabin crew`."""
    return _WHERE.split(who)[0].lower() in section_words("skills.txt", "who several are")


def as_such(role: str) -> str:
    """`head of sales`, of which there is one, `cabin crew`, beside `a product owner`."""
    told = words_of(role)[0].can_be(k.DETERMINER)
    plain = told or role.lower().startswith(_HEADS_OF) or _are_several(role)
    return small_first(role) if plain else indefinite(small_first(role))


def is_bare_role(text: str) -> bool:
    """`porter at a hospice`, `front of house manager`; what is done `for a plumber` is no role."""
    who = _WHERE.split(text)[0]
    return is_role(who) or is_role(who.split(" of ")[0])


def rank_first(words: str) -> str:
    """`band 6 nurse` for nurse band 6."""
    ranked = _RANK.fullmatch(words)
    if ranked and is_role(ranked["who"]):
        return f"{ranked['rank']} {ranked['who']}"
    return _LONG_BEHIND.sub(r"\2 \1", words)


def is_bare_doer(words: str) -> bool:
    """`keyholder`, `ACCA finalist`: who does it, a person or a machine, without article or many."""
    plain = [word for word in core(words_of(words)) if not word.can_be("X#")] if words else []
    head = plain[-1:]
    last = head[0].low if head else ""
    stems = (last[:-2], last[:-1], last[:-3])  # packer, baker, rigger
    return last.endswith(section("skills.txt", "doers")) or (
        last.endswith(("er", "or")) and any(k.BASE in kinds_of(stem) for stem in stems)
    )


def joined(parts: Sequence[str]) -> str:
    """`Python, SQL and Airflow`; `teaching, including a mixed class`."""
    *others, last = parts
    link = ", " if last.startswith("including ") else " and "
    return f"{', '.join(others)}{link}{last}" if others else last
