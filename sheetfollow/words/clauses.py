"""A statement about their side -> a clause for "You mentioned that ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import core, determined_inside, with_article
from sheetfollow.words.asks import Item
from sheetfollow.words.capitals import is_capitalized
from sheetfollow.words.grammar import is_clause, is_noun_phrase
from sheetfollow.words.kinds import Word, kinds_of, words_of
from sheetfollow.words.lists import closed, section_words, words
from sheetfollow.words.phrases import is_made_for_doing, prepared
from sheetfollow.words.sides import addressed, is_theirs, yours
from sheetfollow.words.tidy import in_full, tools
from sheetfollow.words.verbs import base_of, goes_alone, participle, third

_NOBODY = re.compile(
    r"(?P<who>no[ -]?one|nobody|everyone|everybody|somebody|someone|it|he|she) (?P<verb>[a-z]+)",
    re.I,
)
_RELIES = re.compile(r"(?:too |very |so )?(?:dependent|reliant) on ", re.I)
_PLAN = re.compile(r"you (?:want|plan|hope|intend|are (?:planning|hoping|going)) to (.+)")
_WISH = re.compile(r"you would like (?!it\b|that\b)(.+)")
_SEVERAL_IS = re.compile(
    r"((?:(?:the|our|their|your|all|older|younger|new|old) )?\w+) (is|was|has|does)\b"
)
_OUR = re.compile(r"\bour\b", re.I)
_OF_MANY = {"is": "are", "was": "were", "has": "have", "does": "do"}
_OF_ONE = {"have": "has", "are": "is", "were": "was", "do": "does"}
_PLANNING = re.compile(r"planning (?!to |an? |the )", re.I)
_FOR_SO_LONG = re.compile(
    r"\bfor (?:a|\d+|two|three|four|five|six) (?:years?|months?|weeks?)$"
    r"|^(?!(?:up|down)\b).*\bsince "
)
_BE = {
    (True, True): "have been",
    (False, True): "has been",
    (True, False): "are",
    (False, False): "is",
}
"""By whether there are many, and whether it has lasted: out of order for 3 months."""
_THERE = re.compile(r"^(you [a-z]+ed .+) there$")
"""Where they work is where they are: you started as an apprentice there."""
_HAVE = {True: "have", False: "has"}
_SAYS_MORE = 5


def clause(text: str, column: str, names: Set[str] = frozenset()) -> Item | None:
    """A statement about their side, in the second person; None where it does not parse as one."""
    text = determined_inside(prepared(in_full(_of_them(text, column)), names), "the")
    if not text or not is_theirs(text):
        return None
    said = _till_now(addressed(_agreeing(_with_subject(text))))
    said = _THERE.sub(r"\1", said)
    if not said or not _makes_a_point(said, names):
        return None
    plan = _PLAN.fullmatch(said)
    if plan:
        return Item(phrase=f"your plan to {plan[1]}", that=said)
    wish = _WISH.fullmatch(said)
    if wish:
        link = "" if wish[1].startswith("to ") else "for "
        return Item(phrase=f"your wish {link}{wish[1]}", that=said)
    lead = "your remark that" if column == "topic" else "the problem that"
    return Item(phrase=f"{lead} {said}", that=said)


def _of_them(text: str, column: str) -> str:
    """With their for our in what they said of themselves: we lose our best nurses."""
    ours = column == "challenge" and text.lower().startswith("we ")
    return _OUR.sub("their", text) if ours else text


def _till_now(said: str) -> str:
    """`the footfall has dropped since May` for dropped since May."""
    found = words_of(said)
    for at, (verb, following) in enumerate(pairwise(found)):
        done = participle(verb.low)
        by_itself = following.low == "since" and goes_alone(base_of(verb.low))
        if at and done and by_itself and found[at - 1].can_be("np"):
            before, behind = said.split(f" {verb.text} since ", 1)
            return f"{before} {_HAVE[_are_many(found[at - 1])]} {done} since {behind}"
    return said


def _makes_a_point(said: str, names: Set[str]) -> bool:
    """Whether it is a statement that quotes nobody and is worth writing to them."""
    quotes = '"' in said
    return not quotes and is_clause(said, names) and not _is_no_point(said)


def _agreeing(text: str) -> str:
    """`no one wants it` for no one want it, `people are leaving` for people is leaving."""
    several = _SEVERAL_IS.match(text)
    if several and _are_surely_many(several[1].lower().split()[-1]):
        return f"{several[1]} {_OF_MANY[several[2]]}{text[several.end() :]}"
    match = _NOBODY.match(text)
    verb = match["verb"] if match else ""
    kinds = kinds_of(verb)
    is_bare = k.BASE in kinds and not kinds & {k.PAST, k.THIRD, k.AUXILIARY, k.ADJECTIVE}
    right = third(verb) if is_bare else _OF_ONE.get(verb, "")
    return f"{match['who']} {right}{text[match.end() :]}" if match and right else text


def _are_surely_many(noun: str) -> bool:
    return kinds_of(noun) in ({k.PLURAL}, {k.PLURAL, k.THIRD}) and noun not in closed(
        "plural looks"
    )


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


def _says_no_news(said: str) -> bool:
    """`you laughed`, `the interviewer was late`: nothing to write to them."""
    tokens = said.lower().split()
    subject = tokens[1] if tokens[0] in ("the", "your", "this") else tokens[0]
    says_half = tokens[-1] == "not" and len(tokens) < _SAYS_MORE  # teachers do not
    return subject in closed("no subjects") or says_half


def _with_subject(text: str) -> str:
    """`need fewer defects`, `struggling with data`: they do; a bare subject gets its article."""
    first = words_of(text)[0]
    if first.low in closed("hard") and text.split()[1:2] == ["to"]:
        return f"it is {text}"
    if _RELIES.match(text):
        return f"they are {text}"
    if first.low in closed("doing") and not _PLANNING.match(text):
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
        found = words_of(" ".join(tokens[count : count + 2]))
        if _may_name_things(found) or _is_rather_many(found):
            continue
        if is_clause(f"{determined} {rest}"):
            return f"{determined} {rest}"
    return text


def _is_rather_many(found: Sequence[Word]) -> bool:
    """`bonds tie`: several that do something, not what one does."""
    many = len(found) > 1 and found[0].can_be(k.PLURAL) and not found[0].can_be(k.MOSTLY_VERB)
    return many and found[1].can_be("beU") and found[1].low not in closed("particles")


def _may_name_things(found: Sequence[Word]) -> bool:
    """`lifts near`, behind a crane without its article: what it does, or what is done with it;
    `bonds tie`, behind a bid: rather several that do; `social care`, behind adult: what is more."""
    if found and found[0].can_be("nag") and not found[0].can_be("zeUP"):
        return True
    often = len(found) > 1 and found[1].low in ("every", "each")  # fire drills every release
    ends_there = len(found) < 2 or often or found[1].can_be(k.PREPOSITION)
    if not found or not found[0].can_be(k.PLURAL) or not ends_there:
        return False
    return not goes_alone(found[0].low)


def without_verb(text: str, names: Set[str] = frozenset()) -> Item | None:
    """`falls up since March`, `the rota always late`: a thing and its state, said with `are` or
    `is`; None where that is no clause."""
    tokens = prepared(text.replace(", up ", " up ").replace(", down ", " down "), names).split()
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
    return k.GERUND in kinds_of(tokens[0]) and not is_made_for_doing(words_of(" ".join(tokens)))


def _is_state(before: str, tokens: Sequence[str]) -> bool:
    """`late again`, `3 weeks behind`: not the particle of what is done, `going up`."""
    if tokens[-1].lower() in ("still", "already", "yet"):
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
    kinds = kinds_of(tokens[0])
    undone = tokens[0].startswith("un") and kinds <= {k.ADJECTIVE, k.PAST}
    plain = kinds == {k.ADJECTIVE} or undone or tokens[0] in closed("of its state")
    return ends and plain


def _is_going_on(before: str, tokens: Sequence[str]) -> bool:
    """Whether something is done there: `coming` too late, often `wait` for parts."""
    if words_of(before)[0].kinds <= {k.GERUND, k.PAST} or before in closed("going on") | {"being"}:
        return True
    if tokens[0] in ("late", "too") and _goes_late(before):
        return True
    kinds = _of_what_it_does(tokens)
    if tokens[0] == "never" and k.PAST in kinds:
        return k.ADJECTIVE not in kinds  # visitor numbers never recovered
    return bool(kinds & {k.BASE, k.THIRD}) and not kinds & {k.ADJECTIVE, k.PAST, k.GERUND}


def _of_what_it_does(tokens: Sequence[str]) -> Set[str]:
    """What the word behind an adverb may be; not of `always down`."""
    often = len(tokens) > 1 and k.ADVERB in kinds_of(tokens[0])
    return kinds_of(tokens[1]) if often and tokens[1] not in closed("particles") else frozenset()


def _goes_late(before: str) -> bool:
    """`shows running late`, `sitting too long`, not `the morning briefing late`."""
    named = words("noun_gerunds.txt") - {"running", "queueing", "queuing"}
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
    if tokens[:2] in (["up", "the"], ["down", "the"]):
        return True  # patchy signal up the glen
    names_one = tokens[:1] == ["behind"] and len(tokens) > 1
    return names_one and tokens[1] not in closed("behind what")


def _is_particle(before: str, tokens: Sequence[str]) -> bool:
    """`parents who pick up late`, `landlords selling up`: a part of the verb before it."""
    counted = tokens[1:2] and tokens[1][0].isdigit()  # food cost up 18%
    may_be_one = bool(tokens) and tokens[0] in ("up", "down") and not counted
    if may_be_one and tokens[1:2] == ["too"]:
        return True  # screening throws up too many hits
    thing = before in words("noun_gerunds.txt") and len(tokens) > 1
    is_doing = k.GERUND in kinds_of(before) and not thing
    return may_be_one and (is_doing or k.BASE in kinds_of(before))


def _stated_of(subject: str, state: str, names: Set[str]) -> Item | None:
    thing = with_article(yours(subject), "the")
    state = re.sub(r"^same\b", "the same", state)
    if re.search(r"\b(?:who|that|which)\b", thing):
        return None
    if not _has_states(thing, names) or not is_theirs(f"{thing} {state}"):
        return None
    head = core(words_of(thing))[-1]
    if _may_be_one_or_many(head):
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
    is_person = is_capitalized(thing) and thing.lower() not in tools()
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
