"""Clean words -> a phrase, a clause or a question that fits into a letter to the interviewer."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import (
    core,
    determined_inside,
    lacks_article,
    with_article,
)
from sheetfollow.words.evidence import goes_alone
from sheetfollow.words.grammar import is_action, is_clause, is_noun_phrase, is_phrase
from sheetfollow.words.kinds import Word, is_common, is_known, kinds_of, words_of
from sheetfollow.words.lists import closed, section, section_words, words
from sheetfollow.words.sides import (
    addressed,
    is_theirs,
    points_nowhere,
    yours,
)
from sheetfollow.words.tidy import spelled, tools, without_brackets, without_end
from sheetfollow.words.verbs import gerund, past, third

_LONGEST, _MOST_WORDS = 90, 13
_NEVER = re.compile(r"[<>{}|\\=_]|https?:|@|->|\?\?|!!|\.\.|…|^\+|\s-\s|:\s|\*|^[^\"]*\"[^\"]*$")
_DOING = frozenset((k.GERUND, k.PAST))
_TAILS = re.compile(rf",? (?:{'|'.join(section('closed_words.txt', 'asides'))})$", re.I)
_HEADS = re.compile(
    r"^(?:re|about(?! (?:they|we|he|she)\b)|the way(?= how)|on(?!-)|regarding|topic|also|and|plus|"
    r"main(?:ly)?(?! (?:thing|point))|(?:the |their |our )?(?:big|biggest|main|real) "
    r"(?:problem|challenge|issue|difficulty|headache) is(?: that)?):?\s+",
    re.I,
)
_STAYS_BEFORE = re.compile(r"vs\.? |level|& [A-Z]")
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b", re.I), "cannot"),
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"(?<=\w)n't\b", re.I), " not"),
    (re.compile(r"(?<=\w)'re\b", re.I), " are"),
    (re.compile(r"(?<=\w)'ve\b", re.I), " have"),
    (re.compile(r"(?<=\w)'ll\b", re.I), " will"),
    (re.compile(r"(?<=\w)'d\b", re.I), " would"),
    (re.compile(r"(?<=\bI)'m\b", re.I), " am"),
    (re.compile(r"\b(he|she|it|there|that|what|who)'s\b", re.I), r"\1 is"),
)
_NOBODY = re.compile(
    r"(?P<who>no[ -]?one|nobody|everyone|everybody|somebody|someone|it|he|she) (?P<verb>[a-z]+)",
    re.I,
)
_ONE_LOOKS = re.compile(r"(an? (?:[\w-]+ ){1,3}look)( like\b)", re.I)
_RELIES = re.compile(r"(?:too |very |so )?(?:dependent|reliant) on ", re.I)
_LOOKS_LIKE = re.compile(r"\w looks? like$")
_PLAN = re.compile(r"you (?:want|plan|hope|intend|are (?:planning|hoping|going)) to (.+)")
_WISH = re.compile(r"you would like (?!it\b|that\b)(.+)")
_QUESTION = re.compile(
    r"(?P<what>how|why|what|where|when|which|who|whether)(?: (?P<more>many|much|long|often|far))? "
    r"(?:(?P<helper>do|does|did|is|are|was|were|can|could|would|should|will|has|have) )?"
    r"(?P<rest>.+)",
    re.I,
)
_SO_MUCH = re.compile(
    r"((?:the |your |their )?(?:[\w-]+ )?[\w-]+) "
    r"((?:so|too|always|that) [\w-]+(?: (?:in|on|at) .+)?)"
)
_SIDE = re.compile(r"(they|we|you|he|she) (.+)", re.I)
_SIDES = {"they", "we", "you", "he", "she", "it"}
_TO_DO = re.compile(r"(to )?(\w+)(.*)", re.I)
_LONGEST_SUBJECT, _SAYS_MORE = 4, 5


_SEVERAL_IS = re.compile(r"(\w+) (is|was)(?= (?:not |always |still )?\w+ing\b)")
_OF_MANY = {"is": "are", "was": "were"}
_OF_ONE = {"have": "has", "are": "is", "were": "was", "do": "does"}
_FOR_SO_LONG = re.compile(r"\bfor (?:a|\d+|two|three|four|five|six) (?:years?|months?|weeks?)$")
_BE = {
    (True, True): "have been",
    (False, True): "has been",
    (True, False): "are",
    (False, False): "is",
}
"""By whether there are many, and whether it has lasted: out of order for 3 months."""
_LIKENED = {"look", "feel", "sound", "taste", "smell"}
_OPEN_ENDS = {"still", "already", "yet"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a cell says, ready for a sentence; each "" where there is none.

    `phrase` fits behind a preposition, `that` is a clause for "You mentioned that ...", `said` a
    sentence about the candidate or the idea, without its full stop.
    """

    phrase: str = ""
    that: str = ""
    said: str = ""


