"""Does a text parse, word by word, as a noun phrase, a gerund, a clause? What does not, is asked.

A small grammar of English notes. Each rule takes the place where something begins and gives all
the places where it may end; each (rule, place) is worked out once, so that the cost grows with the
square of the words at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from functools import lru_cache, wraps

from sheetfollow.words import kinds as k
from sheetfollow.words.kinds import Word, is_compound, words_of
from sheetfollow.words.lists import closed
from sheetfollow.words.noun_signs import NounSigns
from sheetfollow.words.verbs import goes_alone

Ends = frozenset[int]
Rule = Callable[["_Parse", int], Ends]

_NOTHING: Ends = frozenset()
_LONGEST = 16
_SIGNS = re.compile(r"(?<!\d):|:(?!\d)|,(?!\d{3})|[;!?(){}<>|\\=_…*~^@]|\.\.|--|\s-\s|\.\s")


def is_phrase(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text is a noun phrase, a gerund, or a question in statement order: what can
    stand behind a preposition. Known at once where it was asked before: the letter's proofreading
    asks what its reading did."""
    return _is_phrase(text, frozenset(names))


@lru_cache(maxsize=2048)
def _is_phrase(text: str, names: frozenset[str]) -> bool:
    parse = _Parse.of(text, names)
    if parse is None:
        return False
    rules = (parse.noun_phrase, parse.gerund, parse.embedded)
    return any(parse.length in rule(0) for rule in rules)


