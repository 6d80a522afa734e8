"""What tells that a word is of a noun phrase: whether it goes on there, heads it, or ends it."""

from __future__ import annotations

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import is_one_of_two_ends, lacks_article
from sheetfollow.words.lists import closed, section_words, words
from sheetfollow.words.verb_signs import FINITE, HEADS, VerbSigns
from sheetfollow.words.verbs import distinct_pasts

_FORWARD = frozenset("npaXgeS#")


class NounSigns(VerbSigns):
    """What the neighbours of a word say of it as a part of a noun phrase, and of what joins two."""

    def _behind_numbers(self, at: int) -> int:
        if self.low(at) in closed("before a number") and self.can(at + 1, k.NUMBER):
            at += 1
        first = at
        at += self.can(at, k.NUMBER)
        return at + (at > first and self.low(at) in ("other", "more", "most"))  # 3 other sites

    def _stands_alone(self, at: int) -> bool:
        """`most of it`, but not `all in heads`."""
        placed = self.low(at + 1) in ("in", "on", "at") and self.low(at) == "all"
        return self.low(at) in closed("alone") and not placed

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether what a verb leads to there is one thing without its article: `build warehouse`;
        nobody says one in `do code review`."""
        named = self.can(start, k.NAME) or self.low(start - 1) in closed("with bare things")
        way = start > 0 and is_one_of_two_ends(self.words[:start], self.words[start:])
        space = self.low(end - 1) == "room" and self.low(end) in ("to", "for")
        return not (named or way or space) and lacks_article(self.words[start:end])

    def _wants_preposition(self, at: int) -> bool:
        """Whether what stands there lacks its preposition: `talked the irrigation`; a language one
        speaks."""
        free = self.can(at, "XW#") or self._is_time(at)  # wait 3h, weeks
        free = free or "language" in (self.low(at + 1), self.low(at + 2))
        return self.low(at - 1) in closed("no object") and not free

    def _is_length_of_time(self, start: int, end: int) -> bool:
        """`the whole week`, not `a third branch next spring`."""
        described = (self.can(at, "aD#") or not self.can(at, "n") for at in range(start, end - 1))
        return self._is_time(end - 1) and all(described)

    def _is_deed_of(self, at: int) -> bool:
        """Whether `of` there follows a word that is a noun then: `they team of sales`."""
        takes_of = self.low(at - 1) in closed("verbs with of") or not self.can(at - 1, "bzg")
        return self.low(at) == "of" and not takes_of

    def _has_numbers(self, at: int) -> bool:
        """Whether the noun there is of those that are told apart by number."""
        numbered = section_words("teams.txt", "numbered") | closed("numbered")
        forms = {self.low(at), self.low(at).removesuffix("s")}
        placed = self.can(at - 1, k.PREPOSITION) and self.low(at + 1).isdigit()  # at plot 9
        one = placed and self.can(at, k.NOUN) and not self.can(at, k.PLURAL)
        return one or self.can(at, k.NAME) or not forms.isdisjoint(numbered)

    def _goes_on(self, at: int, first: int) -> bool:
        """Whether the word there may belong to the phrase whose modifiers begin at `first`."""
        word = self.words[at]
        if self._begins_anew(at) or not word.can_be(_FORWARD | {k.ADVERB}) or word.can_be("DC"):
            return False
        if self._links(at, first) or (at > first and self._breaks_off(at)):
            return False
        if self._is_counted(at, first):
            return True
        if not word.can_be(_FORWARD):
            return word.low in closed("intensifiers") or self.can(at + 1, "ae")
        return self._is_no_verb(at, first)

    def _begins_anew(self, at: int) -> bool:
        """Whether the word there is of no phrase: `went` is done, `60% last quarter` tells when,
        `still` how long, `so bad timing` how much, `same` lacks its article but in `same day
        delivery`."""
        low = self.low(at)
        if low in distinct_pasts() or self._is_place_behind(at):
            return True
        if low in ("last", "next") and self.can(at - 1, k.NUMBER):
            return True
        if low in closed("no beginnings") and not self.can(at, k.NAME):
            return self.low(at + 1) not in ("many", "much", "few", "little")
        return low == "same" and self._lacks_the(at)

    def _lacks_the(self, at: int) -> bool:
        describes = self.low(at + 1) in closed("time nouns") and self.can(at + 2, HEADS)
        return not describes and not self.can(at - 1, k.DETERMINER)

    def _is_no_verb(self, at: int, first: int) -> bool:
        is_verb = self._is_verb(at) if at else False
        if is_verb and self._is_behind_preposition(first):
            return True  # at bus stops
        begins = at == first and (is_verb is None or self._acts(at - 1))
        return is_verb is False or begins

    def _acts(self, at: int) -> bool:
        """Whether the word there is rather a verb of one: `uses`, before push alerts."""
        return self.can(at, k.THIRD) and self.can(at, k.MOSTLY_VERB) and not self.can(at, k.BASE)

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
        return at > first or word.low not in closed("near") or not self.can(at + 1, "np")

    def _breaks_off(self, at: int) -> bool:
        """Whether the word there cannot stand behind the nouns before it: `buddy up new`,
        `parents same`, `month end 12 days`."""
        word = self.words[at]
        if word.low in closed("particles") and self.can(at + 1, "aD"):
            return True
        if word.low in closed("particles") and at + 1 == self.length:
            return True  # online up
        state = not word.can_be("npXgeC#") or self._ends_as_state(at)
        return (state and self._is_plural(at - 1)) or self._begins_an_amount(at)

    def _is_place_behind(self, at: int) -> bool:
        """`health clinic Luton`: a name at the end that a preposition should join."""
        word = self.words[at]
        named = word.can_be(k.NAME) and word.text.istitle() and len(word.text) > 1
        return named and at + 1 == self.length and self.low(at - 1) in closed("sited")

    def _ends_as_state(self, at: int) -> bool:
        """Whether it may be an adjective and nothing follows: `visitor numbers flat`."""
        return self.can(at, k.ADJECTIVE) and at + 1 == self.length and not self.can(at, "X")

    def _is_counted(self, at: int, first: int) -> bool:
        """Whether a plural there is what a number before the phrase counts: `3 fringe shows`."""
        return self.can(first - 1, k.NUMBER) and self.can(at, k.PLURAL)

    def _begins_an_amount(self, at: int) -> bool:
        """Whether the number there counts what follows: `month end 12 days`, not `phase 2 plans`
        or `IFRS 16 leases`."""
        low = self.low(at)
        counts = low.isdigit() or (low in closed("counted") and low != "zero")
        if not counts or at + 1 >= self.length:
            return False
        if self.low(at + 1) in closed("units"):
            return True
        return not self._has_numbers(at - 1) and not self._is_code(at)

    def _is_code(self, at: int) -> bool:
        """`the new 311 centre`: a number that names what it cannot count."""
        describes = self.can(at - 2, k.DETERMINER) and self.can(at - 1, k.ADJECTIVE)
        return describes and self.can(at + 1, k.NOUN) and not self.can(at + 1, "pa")

    def _may_be_head(self, at: int, first: int) -> bool:
        word = self.words[at]
        if word.can_be(k.POSSESSIVE + k.PREPOSITION) and not word.can_be(k.NAME):
            return self.can(at - 1, k.DETERMINER) and not word.can_be(k.POSSESSIVE)
        if self._points_back(at) or self._has_degree(at, first):
            return False
        if word.can_be(k.GERUND) and not word.can_be(k.NAME):
            return self._is_named_deed(at, first)
        return word.can_be(HEADS)

    def _points_back(self, at: int) -> bool:
        """`the licence you pay for it`: what `it` is has been said."""
        is_object = self.can(at - 1, k.PREPOSITION) and not self.can(at + 1, FINITE)
        return self.words[at].text == "it" and is_object and not self._is_asked_of(at)

    def _is_asked_of(self, at: int) -> bool:
        """`technical debt and who pays for it`: what it is stands before."""
        asks = (self.can(to, k.CONJUNCTION) and self.can(to + 1, k.QUESTION) for to in range(1, at))
        return any(asks)

    def _has_degree(self, at: int, first: int) -> bool:
        degree = self.low(at - 1) in ("very", "so", "too", "quite")
        return degree and (at > first or self.can(at, k.ADJECTIVE))

    def _is_named_deed(self, at: int, first: int) -> bool:
        """Whether what is done there is a thing too: `training`, `snagging and repairs`."""
        word = self.words[at]
        if word.low in words("noun_gerunds.txt") or self.can(at + 1, k.CONJUNCTION):
            return True
        if self.low(at + 1) == "of" and self.can(at - 1, k.DETERMINER):
            return True  # the feeding of calves
        return word.can_be("np") and (at == first or not word.can_be(k.ADJECTIVE))

    def _is_doing(self, at: int) -> bool:
        """Whether what is done goes on there; a gerund that may be a thing leads on to more."""
        if not self.can(at, k.GERUND) or self.can(at, k.NAME):
            return False
        behind = closed("places") | closed("particles")
        leads_on = self.low(at + 1) in behind or self.can(at + 1, "D#")
        leads_on = leads_on or self.low(at + 1) in ("late", "idle", "empty")  # shows running late
        return leads_on or not self.can(at, "np")

    def _is_of_the_same(self, start: int, at: int) -> bool:
        """Whether what stands there goes on with the words before it: the object of what is done,
        `keeping the drivers`, or the head of a compound."""
        done = start == 1 and self.can(0, k.GERUND) and not self.can(0, k.NAME)
        return done or (at == start and self._is_compound(at))

    def _is_compound(self, at: int) -> bool:
        """Whether a bare plural is the head of the nouns before it: `pull requests pile up`, not
        `the tool customers love`."""
        if self.can(at, "DO") or self.can(at - 1, k.PLURAL):
            return False
        return not any(self.low(place) in closed("articles") for place in range(at))

    def _leads_away(self, at: int) -> bool:
        """Whether the word there, `in` or `down`, says where, or names things, `alarms`; it is no
        verb then."""
        things = self.can(at, k.PLURAL) and not self.can(at, k.MOSTLY_VERB)
        return things or self.can(at, k.PREPOSITION)

    def _has_several(self, start: int, end: int) -> bool:
        """Whether these are two or more: not `between shift`."""
        return any(self.can(at, "pCXP#") for at in range(start, end))