def phrase(text: str, article: str, names: Set[str] = frozenset()) -> str:
    """A noun phrase, gerund or question in statement order, as it stands behind a preposition; ""
    where the text does not parse as one. `article`: the one that a bare singular noun takes, "the",
    "a", or "" for none."""
    text = _prepared(text, names)
    if not text or not _may_be_a_phrase(text):
        return ""
    if words_of(text)[0].can_be(k.QUESTION):
        return question(text, names)
    text = determined_inside(_determined(yours(text), article), "the" if article else "a")
    if article == "the" and _is_mere_impression(words_of(text)):
        return ""
    return text if _names_a_thing(text, names) else ""


def _may_be_a_phrase(text: str) -> bool:
    """Whether it is of their side and no cut sentence, and a reader knows what it points at."""
    is_cut = not is_theirs(text) or _lacks_subject(text)
    return not is_cut and not points_nowhere(text) and not _is_done_to_one(words_of(text))


def _names_a_thing(text: str, names: Set[str]) -> bool:
    if not is_phrase(text, names):
        return False
    return not _begins_badly(text) and not _is_vague(text)


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
    if not found[1:] or not found[0].can_be(k.GERUND) or found[0].low in closed("while waiting"):
        return False
    which = found[1].low in closed("fresh") | closed("ordinals")
    if found[0].can_be("npaX"):
        return which and _is_one_of_work(found[2:])
    return lacks_article(core(found[1:])) or (which and _is_one_of_work(found[2:]))


def _is_one_of_work(found: tuple[Word, ...]) -> bool:
    """`location in Plano`, behind opening second; no time."""
    return bool(found) and found[0].low not in closed("time nouns") and lacks_article(core(found))


def _is_mere_impression(found: Sequence[Word]) -> bool:
    """`overwhelming`: in a word, how something was."""
    alone = len(found) == 1 and found[0].can_be(k.ADJECTIVE) and found[0].can_be(k.GERUND)
    return alone and not found[0].can_be("npX")


def _determined(text: str, article: str) -> str:
    """With the article that its noun needs; `no tests` is the lack of tests."""
    if article == "the" and text.lower().startswith("own "):
        return f"your {text}"
    if article == "the" and re.match(r"no (?!one\b|more\b|longer\b)", text, re.I):
        return "the lack of " + with_article(text[3:], "a")
    return with_article(text, article) if article and not _is_doing(text) else text


def _prepared(text: str, names: Set[str]) -> str:
    """Tidied as a phrase; "" where signs, links or its length speak against any."""
    text = _TAILS.sub("", without_end(_HEADS.sub("", spelled(without_brackets(without_end(text))))))
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


def _is_vague(text: str) -> bool:
    """Whether its noun names nothing: `the app thing`, `the one from the podcast`."""
    thing = core(words_of(text))
    if thing[0].low in ("that", "those") and len(thing) == 2 and text.count(" ") == 1:
        return True
    if thing[0].can_be(k.GERUND) or thing[-1].low not in closed("vague"):
        return False
    return thing[-1].low != "one" or not thing[-2:-1] or not thing[-2].can_be(k.NOUN)


def _is_doing(text: str) -> bool:
    """Whether it is said what is done (`finding volunteers`), not a thing (`waiting list`): what is
    done has no bare singular for its object."""
    found = words_of(text)
    if not found[0].can_be(k.GERUND) or (found[1:] and found[1].low == "of"):
        return False
    if found[0].can_be(k.NOUN):
        return len(found) > 1 and found[1].can_be("DPr#")
    if _is_made_for_doing(found):
        return False
    return found[0].low not in closed("while waiting")


