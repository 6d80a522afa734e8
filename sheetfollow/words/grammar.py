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
from sheetfollow.words.lists import section_words, words
from sheetfollow.words.verbs import distinct_pasts, participles

Ends = frozenset[int]
Rule = Callable[["_Parse", int], Ends]

_NOTHING: Ends = frozenset()
_LONGEST = 16
_FIRST_YEAR = 1000
"""A number from here on may be a year: `the 2027 budget`."""
_SIGNS = re.compile(r"(?<!\d):|:(?!\d)|[,;!?(){}<>|\\=_…*~^@]|\.\.|--|\s-\s|\.\s")
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_FORWARD = frozenset("npaXgeS#")
_HEADS = frozenset("npX")
_FINITE = frozenset("bzeU")


def _closed(title: str) -> frozenset[str]:
    return section_words("closed_words.txt", title)


def is_phrase(text: str, names: Set[str] = frozenset()) -> bool:
    """Whether the whole text is a noun phrase, a gerund, or a question in statement order: what can
    stand behind a preposition."""
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


class _Parse:
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
        return cls(words) if known and _guesses_little(words) else None

    def low(self, at: int) -> str:
        """The word there in small letters; "" before the first and behind the last."""
        return self.words[at].low if 0 <= at < self.length else ""

    def can(self, at: int, kinds: Set[str] | str) -> bool:
        return 0 <= at < self.length and self.words[at].can_be(kinds)

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
        first = self._behind_numbers(numbers)
        ends = {first} if first > numbers else set()
        if numbers > start and self.low(numbers - 1) in _closed("alone"):
            ends.add(numbers)
        for place in range(first, self.length):
            if not self._goes_on(place, first):
                break
            lonely = place == first and self._wants_many(place)
            if self._may_be_head(place, first) and not lonely:
                ends.add(place + 1)
        return frozenset(ends | self._numbered(ends))

    def _behind_numbers(self, at: int) -> int:
        if self.low(at) in _closed("before a number") and self.can(at + 1, k.NUMBER):
            at += 1
        while self.can(at, k.NUMBER):
            at += 1
        return at

    def _wants_many(self, head: int) -> bool:
        """Whether a number wants a plural where a singular stands: `the 3 pilot`."""
        low = self.low(head - 1)
        many = low.isdigit() and 1 < int(low) < _FIRST_YEAR
        single = self.can(head, k.NOUN) and not self.can(head, "pX#ag")
        return many and single and self.low(head) not in _closed("many in one")

    def _behind_determiners(self, start: int) -> int:
        negated = self.low(start) == "not" and self.low(start + 1) in ("enough", "all", "many")
        first = at = start + negated
        while at < first + 2 and self.can(at, k.DETERMINER):
            at += 1
        return at

    def _numbered(self, ends: set[int]) -> set[int]:
        """`year two`, `phase 3`: the number behind its noun."""
        return {end + 1 for end in ends if self.can(end, k.NUMBER) and self._has_numbers(end - 1)}

    def _has_numbers(self, at: int) -> bool:
        """Whether the noun there is of those that are told apart by number."""
        numbered = section_words("teams.txt", "numbered") | _closed("numbered")
        forms = {self.low(at), self.low(at).removesuffix("s")}
        return self.can(at, k.NAME) or not forms.isdisjoint(numbered)

    def _goes_on(self, at: int, first: int) -> bool:
        """Whether the word there may belong to the phrase whose modifiers begin at `first`."""
        word = self.words[at]
        if not word.can_be(_FORWARD | {k.ADVERB}) or word.can_be("DC"):
            return False
        if self._links(at, first) or (at > first and self._breaks_off(at)):
            return False
        if at and self._is_counted(at, first):
            return True
        if not word.can_be(_FORWARD):
            return word.low in _closed("intensifiers") or self.can(at + 1, "ae")
        return self._is_no_verb(at, first)

    def _is_no_verb(self, at: int, first: int) -> bool:
        is_verb = self._is_verb(at) if at else False
        if is_verb and self._is_behind_preposition(first):
            return self.can(at, k.NOUN) and not self.can(at, k.MOSTLY_VERB)
        return is_verb is False or (at == first and is_verb is None)

    def _is_behind_preposition(self, first: int) -> bool:
        """Whether the phrase is what a preposition leads to, no subject: `for falls risk`."""
        at = first - 1
        while at > 0 and self.can(at, "D#"):
            at -= 1
        return self.can(at, k.PREPOSITION) and not self.can(at, k.ADVERB + k.ADJECTIVE + k.NOUN)

    def _links(self, at: int, first: int) -> bool:
        """Whether the word there is a preposition or helper and no part of a name for a thing."""
        word = self.words[at]
        if word.can_be("nX") or not word.can_be(k.AUXILIARY + k.PREPOSITION):
            return False
        return at > first or word.low not in _closed("near") or not self.can(at + 1, "np")

    def _breaks_off(self, at: int) -> bool:
        """Whether the word there cannot stand behind the nouns before it: `buddy up new`,
        `parents same`, `month end 12 days`."""
        word = self.words[at]
        if word.low in _closed("particles") and self.can(at + 1, "aD"):
            return True
        if word.low == "same" or (word.low in _closed("particles") and at + 1 == self.length):
            return True  # text parents same day, online up
        behind_many = self._is_plural(at - 1) and not word.can_be("npXgeC#")
        return behind_many or self._begins_an_amount(at)

    def _is_counted(self, at: int, first: int) -> bool:
        """Whether a plural there is what a number before the phrase counts: `3 fringe shows`."""
        counted = self.can(first - 1, k.NUMBER) and self.can(at, k.PLURAL)
        return counted and not any(self.can(place, k.PLURAL) for place in range(first, at))

    def _begins_an_amount(self, at: int) -> bool:
        """Whether the number there counts what follows: `month end 12 days`, not `phase 2 plans`
        or `IFRS 16 leases`."""
        if not self.low(at).isdigit() or at + 1 >= self.length:
            return False
        if self.low(at + 1) in _closed("units"):
            return True
        return not self._has_numbers(at - 1)

    def _may_be_head(self, at: int, first: int) -> bool:
        word = self.words[at]
        if word.can_be(k.POSSESSIVE) and not word.can_be(k.NAME):
            return False
        degree = self.low(at - 1) in ("very", "so", "too", "quite")
        if degree and (at > first or self.can(at, k.ADJECTIVE)):
            return False
        if word.can_be(k.GERUND) and not word.can_be(k.NAME):
            return self._is_named_deed(at, first)
        return word.can_be(_HEADS)

    def _is_named_deed(self, at: int, first: int) -> bool:
        """Whether what is done there is a thing too: `training`, `snagging and repairs`."""
        word = self.words[at]
        if word.low in words("noun_gerunds.txt") or self.can(at + 1, k.CONJUNCTION):
            return True
        return word.can_be("np") and (at == first or not word.can_be(k.ADJECTIVE))

    def _is_verb(self, at: int) -> bool | None:
        """Whether a word that may be noun or verb, behind a noun, is a verb; None: not to be told.

        Behind a plural it is (`customers churn`). An -s form before what can be its place or its
        object is ambiguous (`data lives in`)."""
        word = self.words[at]
        if self._stays_noun(at):
            return False
        plural = self._is_plural(at - 1)
        if word.can_be(k.BASE) and (plural or not word.can_be(k.NOUN)):
            return True
        if plural or not word.can_be(k.THIRD):
            return False
        return self._is_third_person(at)

    def _is_third_person(self, at: int) -> bool | None:
        """The same of an -s form behind a singular: `the bank wants to grow`."""
        if self.can(at, k.MOSTLY_VERB) and not self.can(at - 1, k.ADJECTIVE):
            return True
        wants = self.low(at + 1) == "to" and self.low(at).removesuffix("s") in _closed("wishes")
        return None if wants or self._has_place(at) else False

    def _is_plural(self, at: int) -> bool:
        """Whether the word there is a plural and nothing else."""
        word = self.words[at]
        if _ACRONYMS.fullmatch(word.text):
            return True
        many = word.can_be(k.PLURAL) and not word.can_be("baX")
        return many and word.low not in _closed("plural looks")

    def _stays_noun(self, at: int) -> bool:
        """Whether nothing makes the word there a verb: no noun stands before it, it is a name or a
        trade, or an adjective before a noun."""
        before, word = self.words[at - 1], self.words[at]
        if not before.can_be(_HEADS) or before.can_be("DPS") or word.can_be(k.NAME):
            return True
        if word.can_be("np") and word.can_be(k.GERUND):
            return True
        singular = not before.can_be(k.PLURAL)
        return singular and word.can_be(k.ADJECTIVE) and self.can(at + 1, "np")

    def _has_place(self, at: int) -> bool:
        """Whether what follows an -s form, or that nothing does, makes it look like a verb."""
        following = self.low(at + 1)
        stems = {self.low(at).removesuffix(ending) for ending in ("s", "es")}
        if not following:
            return not stems.isdisjoint(_closed("failures")) and self.can(0, k.DETERMINER)
        if following.isdigit() and int(following) > _FIRST_YEAR:
            return True  # funding ends 2027
        if not word_is_plain(following):
            return False
        if self.can(at + 1, k.PREPOSITION):
            return following != "of" and not stems.isdisjoint(_closed("intransitives"))
        return self.can(at + 1, "DU") or following in _closed("particles") or following == "not"

    @_once
    def attached(self, start: int) -> Ends:
        """One thing that may stand behind a noun."""
        if start >= self.length:
            return _NOTHING
        if self.can(start, k.PREPOSITION):
            return self.prepositional(start)
        if self.can(start, k.CONJUNCTION):
            return self.noun_phrase(start + 1) | self.gerund(start + 1) | self.embedded(start + 1)
        if self.low(start) in ("that", "who", "which"):
            stated = self.low(start - 1) in _closed("stated") and self.low(start) == "that"
            found = self.predicate(start + 1) | self.relative(start + 1)
            return found | self.clause(start + 1) if stated else found
        return self._participle(start) | self._time(start) | self.relative(start)

    def _participle(self, start: int) -> Ends:
        """`cut by 20%`, `opening in 2027`, `not using the CRM`."""
        if self.low(start) == "not" and self.can(start + 1, k.GERUND):
            return self.gerund(start + 1)
        if self.low(start) == "not" and self.can(start + 1, k.PAST):
            return self.complements(start + 2)
        if self.low(start) == "being" and self.can(start + 1, k.PAST):
            return self.complements(start + 2)
        if self._is_doing(start):
            return self.gerund(start)
        done = self.can(start, k.PAST) and self.low(start) not in _closed("said")
        if done and self.low(start + 1) in _closed("places"):
            return self.prepositional(start + 1)
        return _NOTHING

    def _is_doing(self, at: int) -> bool:
        """Whether what is done goes on there; a gerund that may be a thing leads on to more."""
        if not self.can(at, k.GERUND) or self.can(at, k.NAME):
            return False
        leads_on = self.low(at + 1) in _closed("places") or self.can(at + 1, k.DETERMINER)
        return leads_on or not self.can(at, "np")

    def _time(self, start: int) -> Ends:
        """`last year`, `every week`, `twice a year`, `the evening before`."""
        if self.low(start) == "the" and self.low(start + 2) in ("before", "after"):
            return frozenset({start + 3} if self.low(start + 1) in _closed("time nouns") else ())
        at = start + 1 if self.low(start) in ("once", "twice") else start
        at += self.low(at) == "every" and self.low(at + 1) in ("other", "second", "single")
        if self.low(at) in _closed("before a time"):
            return frozenset({at + 2} if self.low(at + 1) in _closed("time nouns") else ())
        return _NOTHING

    @_once
    def relative(self, start: int) -> Ends:
        """`people actually use`, `only walkers walk past`: a clause that lacks its object."""
        at = start + self._is_plain_adverb(start)
        if not self.can(at, "DpO") or (at == start and self._is_compound(at)):
            return _NOTHING
        if self.low(start - 1) in _closed("ways"):
            return self.clause(at) | self.after(self._core(at), _Parse.finite)
        subjects = self._core(at) | self._pronoun(at)
        verbs = {end for end in subjects if not self._leads_away(end)}
        ends = self.after(verbs, _Parse.finite)
        return ends | {end + 1 for end in ends if self.can(end, k.PREPOSITION)}

    def _is_compound(self, at: int) -> bool:
        """Whether a bare plural is the head of the nouns before it: `pull requests pile up`, not
        `the tool customers love`."""
        if self.can(at, "DO") or self.can(at - 1, k.PLURAL):
            return False
        return not any(self.low(place) in _closed("articles") for place in range(at))

    def _leads_away(self, at: int) -> bool:
        """Whether the word there, `in` or `down`, says where; it is no verb then."""
        return self.can(at, k.PREPOSITION) or self.low(at) in _closed("particles")

    @_once
    def prepositional(self, start: int) -> Ends:
        """`in the Bristol warehouse`, `to growing teams`, `on how you test`."""
        if not self.can(start, k.PREPOSITION):
            return _NOTHING
        at = start + 1
        found = self.noun_phrase(at) | self.gerund(at) | self.embedded(at)
        if self.low(start) == "to" and not self.can(at, k.NAME):
            found |= self.action(at)
        if self.low(start) == "than":
            found |= self.clause(at)
        if self.can(at, k.PREPOSITION):
            found |= self.noun_phrase(at + 1)
        if self.low(start) == "between":
            return frozenset(end for end in found if self._has_several(at, end))
        return found

    def _has_several(self, start: int, end: int) -> bool:
        """Whether these are two or more: not `between shift`."""
        return any(self.can(at, "pCXP#") for at in range(start, end))

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
        if not self.can(at, k.BASE) or self.can(at, k.NAME):
            return self.complements(at + 1) if self.low(at) == "be" else _NOTHING
        return self._joined(self._behind_verb(at), _Parse.action)

    def _joined(self, ends: Ends, rule: Rule) -> Ends:
        """These ends, and those of the rule behind a conjunction at any of them."""
        joined = {end + 1 for end in ends if self.can(end, k.CONJUNCTION)}
        return ends | self.after(joined, rule)

    def _behind_verb(self, verb: int) -> Ends:
        """Where what belongs to the verb there may end."""
        ends = self.complements(verb + 1)
        return ends | self._caused(verb + 1) if self.low(verb) in _closed("causes") else ends

    def _caused(self, start: int) -> Ends:
        """What one makes somebody do or be: `the numbers add up`, `parents involved`."""
        objects = self._core(start)
        states = {end + 1 for end in objects if self.can(end, "ea")}
        return self.after(states, _Parse.complements) | self.after(objects, _Parse.action)

    @_once
    def complements(self, start: int) -> Ends:
        """What may follow a verb, nothing included."""
        return self.closure({start}, _Parse._complement)

    def _complement(self, start: int) -> Ends:
        if start >= self.length:
            return _NOTHING
        found = self.prepositional(start) | self._time(start)
        if not self._is_stray_number(start):
            found |= self.noun_phrase(start)
        low = self.low(start)
        adverb = self._is_plain_adverb(start) or low in _closed("particles") | _closed("adverbs")
        if adverb or self.can(start, k.ADJECTIVE):
            found |= {start + 1}
        if self.can(start, k.QUESTION):
            found |= self.embedded(start)
        if low in _closed("subordinators"):
            found |= self.clause(start + 1)
        if self.can(start, k.GERUND) and not self.can(start, "X"):
            found |= self.gerund(start)
        return found

    def _is_stray_number(self, at: int) -> bool:
        """Whether a number there counts nothing behind a thing: `picking accuracy 97`."""
        counted = self.can(at, k.NUMBER) and at + 1 == self.length
        return counted and self.can(at - 1, k.NOUN) and not self.can(at - 1, "aP")

    def _is_plain_adverb(self, at: int) -> bool:
        return self.can(at, k.ADVERB) and not self.can(at, "nbD")

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
        helped = self.can(at, k.AUXILIARY)
        ends = set() if self.low(at) in _closed("modals") else {at + 1}
        at += 1
        while helped and (self.can(at, "U") or self.low(at) == "not" or self._is_plain_adverb(at)):
            at += 1
            ends.add(at)
        if helped and self.can(at, "bge"):
            ends.add(at + 1)
        return frozenset(ends)

    def _may_begin_verb(self, at: int) -> bool:
        if not self.can(at, _FINITE) or self.can(at, k.NAME):
            return False
        if self.low(at) == "not":
            return self.can(at - 1, k.QUESTION)  # what not to build
        if self.low(at) in participles():
            return False  # food cost gone up
        return self.low(at) not in _closed("no verbs")

    @_once
    def clause(self, start: int) -> Ends:
        """`legacy consumers keep falling over`: subject, verb, complements."""
        found = self.after(self._pronoun(start), _Parse.predicate)
        if self.low(start) == "it" and self.can(start + 1, "U"):
            found |= self._it_is(start + 1)
        subjects = self.noun_phrase(start)
        if self.low(start) not in _closed("causes"):
            subjects |= self.gerund(start)
        for end in subjects:
            if self._agree(start, end):
                found |= self.predicate(end)
        more = {end + 1 for end in found if self.can(end, k.CONJUNCTION)}
        return found | self.after(more, _Parse.clause)

    def _pronoun(self, start: int) -> Ends:
        return frozenset({start + 1} if self.can(start, k.PRONOUN) else ())

    def _it_is(self, start: int) -> Ends:
        """`is hard to find chefs`."""
        places = {at + 1 for at in self.finite(start) if self.can(at, k.ADJECTIVE)}
        return self.after({at for at in places if self.low(at) == "to"}, _Parse.prepositional)

    def _agree(self, start: int, verb: int) -> bool:
        """Whether the verb there fits the number of the noun before it, as far as that shows."""
        if not self.can(verb, _FINITE | {k.ADVERB}):
            return False
        if self.can(verb, k.AUXILIARY):
            return not self._is_of_other_number(start, verb)
        if self._is_plain_adverb(verb):
            behind = verb
            while self._is_plain_adverb(behind):
                behind += 1
            return self.can(behind, k.AUXILIARY) or self._is_surely_verb(behind)
        if self.low(verb + 1) == "by" or self.can(verb + 1, k.PRONOUN):
            return False
        if verb and self._is_plural(verb - 1) and self.can(verb, k.THIRD):
            return self.can(verb, k.BASE + k.PAST)  # not `patients especially kids`
        if self.can(verb, "np") and not self._may_be_verb(start, verb):
            return False
        if self.can(verb, k.PLURAL) and self.can(verb, k.THIRD) and not self._leads_to(start, verb):
            return False
        if self._describes(verb) or not self._is_surely_verb(verb):
            return False
        plural_only = self.can(verb, k.BASE) and not self.can(verb, k.PAST)
        return not plural_only or self._may_be_many(start, verb)

    def _is_of_other_number(self, start: int, helper: int) -> bool:
        """`the list are`, `students is`; a team may be either."""
        if any(self.can(at, "PCWX") for at in range(start, helper)):
            return False
        if self.low(helper) in ("is", "was", "has", "does"):
            return self._is_plural(helper - 1)
        single = self.can(helper - 1, k.NOUN) and not self.can(helper - 1, "pgaX#")
        many = _closed("many in one") | _closed("people")
        return self.low(helper) in ("are", "were") and single and self.low(helper - 1) not in many

    def _is_surely_verb(self, at: int) -> bool:
        """Whether a word that no helper makes a verb is one all the same: not `drivers app for
        swaps`, `hoods always booked`."""
        low = self.low(at)
        is_time = self.low(at + 1) in ("every", "each", "last", "next")
        leads_on = (self.can(at + 1, "D#OUX") and not is_time) or self.low(at + 1) == "to"
        if leads_on or goes_alone(low) or low in _closed("said"):
            return True
        if self.low(at + 1) in ("up", "down", "out", "off") and self._is_plural(at - 1):
            return True  # pull requests pile up
        if self.can(at, k.PAST):
            return low in distinct_pasts()
        return self.can(at, k.MOSTLY_VERB) or not self.can(at, "npa")

    def _describes(self, at: int) -> bool:
        """Whether a base form is rather an adjective: `stock rooms full of coats`."""
        rather = self.can(at, k.BASE) and self.can(at, k.ADJECTIVE)
        if goes_alone(self.low(at)):
            return False
        return rather and not self.can(at, k.MOSTLY_VERB + k.PAST) and not self.can(at + 1, "DO#X")

    def _leads_to(self, start: int, verb: int) -> bool:
        """Whether what stands before or behind an -s form makes it a verb: not `crane lifts near
        the railway`, `stock rooms full of last season`."""
        mostly = self.can(verb, k.MOSTLY_VERB)
        if self.can(verb + 1, "D#OUX") or self.low(verb + 1) == "to":
            return True
        if self.can(start, "DX") or verb == start:
            return (
                mostly
                or goes_alone(self.low(verb))
                or not self.can(verb + 1, k.PREPOSITION + k.ADJECTIVE)
            )
        return mostly and not self.can(verb + 1, k.PREPOSITION)

    def _may_be_many(self, start: int, end: int) -> bool:
        """Whether the subject between these may be several things: `sales and delivery`."""
        return any(
            self.can(at, k.PLURAL) or self.low(at) == "and" or self._names_many(at)
            for at in range(start, end)
        )

    def _names_many(self, at: int) -> bool:
        """A company or `KPIs` may be many, a WMS is one."""
        return self.can(at, k.NAME) and not self.words[at].text.isupper()

    def _may_be_verb(self, start: int, verb: int) -> bool:
        """A word that is ambiguous is a verb behind a subject that has its article."""
        is_verb = self._is_verb(verb)
        return bool(is_verb) or (is_verb is None and self.can(start, k.DETERMINER))

    # --- questions in the order of a statement

    @_once
    def embedded(self, start: int) -> Ends:
        """`how you test in production`, `what to do first`, `who owns the data`."""
        if not self.can(start, k.QUESTION):
            return _NOTHING
        at = start + 1
        if self.low(at) == "to":
            return self.action(at + 1)
        found = self.predicate(at) | self._statement(at)
        if self.low(at) in ("this", "that"):
            found |= self.predicate(at + 1)
        if self.can(at, "arDnp"):
            found |= self._statement(at + 1)
            found |= self.after(self._core(at), _Parse.predicate)
            found |= self.after(self._core(at), _Parse._statement)
        return found

    def _statement(self, start: int) -> Ends:
        """A clause whose last preposition may lack its noun: `a typical day looks like`."""
        found = self.clause(start)
        if self.low(start) in ("it", "they"):
            found |= self.predicate(start + 1)
        return found | {end + 1 for end in found if self.can(end, k.PREPOSITION)}


def _guesses_little(words: tuple[Word, ...]) -> bool:
    """Whether at most one word is guessed, beside one that is known to mean something, or put
    together from two that are: `chargebacks`."""
    guesses = [word.low for word in words if word.can_be(k.GUESSED)]
    if not guesses:
        return True
    return len(guesses) == 1 and (is_compound(guesses[0]) or any(map(_is_surely_meant, words)))


def _is_surely_meant(word: Word) -> bool:
    return word.can_be("npagX") and not word.can_be("DPU" + k.GUESSED)


def goes_alone(verb: str) -> bool:
    """Whether a verb, in small letters, wants nothing behind it: `crashes`, `works`."""
    stems = {verb, verb.removesuffix("s"), verb.removesuffix("es")}
    return not stems.isdisjoint(_closed("intransitives") | _closed("failures"))


def word_is_plain(low: str) -> bool:
    """Whether a word is made of letters alone."""
    return low.isalpha()
