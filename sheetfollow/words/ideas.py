"""An idea to share: a thing, what they could do, or what the candidate offers."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import (
    core,
    determined_inside,
    indefinite,
    is_count_noun,
    lacks_article,
    with_article,
)
from sheetfollow.words.asks import Item, Kind, Reading, asked, quoted
from sheetfollow.words.capitals import small_first
from sheetfollow.words.grammar import is_action, is_clause, is_predicate
from sheetfollow.words.kinds import NO_WORD, Word, is_common, words_of
from sheetfollow.words.lists import closed, section, section_words, whole
from sheetfollow.words.papers import is_role
from sheetfollow.words.phrases import phrase
from sheetfollow.words.refusals import Reason, refused
from sheetfollow.words.sides import about_the_candidate, yours
from sheetfollow.words.tidy import (
    heads,
    in_full,
    items,
    one_row,
    spelled,
    tools,
    with_and,
    without_brackets,
    without_end,
)
from sheetfollow.words.verbs import base_of, goes_alone

_LEAD = re.compile(r"^(?:my |an |one )?(?:ideas?|suggestions?|thoughts?)\s*[:-]\s*", re.I)
_SOFT = re.compile(
    r"^(?:(?:maybe|perhaps|what about|how about|possibly|i (?:think|believe|feel)(?: that)?|"
    r"(?:it )?(?:could|might|would) be (?:good|nice|great|useful|helpful|better|worth it)|to)\s+)+",
    re.I,
)
_COULD = re.compile(
    r"^(?:(?:could|should|might) (?:they|we|you)|(?:they|we|you) (?:could|should|might|can)|"
    r"why (?:not|do (?:they|we|you) not|do not (?:they|we|you))|let's|let us|"
    r"(?:could|should|might)(?! (?:be|have|help|work|also)\b))\s+"
    r"(?:(?:maybe|perhaps|possibly|also|please|then)\s+)?(?=\S)",
    re.I,
)
_SHOULD_I = re.compile(r"^(?:could|can|should|might) i ", re.I)
_MODAL = re.compile(r"^(?:could|should|might) ", re.I)
_MODALS = ("could", "should", "might")
_MODAL_INSIDE = re.compile(r"^(?:[\w-]+ ){1,3}(?:could|should|might) ")
_OFFER = re.compile(r"i (?:would|could|can|have|know|might)\b", re.I)
_WITHOUT_THE = re.compile(
    r"(?<!the )(?<!one )(?<!each )(?<!every )(?<!\ba )\b"
    r"((?<=\w )(?:top|first|last|best|worst) (?=(?:\d+|two|three|four|five|ten) [a-z])"
    r"|same (?:day|night|week|month)(?=$| (?:as|about|by|if|when|not|before|after|instead)\b)"
    r"|(?<!shadow )(?<!trial )(?<!open )(?<!taster )(?<!rest )(?:day|night|evening|week|month) "
    r"(?:before|after)\b(?! hours))"
)
_AT_FIRST = re.compile(r"(?<! in)(?<! for)(?<! over)(?<! the) first (\d+ (?:days|weeks|months))$")
_TO_ONE = re.compile(
    r"(?i:tell|ask|remind|call|text|email|thank|message) [A-Z][a-z]+\b"
    r"|(?i:send) .* to (?:HR|[A-Z][a-z]+)$"
)
_LED = re.compile(
    r"\b(?!(?:one|the|two|very|more|most|are|user) )([A-Za-z][a-z]{2,}) (led|based|wide|friendly) "
    r"(?=[a-z]{4,})(?!from\b|with\b|into\b)"
)
_LONGEST, _LONGEST_WHO = 18, 4
_SITED = re.compile(r" (?:on|at|in) ")
_JOINS = (" & ", " and ")
_MARKS = (" -> ", " - ", ", ", " so ", " because ", " even if ", " not ", *_JOINS)
"""What parts an idea from its reason, or from more than can be read."""
_CONCEPT = re.compile(
    r"(?P<link>https?://[^\s)\]>]+)|(?P<file>[^\s:,;()\[\]]+\.(?:pdf|docx?|pptx?|xlsx?|odt|odp|png|jpe?g))(?![\w.])",
    re.I,
)


def read_idea(text: str, cell: str, names: Set[str]) -> Reading:
    """A cell of Idea to share."""
    several, sure = items(text)
    parts = several if sure else [one_row(text)]
    reasons = [_reason(_bare(part)) for part in parts]
    found: list[Item] = []
    left: list[str] = []
    for part, reason in zip(parts, reasons, strict=True):
        none = reason or (found and whole("refusals.txt", "of the first").match(without_end(part)))
        item, rest = (None, "") if none else _idea(_bare(part), names)
        if item:
            found.append(item)
        left += [part] * (item is None) + [rest] * bool(rest)
    if not found:
        return asked(next(filter(None, reasons), Reason.UNCLEAR), "idea", cell)
    return quoted(Kind.LIST if len(found) > 1 else Kind.PHRASE, *found, left_out=left)


def concept(cell: str) -> tuple[str, str]:
    """(the words of an idea, the file or link that it names, "" for none): a concept that was
    written after the talk (spec 3, Idea to share)."""
    match = _CONCEPT.search(cell)
    if not match:
        return cell, ""
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", f"{cell[: match.start()]} {cell[match.end() :]}")
    rows = (one_row(row).strip(" :;,-") for row in rest.split("\n"))
    return "\n".join(filter(None, rows)), match[0].rstrip(").,;")


def _reason(part: str) -> Reason | None:
    """Why an idea is none, its `could` or `should` taken off too: `should send my CV`."""
    if part.lower().startswith(("be ", "meet ", "negotiate ", "don't ", "do not ", "never ")):
        return Reason.NOTE
    if part.lower().startswith(("stop ", "quit ", "get rid ")):
        return Reason.PRIVATE
    if _TO_ONE.match(part):
        return Reason.NOTE
    return refused(part, "idea") or refused(_MODAL.sub("", part), "idea")


def _bare(part: str) -> str:
    return _SOFT.sub("", _LEAD.sub("", one_row(part)))


def _idea(part: str, names: Set[str]) -> tuple[Item | None, str]:
    """(the idea, what of it is left out): a reason behind a dash or comma goes, if need be."""
    part = spelled(with_and(without_brackets(without_end(part)).replace(" / ", " or ")))
    part = _AT_FIRST.sub(r" for the first \1", part)
    part = _WITHOUT_THE.sub(r"the \1", in_full(_LED.sub(r"\1-\2 ", part)))
    if not 0 < len(part.split()) <= _LONGEST:
        return None, ""
    item = _said(part, names)
    if item:
        return (None, "") if _is_one_matter(item) else (item, "")
    both = _two_deeds(part, names)
    if both:
        return both, ""
    for head, mark, tail in heads(part, _MARKS):
        item = _said(head, names) if _may_end(head, mark) else None
        if item:
            return item, tail
    return None, ""


def _may_end(head: str, mark: str) -> bool:
    """Whether an idea may end there: not `spent grain`, before an arrow to what becomes of it."""
    if mark == " -> ":
        return _SITED.search(head) is not None  # QR code on the shelf
    return " " in head or mark not in _JOINS


def _two_deeds(part: str, names: Set[str]) -> Item | None:
    """`you could kill the newsletter and send short texts`, of which one alone says little."""
    one, comma, other = part.partition(", ")
    if not comma or ", " in other or not (_is_instruction(other, names) and " " in one):
        return None
    first, second = _said(one, names), _you_could(other, names)
    if not (first and second and first.said.startswith("you could ")):
        return None
    return Item(said=f"{first.said} and {second.said.removeprefix('you could ')}")


def _is_one_matter(item: Item) -> bool:
    """`AI`, `training`, `gamify`: one word that can be had more or less of says no idea; `a
    newsletter` is one."""
    words = item.phrase or item.said.removeprefix("you could ")
    return " " not in words and not words_of(words)[0].can_be(k.PLURAL)


def _said(part: str, names: Set[str]) -> Item | None:
    part = _SHOULD_I.sub("I could ", part)
    if _OFFER.match(part):
        return _offered(part, names)
    could = _COULD.match(part)
    done = _you_could(part[could.end() :], names) if could else None
    if could or _MODAL_INSIDE.search(part):
        return done or _others_could(part, names)
    if about_the_candidate(part):
        return None
    return _said_plainly(part, names)


def _others_could(part: str, names: Set[str]) -> Item | None:
    """`students could test the app`, also of could students test the app?"""
    tokens = part.split()
    for at in range(min(len(tokens) - 2, _LONGEST_WHO), 0, -1):
        modal, who, deed = tokens[at], tokens[:at], tokens[at + 1 :]
        if _MODAL.match(part):
            modal, who, deed = tokens[0].lower(), tokens[1 : at + 1], tokens[at + 1 :]
        if modal in _MODALS and _may_do(who, deed[0]):
            said = yours(small_first(" ".join((*who, modal, *deed)), names))
            said = determined_inside(said, "the")
            if is_clause(said, names):
                return Item(said=said)
    return None


def _may_do(who: Sequence[str], deed: str) -> bool:
    """`students`, or `the bot` with a verb behind it: `hand`, not `over`."""
    last, does = words_of(who[-1].lower())[0], words_of(deed)[0]
    acts = does.can_be(k.BASE + k.AUXILIARY) and not does.can_be(k.PREPOSITION)
    one = who[0].lower() in ("the", "a", "each", "every") and last.can_be(k.NOUN)
    many = who[0].lower() == "the" and last.can_be(k.PLURAL)
    return last.kinds == {k.PLURAL} or ((one or many) and acts)


def _offered(part: str, names: Set[str]) -> Item | None:
    """`I could send a sample rota`: what the candidate would do for them."""
    return Item(said=f"I{part[1:]}") if is_predicate(part[2:], names) else None


def _said_plainly(part: str, names: Set[str]) -> Item | None:
    """An idea that no opening tells the kind of: what to do, a thing, or what that would do."""
    if _is_instruction(part, names):
        return _you_could(part, names)
    return _thing(part, names)


def _thing(part: str, names: Set[str]) -> Item | None:
    first, *rest = words_of(part, names)
    activity = _is_done_with_it(first, rest) and not rest[0].can_be(k.NOUN)
    found = phrase(part, "" if activity else "a", names)
    if found and found[0].lower() == part[0].lower() and _is_one_of_a_row(core(words_of(found))):
        found = indefinite(found)
    return Item(phrase=found) if found else None


def _is_one_of_a_row(thing: Sequence[Word]) -> bool:
    """`weekly tasting`, `film night`, `20-minute huddle`: of several, though tasting is no single
    thing."""
    first, head = thing[0], thing[-1]
    inside = any(word.can_be("D#") for word in thing[1:])  # making one list
    told = inside or first.can_be("D#PS") or head.can_be("pX")
    one = len(thing) > 1 and head.can_be(k.NOUN) and not told
    of_several = f"{head.low}s" in closed("made of what one does") or _is_counted(thing)
    return one and (of_several or first.low in closed("how often"))


def _is_counted(thing: Sequence[Word]) -> bool:
    """`leak hunt`, `quiet carriage`, not `heat storage`: of what no list has for matter, a singular
    behind what describes it is one."""
    plain = all(word.can_be("nae") and not word.can_be("D#PSgX") for word in thing)
    ends = tuple(section("mass_nouns.txt", "endings"))
    mass = thing[-1].low.endswith(ends) or thing[-1].low in section_words(
        "mass_nouns.txt", "matter"
    )
    return plain and not mass


def _is_instruction(part: str, names: Set[str]) -> bool:
    """Whether it begins with what to do, not with a noun that is spelled alike."""
    first, *rest = words_of(part[0].lower() + part[1:], names)
    if first.low == "automatically":
        return True
    following = rest[0] if rest else NO_WORD
    if _begins_a_thing(part, first, following) or _is_of_a_thing(first, rest):
        return False
    if not first.can_be("np") or first.can_be(k.MOSTLY_VERB) or _is_phrasal(first, rest):
        return True
    return _is_rather_done(first, rest) or _leads_on(first, following)


def _is_of_a_thing(first: Word, rest: Sequence[Word]) -> bool:
    """Whether a noun that is a verb too is none here, by what follows: `stay interviews`."""
    following = rest[0] if rest else NO_WORD
    thing = _is_compound(first, rest) or following.low == "per"  # cost per case
    thing = thing or (following.low in ("on", "from") and not goes_alone(first.low))
    thing = thing or (first.low in closed("done to nothing") and following.can_be("np"))
    return _is_done_with_it(first, rest) or (first.can_be("np") and thing)


def _is_compound(first: Word, rest: Sequence[Word]) -> bool:
    """`grab bag for school trips`, `shadow day`, `kill list`: of a noun that is mostly a verb."""
    thing = core(tuple(rest)) if rest else ()
    alone = thing[0].low if len(thing) == 1 else ""
    made = closed("made of what one does") | closed("made of a deed")
    many = not made.isdisjoint((f"{alone}s", f"{alone}es"))
    return many and first.low not in closed("doing it") | closed("done to things")


def _is_done_with_it(first: Word, rest: Sequence[Word]) -> bool:
    """`lead scoring`, `menu planning in the winter`; `try pooling cars` is done."""
    alone = bool(rest) and rest[0].can_be(k.GERUND) and not (rest[1:] and rest[1].can_be("np"))
    return alone and first.can_be(k.NOUN) and first.low not in closed("doing it")


def _is_rather_done(first: Word, rest: Sequence[Word]) -> bool:
    """`group clients by postcode`, `link the rota to payroll`: a word that is a thing too, with
    what it is done to and by what, or where to; `use betting odds`."""
    thing = core(tuple(rest)) if rest else ()
    behind = rest[len(thing)].low if len(thing) < len(rest) else ""
    if first.low not in closed("rather done") or not thing:
        return bool(thing) and _is_done_to_people(first, thing[-1])
    always = behind in closed("ways of doing") or first.low in closed("always done")
    return always or not lacks_article(thing)


def _is_done_to_people(first: Word, last: Word) -> bool:
    """`text parents the same day`, not `text reminders`."""
    people = last.low in closed("people") or is_role(last.low.removesuffix("s"))
    return people and first.low in closed("done to people")


def _begins_a_thing(part: str, first: Word, following: Word) -> bool:
    """`clear labels`, `use of QR codes`, `Power Automate`, `found objects`: no verb, or one that is
    none there, or a past."""
    before = first.low.startswith("pre-") and first.low not in closed("always done")
    one = _may_be_described(following) or _is_before_a_name(following, part)
    rather = first.can_be(k.ADJECTIVE) and first.low not in closed("rather done")
    describes = (before or rather) and one
    named = part[0].isupper() and _is_name_of_two(first, following)
    return describes or named or not _is_base(first) or following.low == "of"


def _is_base(word: Word) -> bool:
    return word.can_be(k.BASE) and not word.can_be(k.NUMBER) and base_of(word.low) == word.low


def _may_be_described(word: Word) -> bool:
    """Whether it is a thing: not up, in open up the yard."""
    return word.can_be("np#") and word.low not in closed("particles")


def _is_before_a_name(following: Word, part: str) -> bool:
    """`CV` in blind CV screening; what is opened in open AWS."""
    last = words_of(part.lower())[2:3]
    return following.text.isupper() and bool(last) and last[0].can_be("npg")


def _is_name_of_two(first: Word, second: Word) -> bool:
    """`Power Automate`, `Click Share`: a common word with a capital behind one that may be a thing
    is of its name, whereas one behind `Use` is a name by itself: `Use Notion`."""
    own = tools().keys() | section_words("spelling.txt", "brands")
    common = second.text.istitle() and is_common(second.low) and second.low not in own
    return common and first.can_be("np") and not first.can_be(k.MOSTLY_VERB)


def _leads_on(first: Word, following: Word) -> bool:
    """Whether what follows a word that may be a thing makes it what one does."""
    if following.low in ("everything", "everyone"):
        return True
    if following.can_be(k.PREPOSITION):
        led_on = following.low in ("to", "up", "out", "off") or goes_alone(first.low)
        return led_on and not (is_count_noun(first) and "-" not in first.low)
    is_day = following.low in closed("time nouns")
    describes = following.kinds == {k.ADJECTIVE}  # offer fresh fruit: none stands behind a noun
    return (following.can_be("D#X") or describes) and not is_day


def _is_phrasal(first: Word, rest: Sequence[Word]) -> bool:
    """Whether what follows makes it a verb: `buddy up new starters`, `partner with schools`."""
    if len(rest) < 2:
        return False
    if rest[0].low == "with":
        return first.low in closed("with others")
    if rest[0].low not in closed("particles"):
        return False
    on = rest[1].can_be("Da") and _is_verb_with(first, rest[0])
    return on or rest[1].low == "with"


def _is_verb_with(first: Word, particle: Word) -> bool:
    """`open up`, `phase in`, not `probe in` the heap."""
    return particle.low != "in" or first.low in closed("done in")


def _you_could(part: str, names: Set[str]) -> Item | None:
    deed = yours(small_first(part, names))
    deed = deed[0].lower() + deed[1:] if deed[1:2].islower() else deed
    deed = _with_object(deed, names)
    deed = determined_inside(deed, "the")
    return Item(said=f"you could {deed}") if deed and is_action(deed, names) else None


def _with_object(deed: str, names: Set[str]) -> str:
    """With the article of the first thing it is done to; "" where a bare one stands further on:
    `look ahead board`, `save & come back later button`."""
    verb, _, rest = deed.partition(" ")
    if _stays_as_it_is(verb, rest):
        return deed
    particle, _, behind = rest.partition(" ")
    if behind and particle in closed("particles"):
        verb, rest = f"{verb} {particle}", behind  # set up a shared drive
    thing = core(words_of(rest, names))
    known = verb.split()[0] in (closed("rather done") - {"use", "offer"}) | closed("done to theirs")
    known = known or rest[len(" ".join(word.text for word in thing)) :].startswith(" of ")
    told = with_article(rest, "the" if known else "a")
    if not thing or told == rest:
        return deed
    return f"{verb} {told}" if all(map(_is_plain, thing)) else ""


def _stays_as_it_is(verb: str, rest: str) -> bool:
    """`let apprentices run one stall`, `scan first`."""
    return verb == "let" or rest in ("first", "last")


def _is_plain(word: Word) -> bool:
    """Whether it is a noun or describes one: not `ahead`."""
    how = word.can_be(k.ADVERB) and not word.can_be(k.NOUN)
    return word.can_be("nagep#") and not how and not word.can_be("DXPC")