def _is_made_for_doing(found: Sequence[Word]) -> bool:
    """`boring machine`, `blasting schedule`: a thing for it, not what it is done to."""
    named = len(found) > 1 and found[1].low in closed("made for doing")
    return named and found[0].low not in closed("done to a place")


def clause(text: str, column: str, names: Set[str] = frozenset()) -> Item | None:
    """A statement about their side, in the second person; None where it does not parse as one."""
    text = determined_inside(_prepared(in_full(text), names), "the")
    if not text or not is_theirs(text):
        return None
    said = addressed(_agreeing(_with_subject(text)))
    if not said or not _makes_a_point(said, names):
        return None
    plan = _PLAN.fullmatch(said)
    if plan:
        return Item(phrase=f"your plan to {plan[1]}", that=said)
    wish = _WISH.fullmatch(said)
    if wish:
        link = "" if wish[1].startswith("to ") else "for "
        return Item(phrase=f"your wish {link}{wish[1]}", that=said)
    lead = "your point that" if column == "topic" else "the problem that"
    return Item(phrase=f"{lead} {said}", that=said)


def _makes_a_point(said: str, names: Set[str]) -> bool:
    """Whether it is a statement that quotes nobody and is worth writing to them."""
    return '"' not in said and is_clause(said, names) and not _is_no_point(said)


def _agreeing(text: str) -> str:
    """`no one wants it` for no one want it, `people are leaving` for people is leaving."""
    several = _SEVERAL_IS.match(text)
    if several and words_of(several[1].lower())[0].kinds == {k.PLURAL}:
        return f"{several[1]} {_OF_MANY[several[2]]}{text[several.end() :]}"
    match = _NOBODY.match(text)
    verb = match["verb"] if match else ""
    kinds = kinds_of(verb)
    is_bare = k.BASE in kinds and not kinds & {k.PAST, k.THIRD, k.AUXILIARY, k.ADJECTIVE}
    right = third(verb) if is_bare else _OF_ONE.get(verb, "")
    return f"{match['who']} {right}{text[match.end() :]}" if match and right else text


def _is_no_point(said: str) -> bool:
    found = words_of(said)
    return _says_no_news(said) or _disagrees(found) or _is_impression(found) or _is_on_a_boss(found)


def _is_impression(found: Sequence[Word]) -> bool:
    """`residents seemed happy`, `it is complicated`: how it looked, or of who knows what."""
    if found[0].low == "it" and found[1].low not in closed("of it"):
        return True  # it keeps going down: what does?
    if found[0].low == "it" and not any(word.low in closed("what it is") for word in found):
        return True
    return any(word.low in closed("impressions") for word in found)


def _is_on_a_boss(found: Sequence[Word]) -> bool:
    """`the head is never there`: what one of those who lead does, unless they want it."""
    start = 1 if found[0].can_be(k.DETERMINER) else 0
    for boss, does in pairwise(found[start : start + 3]):
        leads = boss.low in closed("bosses") | section_words("skills.txt", "roles")
        if leads and found[-1].low != "new":
            return does.can_be("zeU") and does.low not in closed("harmless deeds")
    return False


def _disagrees(found: Sequence[Word]) -> bool:
    """`data quality is very less`."""
    pairs = pairwise(word.low for word in found)
    return any(one in ("very", "so", "too") and two in ("less", "more") for one, two in pairs)


def without_verb(text: str, names: Set[str] = frozenset()) -> Item | None:
    """`falls up since March`, `the rota always late`: a thing and its state, said with `are` or
    `is`; None where that is no clause."""
    tokens = _prepared(text.replace(", up ", " up ").replace(", down ", " down "), names).split()
    if len(tokens) < 2 or _is_done(tokens):
        return None
    for at in range(1, len(tokens)):
        if _is_state(tokens[at - 1], tokens[at:]):
            return _stated_of(
                " ".join(tokens[:at]),
                " ".join(tokens[at:]),
                names,
            )
    return None


def _is_done(tokens: Sequence[str]) -> bool:
    """`moving files`, not `changing rooms`."""
    return k.GERUND in kinds_of(tokens[0]) and not _is_made_for_doing(words_of(" ".join(tokens)))