def is_noun_phrase(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text is a noun phrase."""
    parse = _Parse.of(text, names)
    return parse is not None and parse.length in parse.noun_phrase(0)


@lru_cache(maxsize=1024)
def is_gerund(text: str) -> bool:
    """Whether the text says what is done, as in `growing teams`, and nothing else parses."""
    parse = _Parse.of(text)
    if parse is None or k.GERUND not in parse.words[0].kinds:
        return False
    return parse.length not in parse.noun_phrase(0) and parse.length in parse.gerund(0)


def is_clause(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text is a subject and what it does."""
    parse = _Parse.of(text, names)
    return parse is not None and parse.length in parse.clause(0)


def is_action(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text is a base form with its complements: `use Andon boards`."""
    parse = _Parse.of(text, names)
    return parse is not None and parse.length in parse.action(0)


def is_predicate(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text may stand behind a subject: `led a team of 8`, `can read P&Ls`."""
    parse = _Parse.of(text, names)
    return parse is not None and parse.length in parse.predicate(0)


def _once(rule: Rule) -> Rule:
    """Works a rule out once for each place; while it is at work, it finds nothing there."""

    @wraps(rule)
    def remembered(self: _Parse, start: int) -> Ends:
        key = (rule.__name__, start)
        if key not in self.known:
            self.known[key] = _NOTHING
            self.known[key] = rule(self, start)
        return self.known[key]

    return remembered


class _Parse(NounSigns):
    """The words of one text, and where each rule that was tried may end."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.length = len(words)
        self.known: dict[tuple[str, int], Ends] = {}

    @classmethod
    def of(cls, text: str, names: Set[str] = frozenset()) -> _Parse | None:
        """None where a sign or a word stands in the way of every rule."""
        text = text.replace("vs. ", "vs ")
        if _SIGNS.search(text):
            return None
        words = words_of(text, names)
        known = 0 < len(words) <= _LONGEST and all(word.kinds for word in words)
        parse = cls(words) if known and _guesses_little(words) else None
        return parse if parse and not parse.has_stray_word() else None

    def closure(self, starts: Set[int], step: Rule) -> Ends:
        """Where any number of steps, none included, may end."""
        found = set(starts)
        waiting = list(starts)
        while waiting:
            for end in step(self, waiting.pop()) - found:
                found.add(end)
                waiting.append(end)
        return frozenset(found)

    def after(self, ends: Set[int], rule: Rule) -> Ends:
        """Where the rule may end if it begins at any of these."""
        return frozenset().union(*(rule(self, end) for end in ends))

    # --- noun phrases

    @_once
    def noun_phrase(self, start: int) -> Ends:
        """`the old CMS in Leeds that nobody uses`."""
        return self.closure(self._core(start), _Parse.attached)

    def _core(self, start: int) -> Ends:
        """Determiner, numbers, modifiers, head."""
        numbers = self._behind_determiners(start)
        first = self._behind_other_kind(self._behind_numbers(numbers))
        counts = first > numbers and numbers > 0
        ends = {first} if counts else set()
        if numbers > start and self._stands_alone(numbers - 1):
            ends.add(numbers)
        for place in range(first, self.length):
            if not self._goes_on(place, first):
                break
            wrong = first > start and self._counts_wrong(place, first)
            if self._may_be_head(place, first) and not wrong:
                ends.add(place + 1)
        return frozenset(ends | self._numbered(ends))

    def _behind_determiners(self, start: int) -> int:
        negated = self.low(start) == "not" and self.low(start + 1) in ("enough", "all", "many")
        first = at = start + negated
        while at < first + 2 and self.can(at, k.DETERMINER):
            at += 1
        return at

    def _behind_other_kind(self, at: int) -> int:
        """`hourly`, for fixed vs hourly fees: both describe what follows."""
        two = self.can(at, k.ADJECTIVE) and self.can(at + 2, "an")
        either = self.low(at + 1) in ("vs", "versus", "or") and self.can(at + 3, "np")
        return at + 2 if two and either and not self.can(at, "npX") else at

    def _numbered(self, ends: set[int]) -> set[int]:
        """`year two`, `phase 3`: the number behind its noun."""
        return {end + 1 for end in ends if self.can(end, k.NUMBER) and self._has_numbers(end - 1)}

    @_once
    def attached(self, start: int) -> Ends:
        """One thing that may stand behind a noun."""
        if start >= self.length:
            return _NOTHING
        if self.can(start, k.PREPOSITION):
            return self.prepositional(start) | self._when_it_does(start)
        if self.low(start) in closed("before a preposition") and start + 1 < self.length:
            return self.prepositional(start + 1)
        if self.can(start, k.CONJUNCTION):
            return self._joined_thing(start + 1)
        if self.low(start) in ("that", "who", "which"):
            stated = self.low(start - 1) in closed("stated") and self.low(start) == "that"
            fits = self._may_do(0, start, start + 1)
            found = self.predicate(start + 1) if fits else _NOTHING
            found |= self.relative(start + 1)
            return found | self.clause(start + 1) if stated else found
        found = self._participle(start) | self._time(start) | self.relative(start)
        return found | self._when_it_does(start)

    def _joined_thing(self, at: int) -> Ends:
        """`and the rota`, `or how you plan it`, `or on CAD`."""
        where = _NOTHING if self.low(at - 1) == "but" else self.prepositional(at)
        return self.noun_phrase(at) | self.gerund(at) | self.embedded(at) | where

    def _when_it_does(self, start: int) -> Ends:
        """`since cookies went`, `after people leave`, behind what is no verb itself."""
        does = self.can(start - 1, k.MOSTLY_VERB) or goes_alone(self.low(start - 1))
        does = does and start > 1
        tells = self.low(start) in closed("subordinators") and not does
        return self.clause(start + 1) if tells else _NOTHING

    def _participle(self, start: int) -> Ends:
        """`cut again by 20%`, `opening in 2027`, `not using the CRM`."""
        if self.low(start) == "not" and self.can(start + 1, k.GERUND):
            return self.gerund(start + 1)
        if self._denies_done(start):
            return self.complements(start + 2)
        if self._is_doing(start):
            return self.gerund(start)
        said = self.low(start) in closed("said") and not self._is_done_to_it(start)
        done = self.can(start, k.PAST) and not said
        return self._where_done(start + 1) if done else _NOTHING

    def _denies_done(self, at: int) -> bool:
        """`not signed`, `never tested`, `being repaired`; visitor numbers never recovered."""
        never = self.low(at) == "never" and not goes_alone(self.low(at + 1))
        return self.can(at + 1, k.PAST) and (never or self.low(at) in ("not", "being"))

    def _where_done(self, at: int) -> Ends:
        """`again by 20%`, `when it rains`."""
        at = self._behind_how(at)
        if at == self.length and self._is_how(at - 1):
            return frozenset({at})
        if self.low(at) in closed("places") | {"off"}:
            return self.prepositional(at)
        if self.low(at) in closed("particles"):
            return self._where_done(at + 1)  # tied up for 12 months
        found = self.clause(at + 1) if self.low(at) in closed("subordinators") else _NOTHING
        return found | self._time(at)

    def _behind_how(self, at: int) -> int:
        """Behind `too late`, `unopened`, said of what is done."""
        at += self.low(at) == "too" and self.can(at + 1, k.ADVERB)
        at += self._is_plain_adverb(at) and not self.can(at, k.PREPOSITION)
        return at + (self.low(at).startswith("un") and self.can(at, "ae"))

    def _is_how(self, at: int) -> bool:
        """`data entered twice`, `parcels returned unopened`."""
        return self.low(at).startswith("un") or self.low(at) in closed("how it is done")

    def _time(self, start: int) -> Ends:
        """`last year`, `every 2 weeks`, `the evening before the fair`, `24 hours before`."""
        if self.low(start) == "the":
            return self._the_time(start + 1)
        if self.low(start) in closed("at the end") and start + 1 == self.length:
            return frozenset({start + 1})
        at = start + (self.low(start) in ("once", "twice"))
        if self.low(at) == "every" and self.can(at + 1, k.NUMBER):
            return frozenset({at + 3} if self._is_time(at + 2) else ())
        named = self.low(at) in closed("before a time")
        return self._named_time(at + 1) if named else self._time_before(at)

    def _time_before(self, at: int) -> Ends:
        """`24 hours before`, `two weeks ahead`."""
        told = self.can(at, k.NUMBER) and self.low(at + 2) in ("before", "after", "ahead", "behind")
        return frozenset({at + 3} if told and self._is_time(at + 1) else ())

    def _named_time(self, at: int) -> Ends:
        """`year`, `March`, `Sunday night`."""
        at += self.low(at) in closed("dates") and self.low(at + 1) in closed("time nouns")
        told = self.low(at) in closed("time nouns") | closed("dates")
        return frozenset({at + 1} if told else ())

    def _the_time(self, at: int) -> Ends:
        """`the same day`, `the evening before the fair`."""
        if self.low(at) == "same" and self._is_time(at + 1):
            return frozenset({at + 2})
        told = self.low(at) in closed("time nouns") and self.low(at + 1) in ("before", "after")
        return self.prepositional(at + 1) | {at + 2} if told else _NOTHING

    @_once
    def relative(self, start: int) -> Ends:
        """`people actually use`, `only walkers walk past`: a clause that lacks its object."""
        at = start + self._is_plain_adverb(start)
        if not self._may_start_relative(start, at):
            return _NOTHING
        doers = self._doers(at)
        if self.low(start - 1) in closed("ways"):
            return self.clause(at) | self.after(doers, _Parse.finite)
        verbs = {end for end in doers if not self._leads_away(end)} | self._pronoun(at)
        ends = self.after(verbs, _Parse.finite)
        return ends | {end + 1 for end in ends if self.can(end, k.PREPOSITION)}

    def _may_start_relative(self, start: int, at: int) -> bool:
        """Whether who does it may stand at `at`, behind the thing before `start`."""
        counted = self.can(at, k.NUMBER) and self.low(start - 1) in ("that", "which")
        if not (self.can(at, "DpO") or counted):
            return False
        return not (self._is_of_the_same(start, at) or self._is_counted_there(start, at))

    def _is_counted_there(self, start: int, at: int) -> bool:
        """`3 logs never agree`: what stands there is counted, and does nothing to a three."""
        mere_number = self.can(start - 1, k.NUMBER) and not self._has_numbers(start - 2)
        return mere_number and not self.can(at, "DO")

    def _doers(self, start: int) -> Ends:
        """Where a noun phrase ends whose verb, if one follows, fits it."""
        return frozenset(end for end in self._core(start) if self._may_do(start, end, end))

    @_once
    def prepositional(self, start: int) -> Ends:
        """`in the Bristol warehouse`, `to growing teams`, `on how you test`."""
        if not self.can(start, k.PREPOSITION):
            return _NOTHING
        at = start + 1
        told = self.low(start) in closed("before a thing")
        things = self._determined(at) if told else self.noun_phrase(at)
        found = things | self.gerund(at) | self.embedded(at) | self._which_thing(at)
        if self.low(start) == "to" and not self.can(at, k.NAME):
            found |= self.action(at)
        if self.low(start) == "than":
            found |= self._than(at)
        if self.can(at, k.PREPOSITION):
            found |= self.noun_phrase(at + 1)
        if self.low(start) == "between":
            return frozenset(end for end in found if self._has_several(at, end))
        return found

    def _than(self, at: int) -> Ends:
        """`they planned`, `planned`."""
        return self.clause(at) | frozenset({at + 1} if self.can(at, k.PAST) else ())

    # --- verbs

    @_once
    def gerund(self, start: int) -> Ends:
        """`getting parents involved`, `moving to AWS and keeping the rota`."""
        if not self.can(start, k.GERUND) or self.can(start, k.NAME):
            return _NOTHING
        return self._joined(self._behind_verb(start), _Parse.gerund)

    @_once
    def action(self, start: int) -> Ends:
        """`use Andon boards`, `A/B test the form`: a base form and its complements."""
        at = start + 1 if self.low(start) == "not" or self._is_plain_adverb(start) else start
        if self.can(at, k.NAME) and self.can(at + 1, k.BASE):
            at += 1
        if self.low(at) == "be":
            return self.complements(at + 1 + self.can(at + 1, k.PAST))
        if not self.can(at, k.BASE) or self.can(at, k.NAME):
            return _NOTHING
        return self._joined(self._behind_verb(at), _Parse.action)

    def _joined(self, ends: Ends, rule: Rule) -> Ends:
        """These ends, and those of the rule behind a conjunction at any of them."""
        joined = {end + 1 for end in ends if self.can(end, k.CONJUNCTION)}
        return ends | self.after(joined, rule)

    def _behind_verb(self, verb: int) -> Ends:
        """Where what belongs to the verb there may end."""
        ends = self.complements(verb + 1)
        return ends | self._caused(verb + 1) if self.low(verb) in closed("causes") else ends

    def _caused(self, start: int) -> Ends:
        """What one makes somebody do or be: `the numbers add up`, `parents involved`."""
        objects = self._core(start)
        states = {end + 1 for end in objects if self.can(end, "ea")}
        found = self.after(states, _Parse.complements)
        if self.low(start - 1) in closed("no base behind"):
            return found  # not: keep the drivers motivate
        return found | self.after(objects, _Parse.action)

    @_once
    def complements(self, start: int) -> Ends:
        """What may follow a verb, nothing included: one thing, or two behind `give` and its like,
        then how, when and where."""
        if self._is_deed_of(start) or self._never_leads_to(start - 1):
            return frozenset({start})
        things = self.closure({start}, _Parse._light)
        found = self.closure(things, _Parse._circumstance)
        for _ in range(2 if self.low(start - 1) in closed("givers") else 1):
            things = self.after(things, _Parse._object)
            found |= self.closure(things, _Parse._circumstance)
        return found

    def _object(self, start: int) -> Ends:
        if start >= self.length or self._wants_preposition(start):
            return _NOTHING
        found = _NOTHING if self._is_form_of_verb(start) else self._determined(start)
        found |= self._somebody(start)
        if self.can(start, k.QUESTION):
            found |= self.embedded(start) | self._what_at_the_end(start)
            found |= self._which_thing(start)
        if self.can(start, k.GERUND):
            found |= self.gerund(start)
        return found | self.action(start) if self.low(start - 1) in closed("helps") else found

    def _somebody(self, at: int) -> Ends:
        """`no one under 60` on the board; the `no` that is said."""
        if self.low(at) in closed("single"):
            return self.closure({at + 1}, _Parse.attached)
        says = self.low(at) in ("no", "yes") and self.low(at - 1) in ("say", "saying")
        return frozenset({at + 1} if says else ())

    def _what_at_the_end(self, at: int) -> Ends:
        """`who owns what`, `who does what in a crisis`."""
        ends = at + 1 == self.length or self.can(at + 1, k.PREPOSITION)
        return frozenset({at + 1} if ends and self.low(at) == "what" else ())

    def _which_thing(self, at: int) -> Ends:
        """`who gets which shift`."""
        return self._core(at + 1) if self.low(at) == "which" else _NOTHING

    def _determined(self, start: int) -> Ends:
        """A noun phrase that does not lack its article."""
        things = frozenset(end for end in self._core(start) if not self._is_bare(start, end))
        return self.closure(things, _Parse.attached)

    def _circumstance(self, start: int) -> Ends:
        """`in May`, `all day`, `when it rains`, `busy planning the fete`, `unclear who signs`."""
        if start >= self.length:
            return _NOTHING
        found = self._light(start) | self.prepositional(start)
        found |= self._time(start) | self._duration(start)
        verb = start - (self.low(start - 1) in closed("particles"))  # comes back stained
        if self.can(start, k.PAST) and self.low(verb - 1) in closed("becoming"):
            found |= self.complements(start + 1)
        if self.can(start, k.ADJECTIVE) and not self.can(start + 1, "np"):
            found |= {start + 1} | self.gerund(start + 1) | self.embedded(start + 1)
        if self.low(start) in closed("subordinators"):
            found |= self.clause(start + 1)
        return found

    def _light(self, start: int) -> Ends:
        """`up`, `online`, `often`: what may stand before an object too."""
        light = self.low(start) in closed("particles") | closed("adverbs")
        plain = self._is_plain_adverb(start) and not self.can(start, k.PREPOSITION)
        return frozenset({start + 1} if light or plain else ())

    def _duration(self, start: int) -> Ends:
        """`3 hours`, `all day`, `the whole week`: how long, or when."""
        ends = self._core(start) if self.can(start, "D#") else _NOTHING
        return frozenset(end for end in ends if self._is_length_of_time(start, end))

    @_once
    def predicate(self, start: int) -> Ends:
        """A finite verb and what belongs to it: `is always late`, `never arrives on time`."""
        return self._joined(self.after(self.finite(start), _Parse.complements), _Parse.predicate)

    @_once
    def finite(self, start: int) -> Ends:
        """The verb group alone, with auxiliaries and adverbs: `could still have been`."""
        at = start
        while self._is_plain_adverb(at) and not self.can(at, k.PREPOSITION):
            at += 1
        if not self._may_begin_verb(at):
            return _NOTHING
        alone = _NOTHING if self.low(at) in closed("modals") else frozenset({at + 1})
        return alone | self._helped(at + 1) if self.can(at, k.AUXILIARY) else alone

    def _helped(self, start: int) -> Ends:
        """Where the group may end behind its first auxiliary: `still have been`, `not used`."""
        at, helper = start, self.low(start - 1)
        while self.can(at, "U") or self._is_plain_adverb(at):
            helper = helper if self.low(at) == "not" or not self.can(at, "U") else self.low(at)
            at += 1
        ends = frozenset(range(start + 1, at + 1))
        return ends | {at + 1} if self.can(at, _helps(helper)) else ends

    @_once
    def clause(self, start: int) -> Ends:
        """`legacy consumers keep falling over`: subject, verb, complements."""
        found = self.after(self._pronoun(start), _Parse.predicate)
        subjects = self._determined(start)
        if self.low(start) not in closed("causes"):
            subjects |= {end for end in self.gerund(start) if not self._is_of_many(end)}
        agreeing = {end for end in subjects if self._agree(start, end)}
        found |= self.after(agreeing, _Parse.predicate)
        more = {end + 1 for end in found if self.can(end, k.CONJUNCTION)}
        return found | self.after(more, _Parse.clause)

    def _pronoun(self, start: int) -> Ends:
        fits = self.can(start, k.PRONOUN) and not self._is_of_other_person(start)
        told = self.low(start) in closed("single")  # nobody under 50
        found = self.prepositional(start + 1) if told else _NOTHING
        return found | {start + 1} if fits else _NOTHING

    # --- questions in the order of a statement

    @_once
    def embedded(self, start: int) -> Ends:
        """`how you test in production`, `what to do first`, `who owns the data`."""
        if not self.can(start, k.QUESTION):
            return _NOTHING
        at = start + 1
        if self.low(at) == "to":
            return self.action(at + 1)
        found = self._statement(at)
        of_one = self.low(start) in ("what", "who", "which") and not self._is_of_many(at)
        if of_one or self.low(at) == "not":
            found |= self.predicate(at)
        if self.low(at) in ("this", "that"):
            found |= self.predicate(at + 1)
        if self.can(at, "arDnp"):
            found |= self._statement(at + 1)
            found |= self.after(self._doers(at), _Parse.predicate)
            found |= self.after(self._core(at), _Parse._statement)
            found |= self.after(self._behind_to(at), _Parse.action)
        return found | {end + 2 for end in found if self._asks_why(end)}

    def _behind_to(self, start: int) -> Ends:
        """`which novels to translate`, `how many staff to hire`."""
        return frozenset(end + 1 for end in self._core(start) if self.low(end) == "to")

    def _asks_why(self, at: int) -> bool:
        """`how you plan the rota and why`, `whether to franchise or not`."""
        asks = self.can(at + 1, k.QUESTION) or self.low(at + 1) == "not"
        return asks and self.can(at, k.CONJUNCTION) and at + 2 == self.length

    def _statement(self, start: int) -> Ends:
        """A clause whose last preposition may lack its noun: `a typical day looks like`."""
        found = self.clause(start)
        return found | {end + 1 for end in found if self.can(end, k.PREPOSITION)}


def _helps(helper: str) -> str:
    """The kinds of verb that a helper leads to: `will make`, `is making`, `has made`."""
    if helper in closed("of being"):
        return "ge"
    return "ge" if helper in ("have", "has", "had") else "b"


def _guesses_little(words: tuple[Word, ...]) -> bool:
    """Whether at most one word is guessed, beside one that is known to mean something, or put
    together from two that are: `chargebacks`."""
    guesses = [word.low for word in words if word.can_be(k.GUESSED)]
    if not guesses:
        return True
    return len(guesses) == 1 and (is_compound(guesses[0]) or any(map(_is_surely_meant, words)))


def _is_surely_meant(word: Word) -> bool:
    return word.can_be("npagX") and not word.can_be("DPU" + k.GUESSED)