def _is_state(before: str, tokens: Sequence[str]) -> bool:
    """`late again`, `3 weeks behind`: not the particle of what is done, `going up`."""
    if tokens[-1].lower() in _OPEN_ENDS:
        return False  # some COBOL still: what of it?
    tokens = _without_amount(tokens)
    if _is_behind_a_thing(tokens) or _is_particle(before, tokens):
        return False
    if not tokens or _is_going_on(before, tokens):
        return False
    return _only_describes(tokens) or tokens[0] in closed("states") or _is_out_of(tokens)


def _only_describes(tokens: Sequence[str]) -> bool:
    """`uneven`, `unknown outside Wales`."""
    ends = len(tokens) == 1 or tokens[1] in closed("subordinators") | closed("prepositions")
    plain = kinds_of(tokens[0]) == {k.ADJECTIVE} or tokens[0] in closed("of its state")
    return ends and plain


def _is_going_on(before: str, tokens: Sequence[str]) -> bool:
    """Whether something is done there: `coming` too late, often `wait` for parts."""
    if words_of(before)[0].kinds <= _DOING or before in closed("going on") | {"being"}:
        return True
    if tokens[0] == "late" and _goes_late(before):
        return True
    often = tokens[1:] and k.ADVERB in kinds_of(tokens[0])
    kinds = kinds_of(tokens[1]) if often else frozenset()
    if tokens[0] == "never" and k.PAST in kinds:
        return k.ADJECTIVE not in kinds  # visitor numbers never recovered
    return bool(kinds & {k.BASE, k.THIRD}) and not kinds & {k.ADJECTIVE, k.PAST, k.GERUND}


def _goes_late(before: str) -> bool:
    """`shows running late`, not `the morning briefing late`."""
    named = words("noun_gerunds.txt") - {"running"}
    return k.GERUND in kinds_of(before) and before not in named


def _is_out_of(tokens: Sequence[str]) -> bool:
    """`out of order`, not `out of the lab`."""
    return tokens[:2] == ["out", "of"] and "".join(tokens[2:3]) in closed("out of")


def _without_amount(tokens: Sequence[str]) -> Sequence[str]:
    """`behind` for 3 weeks behind."""
    has_amount = tokens[0].isdigit() and tokens[1:2] and tokens[1] in closed("units")
    return tokens[2:] if has_amount else tokens


def _is_behind_a_thing(tokens: Sequence[str]) -> bool:
    """`cables running behind the rack`: a place, where `behind schedule` is a state."""
    names_one = tokens[:1] == ["behind"] and len(tokens) > 1
    return names_one and tokens[1] not in closed("behind what")


def _is_particle(before: str, tokens: Sequence[str]) -> bool:
    """`parents who pick up late`, `parcels backing up`: a part of the verb before it."""
    counted = tokens[1:2] and tokens[1][0].isdigit()  # food cost up 18%
    may_be_one = bool(tokens) and tokens[0] in ("up", "down") and not counted
    if may_be_one and tokens[1:2] == ["too"]:
        return True  # screening throws up too many hits
    is_doing = k.GERUND in kinds_of(before) and before not in words("noun_gerunds.txt")
    return may_be_one and (is_doing or k.BASE in kinds_of(before))


def _stated_of(subject: str, state: str, names: Set[str]) -> Item | None:
    thing = with_article(yours(subject), "the")
    state = re.sub(r"^same\b", "the same", state)
    if re.search(r"\b(?:who|that|which)\b", thing):
        return None
    if not _has_states(thing, names) or not is_theirs(f"{thing} {state}"):
        return None
    head = core(words_of(thing))[-1]
    if _may_be_one_or_many(head) or head.kinds >= {k.ADJECTIVE, k.ADVERB}:
        return None
    many = _are_many(head)
    lasted = _FOR_SO_LONG.search(state) is not None
    said = f"{thing} {_BE[many, lasted]} {state}"
    found = is_clause(said, names) and not _is_no_point(said)
    return Item(phrase=f"the problem that {said}", that=said) if found else None


def _are_many(head: Word) -> bool:
    """Whether it is a plural, `Mondays` too."""
    if head.low in closed("on times"):
        return head.low.endswith("s")
    return head.can_be(k.PLURAL) and not head.can_be(k.NOUN)


def _may_be_one_or_many(head: Word) -> bool:
    """`arrears up`: are they, or is it?"""
    return head.can_be(k.NOUN) and head.low.endswith("s") and not head.low.endswith("ss")


def _has_states(thing: str, names: Set[str]) -> bool:
    """Whether it is a thing: no person, nor what is done, `orders comes` late, or is not, `drivers
    not turning` up."""
    is_person = _is_capitalized(thing) and thing.lower() not in tools()
    comes = thing.split()[-1] in closed("comings")
    behind = thing.removeprefix("the ").split()[1:]
    acts = any(_acts(*two) for two in pairwise((*behind, "")))
    does = any(k.PAST in kinds_of(word) and k.ADJECTIVE not in kinds_of(word) for word in behind)
    states_nothing = is_person or comes or acts or does or " not " in thing
    return not states_nothing and is_noun_phrase(thing, names)


def _acts(word: str, following: str) -> bool:
    """`paying` invoices, `turning up`: what the thing before it does."""
    kinds = kinds_of(word)
    alone = kinds <= {k.GERUND, k.ADJECTIVE} or following in closed("particles")
    return k.GERUND in kinds and alone


def _with_subject(text: str) -> str:
    """`need fewer defects`, `struggling with data`: they do; a bare subject gets its article."""
    first = words_of(text)[0]
    if first.low in closed("hard") and text.split()[1:2] == ["to"]:
        return f"it is {text}"
    if _RELIES.match(text):
        return f"they are {text}"
    if first.low in closed("doing") and not text.lower().startswith("planning permission"):
        return f"they are {text}"
    if first.low in closed("without subject"):
        return "they " + re.sub(r"^(need|want)s\b", r"\1", text)
    if first.can_be("DOW") or first.low in ("they", "we", "he", "she", "it", "there"):
        return text
    return _with_article_for_subject(text)


def _with_article_for_subject(text: str) -> str:
    """The article for the noun before the verb: the shortest subject that leaves a clause."""
    tokens = text.split()
    many = words_of(tokens[0])[0].can_be(k.PLURAL)
    if many and is_clause(text):
        return text
    for count in range(1, min(len(tokens), 6)):
        subject = " ".join(tokens[:count])
        rest = " ".join(tokens[count:])
        determined = with_article(subject, "the")
        if determined == subject or not is_noun_phrase(determined):
            continue
        if _may_name_things(words_of(" ".join(tokens[count : count + 2]))):
            continue
        if is_clause(f"{determined} {rest}"):
            return f"{determined} {rest}"
    return text


def _may_name_things(found: Sequence[Word]) -> bool:
    """`lifts near`, behind a crane without its article: what it does, or what is done with it."""
    often = len(found) > 1 and found[1].low in ("every", "each")  # fire drills every release
    ends_there = len(found) < 2 or often or found[1].can_be(k.PREPOSITION)
    if not found or not found[0].can_be(k.PLURAL) or not ends_there:
        return False
    return not goes_alone(found[0].low)


def _says_no_news(said: str) -> bool:
    """`you laughed`, `the interviewer was late`: nothing to write to them."""
    tokens = said.lower().split()
    subject = tokens[1] if tokens[0] in ("the", "your", "this") else tokens[0]
    wants_a_number = tokens[-1].isdigit() and tokens[-2] in closed("without subject")
    says_half = tokens[-1] == "not" and len(tokens) < _SAYS_MORE  # teachers do not
    return subject in closed("no subjects") or wants_a_number or says_half


def question(text: str, names: Set[str] = frozenset()) -> str:
    """A question in the order of a statement, `how you do planning`; "" where that is not sure."""
    text = in_full(_TAILS.sub("", without_end(text)))
    match = _QUESTION.fullmatch(text)
    if not match or not is_theirs(text):
        return ""
    what, rest = match["what"].lower(), _ONE_LOOKS.sub(r"\1s\2", match["rest"])
    asked = " ".join(filter(None, (_what(what, rest), match["more"])))
    helper = (match["helper"] or "").lower()
    acts = what == "who" and k.GERUND in kinds_of(rest.split()[0])
    stated = f"{helper} {rest}".lstrip() if acts else _stated(helper, rest)  # who is running it
    found = determined_inside(yours(f"{asked} {stated}"), "the") if stated else ""
    return found if found and is_phrase(found, names) else ""


def _what(asked: str, rest: str) -> str:
    """`what a day looks like` for how a day looks like."""
    return "what" if asked == "how" and _LOOKS_LIKE.search(rest) else asked


def _stated(helper: str, rest: str) -> str:
    """What stands behind the question word, its helper put where a statement has it."""
    if not helper:
        return rest
    side = _SIDE.fullmatch(rest)
    if helper in ("do", "does", "did"):
        return _without_do(helper, rest)
    if side:
        return f"{side[1]} {helper} {side[2]}"
    state = _SO_MUCH.fullmatch(rest)
    if state:
        return f"{state[1]} {helper} {state[2]}"
    verb, _, subject = rest.partition(" ")
    if kinds_of(verb) & _DOING and kinds_of(subject.split(" ")[0]) & {k.DETERMINER}:
        return f"{subject} {helper} {verb}" if _may_stand_behind(verb) else ""
    return f"{rest} {helper}" if re.match(r"(?:the|their|your|our)\b", rest, re.I) else ""


def _may_stand_behind(verb: str) -> bool:
    """Whether what it is done to, or does it, may go before: how the rota `is planned`, the pilot
    `is going`; not what somebody `is running`."""
    alone = any(gerund(base) == verb for base in closed("intransitives"))
    return k.PAST in kinds_of(verb) or alone


def _without_do(helper: str, rest: str) -> str:
    """`they do planning` for `do they do planning`, `it works` for `does it work`."""
    if helper == "do":
        return rest
    tokens = rest.split()
    for at in range(
        min(len(tokens) - 1, _LONGEST_SUBJECT),
        0,
        -1,
    ):
        subject, verb = " ".join(tokens[:at]), tokens[at]
        if verb == "like" and tokens[at - 1] in _LIKENED:
            continue  # what does good look like
        form = past(verb) if helper == "did" else third(verb)
        if form and _may_do(subject):
            return " ".join((subject, form, *tokens[at + 1 :]))
    return ""


def _may_do(subject: str) -> bool:
    return subject.lower() in _SIDES or is_noun_phrase(subject)


def in_full(text: str) -> str:
    """Without contractions: `they are`, `cannot`."""
    if "'" not in text:
        return text
    for pattern, full in _CONTRACTIONS:
        text = pattern.sub(full, text)
    return text


def small_first(text: str, names: Set[str] = frozenset()) -> str:
    """The first word in small letters, if the dictionary knows it, a small letter follows, and it
    is no name of a tool, a brand or this row."""
    first, _, rest = text.partition(" ")
    low = first.lower()
    bare = low.rstrip(",:;").removesuffix("'s")
    named = (low in tools() and first != "It") or bare in names or _begins_a_name(bare, rest)
    if named or not _is_capitalized(first) or not is_known(bare):
        return text
    if not rest:
        return text if low in section_words("spelling.txt", "brands") else low
    return f"{low} {rest}" if _is_small_before(bare, rest[0]) else text


def _begins_a_name(low: str, rest: str) -> bool:
    """`Open` in Open Day: a common word with a capital behind one is part of its name."""
    second = rest.partition(" ")[0]
    own = tools().keys() | section_words("spelling.txt", "brands")
    common = second.istitle() and is_common(second.lower()) and second.lower() not in own
    grammar = not kinds_of(low).isdisjoint("DPWUOC#")
    beside = _STAYS_BEFORE.match(rest) and kinds_of(low) - {k.PAST, k.ADJECTIVE, k.GERUND}
    return bool(beside) or (common and not grammar)


def _is_small_before(low: str, sign: str) -> bool:
    """Whether a known word is small before what begins so: not in `Ward 7`, `Customer Success`."""
    if sign.isdigit():
        own = k.NOUN in kinds_of(low) and k.GERUND not in kinds_of(low)
        return not own or low in closed("how often")
    return sign.islower() or not sign.isalpha() or _stays_small(low)


def _is_capitalized(word: str) -> bool:
    """Title case: `Team`, `Event-driven`, `A`; not I, AWS, iOS."""
    return word == "A" or (word[:1].isupper() and word[1:].islower())


def _stays_small(low: str) -> bool:
    """Whether a word before a name has a small letter: of grammar, an adjective, what is done."""
    kinds = kinds_of(low)
    if kinds & frozenset("DPWUO#"):
        return True
    return not kinds & frozenset("np") and bool(kinds & frozenset("agb"))
