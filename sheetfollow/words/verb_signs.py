"""What tells that a word is a verb: its form, and what stands before and behind it."""

from __future__ import annotations

from sheetfollow.words import kinds as k
from sheetfollow.words.agreement import FIRST_YEAR, Agreement
from sheetfollow.words.articles import lacks_article
from sheetfollow.words.kinds import Word
from sheetfollow.words.lists import closed, section_words
from sheetfollow.words.verbs import distinct_pasts, goes_alone, participles

HEADS = frozenset("npX")
"""The kinds that the last word of a noun phrase may be of."""
FINITE = frozenset("bzeU")
"""The kinds that a finite verb may be of."""


class VerbSigns(Agreement):
    """What the neighbours of a word say of it as a verb, and of its subject."""

    def _is_form_of_verb(self, at: int) -> bool:
        """`is stop`, `is always rush`: where is and its like stand before a verb as it is."""
        helper = at - 1
        while self._is_plain_adverb(helper):
            helper -= 1
        if self.low(helper) not in closed("of being") or self.can(at, "paXeg"):
            return False
        return self.can(at, k.BASE + k.THIRD)

    def _is_time(self, at: int) -> bool:
        """Whether the word there is a length of time: `hours`, `day`."""
        low = self.low(at)
        is_unit = low in closed("units") and low != "people"
        return is_unit or low.removesuffix("s") in closed("time nouns")

    def _is_verb(self, at: int) -> bool | None:
        """Whether a word that may be noun or verb, behind a noun, is a verb; None: not to be told.

        Behind a plural it is (`customers churn`). An -s form before what can be its place or its
        object is ambiguous (`data lives in`)."""
        word = self.words[at]
        if self._stays_noun(at):
            return False
        plural = self._is_plural(at - 1)
        if word.can_be(k.BASE) and (plural or not word.can_be(k.NOUN)):
            return not self._is_kind_of_thing(at)
        if plural:
            goes = word.can_be(k.MOSTLY_VERB) or word.low in closed("comings")
            return None if goes else False  # people goes
        if not word.can_be(k.THIRD):
            return False
        return self._ends_on_a_date(at) or self._is_third_person(at)

    def _is_kind_of_thing(self, at: int) -> bool:
        """`complaints process`, `claims triage bot`: what needs an object, and has none, is one."""
        is_thing = self.can(at, k.NOUN) and not self.can(at, k.MOSTLY_VERB)
        behind = self.words[at + 1 :]
        no_object = self._ends_as_thing(at) or lacks_article(behind) or self._is_mere_number(behind)
        no_object = no_object or self._never_leads_to(at)
        behind_many = self.low(at - 1).endswith("s") or self.low(at) == "cost"  # staff cost
        return is_thing and behind_many and no_object

    def _never_leads_to(self, at: int) -> bool:
        """`you approach to inspections`, `apprenticeships route to level 4`: a noun, or wrong."""
        return self.low(at) in closed("never to") and self.low(at + 1) == "to"

    def _is_mere_number(self, behind: tuple[Word, ...]) -> bool:
        """`the billable hours target 1400`."""
        return len(behind) == 1 and behind[0].can_be(k.NUMBER)

    def _is_third_person(self, at: int) -> bool | None:
        """The same of an -s form behind a singular: `the bank wants to grow`."""
        if self._is_surely_thing(at):
            return False
        mostly = self.can(at, k.MOSTLY_VERB) and not self._merely_describes(at - 1)
        if mostly and not self._ends_as_thing(at):
            return True
        return None if self._has_place(at) else False

    def _merely_describes(self, at: int) -> bool:
        """Not `stock` in stock goes missing, nor `reading`."""
        thing = self.low(at) in section_words("skills.txt", "things too")
        return self.can(at, k.ADJECTIVE) and not (thing or self.can(at, k.GERUND))

    def _is_surely_thing(self, at: int) -> bool:
        """The last of several, or what has its verb behind it: `bush tracks` are impassable."""
        return self._ends_a_list(0, at) or self.low(at + 1) in ("are", "were", "have")

    def _ends_on_a_date(self, at: int) -> bool:
        """`funding ends in June`, `ends 2027`."""
        dated = self._begins_a_time(at + 1) or self._begins_a_time(at + 2)
        return dated and self._has_stem(at, "begins and ends")

    def _ends_as_thing(self, at: int) -> bool:
        """`bird counts`, at the end or before what it is, `too slow`: what wants nothing behind it,
        or can be no thing, does not."""
        low = self.low(at)
        ends = at + 1 == self.length or self.low(at + 1) in ("too", "very", "so")
        return ends and not goes_alone(low) and low not in closed("comings")

    def _stays_noun(self, at: int) -> bool:
        """Whether nothing makes the word there a verb: no noun stands before it, it is a name or a
        trade, or an adjective before a noun."""
        before, word = self.words[at - 1], self.words[at]
        if not before.can_be(HEADS) or before.can_be("DPS") or self._is_named_so(at):
            return True
        if not word.can_be(k.ADJECTIVE):
            return False
        singular = not before.can_be(k.PLURAL) and self.can(at + 1, "np")
        return singular or (self._does_before(at - 1) and self.can(at + 1, k.PLURAL))

    def _is_named_so(self, at: int) -> bool:
        """A name, a trade, or the `track works` at night."""
        word = self.words[at]
        works = word.low == "works" and self.low(at - 1) in closed("works on")
        return works or word.can_be(k.NAME) or (word.can_be("np") and word.can_be(k.GERUND))

    def _does_before(self, at: int) -> bool:
        """`a job that flags duplicate invoices`: no plural there."""
        return self.can(at, k.THIRD) and self.low(at - 1) in ("that", "which")

    def _has_place(self, at: int) -> bool:
        """Whether what follows an -s form, or that nothing does, makes it look like a verb."""
        following = self.low(at + 1)
        if not following:
            return False
        if self.can(at + 1, k.PREPOSITION):
            return following != "of" and self._goes_somewhere(at)
        determined = self.can(at + 1, k.DETERMINER) and following != "that"
        determined = determined or self.words[at + 1].kinds == {k.SUBORDINATOR}
        return determined or following in closed("particles")

    def _goes_somewhere(self, at: int) -> bool:
        """`the till crashes in the shop`; `memory leaks in the app` are things."""
        is_thing = self._has_stem(at, "failures") and not self.can(0, k.DETERMINER)
        return self._has_stem(at, "intransitives") and not is_thing

    def _has_stem(self, at: int, title: str) -> bool:
        """Whether the -s form there is of a verb under that title of the words of grammar."""
        stems = {self.low(at).removesuffix(ending) for ending in ("s", "es")}
        return not stems.isdisjoint(closed(title))

    def _begins_a_time(self, at: int) -> bool:
        """Whether what stands there tells when: `funding ends 2027`, `ends next week`."""
        low = self.low(at)
        if (low.isdigit() and int(low) > FIRST_YEAR) or low in closed("dates"):
            return True
        return low in ("next", "last", "every") and self.low(at + 1) in closed("time nouns")

    def _may_begin_verb(self, at: int) -> bool:
        """Whether the word there may be finite: not `gone` without its helper."""
        if not self.can(at, FINITE) or self.can(at, k.NAME):
            return False
        if self.low(at) == "not":
            return self.can(at - 1, k.QUESTION)  # what not to build
        if self.low(at) in participles() and not self.can(at, k.BASE):
            return False  # food cost gone up
        return self.low(at) not in closed("no verbs")

    def _agree(self, start: int, verb: int) -> bool:
        """Whether the verb there fits the number of the noun before it, as far as that shows."""
        fits = self._may_do(start, verb, verb) or self._is_one_of_many(start, verb)
        if not self.can(verb, FINITE | {k.ADVERB}) or not fits:
            return False
        if self.can(verb, k.AUXILIARY):
            return True
        if self._is_plain_adverb(verb):
            return self._has_verb_behind_adverbs(verb)
        if self._is_done_by(verb):
            return False
        return self._reads_as_verb(start, verb)

    def _is_done_by(self, at: int) -> bool:
        """`undercut by freelancers`; `break by the second week` is no such thing."""
        alone = goes_alone(self.low(at)) and not self.can(at, k.PAST)
        return self.low(at + 1) == "by" and not alone

    def _has_verb_behind_adverbs(self, at: int) -> bool:
        """Whether the adverbs there lead to what is surely a verb: `staff often still wait`."""
        while self._is_plain_adverb(at) and self.low(at) not in ("very", "too"):
            at += 1
        return self.can(at, k.AUXILIARY) or self._is_surely_verb(at)

    def _is_one_of_many(self, start: int, verb: int) -> bool:
        """`spending on agencies keeps rising`: it is no agency that rises."""
        links = (at for at in range(start + 1, verb) if self.can(at, k.PREPOSITION))
        at = next(links, 0)
        if self.can(start, k.GERUND) and self.can(start + 1, "aD#"):
            takes = self.can(verb, k.THIRD) and self._has_determined_object(verb)
            return takes or self.low(verb) in closed("comings")  # onboarding starters takes weeks
        return at > 0 and self.low(verb) in closed("comings")

    def _reads_as_verb(self, start: int, verb: int) -> bool:
        """Whether a word that may be a noun or an adjective too is a verb behind this subject."""
        rises = self._is_one_of_many(start, verb)
        if self.can(verb, "np") and not (rises or self._may_be_verb(start, verb)):
            return False
        leads = self._ends_on_a_date(verb) or self._leads_to(start, verb)
        if self.can(verb, k.PLURAL) and self.can(verb, k.THIRD) and not leads:
            return False
        return not self._describes(verb) and self._is_surely_verb(verb)

    def _ends_a_list(self, start: int, verb: int) -> bool:
        """`slow listings and price drops`: the last of several things, of which none does it."""
        lows = [self.low(at) for at in range(start, verb)]
        joined = "and" in lows and closed("articles").isdisjoint(lows)
        return joined and self.can(verb, k.PLURAL) and self.can(verb, k.THIRD)

    def _is_surely_verb(self, at: int) -> bool:
        """Whether a word that no helper makes a verb is one all the same: not `drivers app for
        swaps`, `hoods always booked`."""
        low = self.low(at)
        if self._is_done_to_it(at):
            return False
        if self._leads_on(at + 1) or goes_alone(low) or low in closed("said"):
            return True
        return self._is_verb_by_form(at)

    def _is_verb_by_form(self, at: int) -> bool:
        """Whether its form, or the particle behind it, tells so."""
        low = self.low(at)
        if self.low(at + 1) in ("up", "down", "out", "off") and self._is_plural(at - 1):
            return True  # pull requests pile up
        if self._has_object_of_its_own(at):
            return True
        if self.can(at, k.PAST):
            return low in distinct_pasts()
        return self.can(at, k.MOSTLY_VERB) or not self.can(at, "npa")

    def _has_object_of_its_own(self, at: int) -> bool:
        """`nurses deal with complaints`, `use different lists`."""
        if self.low(at) in closed("no object") and self.can(at + 1, k.PREPOSITION):
            return True
        described = self.can(at + 1, "a") and self.can(at + 2, "p")
        how = self.low(at + 1) in closed("how it is done")  # guests book late
        return self._is_plural(at - 1) and (described or how)

    def _is_done_to_it(self, at: int) -> bool:
        """`tenants told to`, `parcels left in rain`, `pods built off site`: what is done to the
        thing before it, rather than what that did."""
        if not self.can(at, k.PAST) or self.can(at, "bn") or self.low(at) in distinct_pasts():
            return False
        following = self.low(at + 1)
        if self.low(at) in ("told", "asked"):
            return following in ("to", "not")
        if self.low(at) == "left":
            return following in ("in", "on", "at", "out", "by")
        apart = following in ("up", "down", "out", "off") and not goes_alone(self.low(at))
        return apart and self.can(at + 2, "npP")

    def _leads_on(self, at: int) -> bool:
        """Whether an object begins there, or what it is to: no time, `every 2 weeks`."""
        often = self._is_time(at + 1) or self.can(at + 1, k.NUMBER)
        is_time = self.low(at) in closed("before a time") and often
        begins = self.can(at, "D#OUX") and self.low(at) != "too"
        return (begins and not is_time) or self.low(at) == "to"

    def _describes(self, at: int) -> bool:
        """Whether a base form is rather an adjective: `stock rooms full of coats`, not `checks slow
        down`."""
        rather = self.can(at, k.BASE) and self.can(at, k.ADJECTIVE)
        if goes_alone(self.low(at)) or self.low(at + 1) in ("down", "up"):
            return False
        return rather and not self.can(at, k.MOSTLY_VERB + k.PAST) and not self.can(at + 1, "DO#X")

    def _leads_to(self, start: int, verb: int) -> bool:
        """Whether what stands before or behind an -s form makes it a verb: not `crane lifts near
        the railway`, `stock rooms full of last season`."""
        if self.can(verb + 1, "D#OUX") or self.low(verb + 1) == "to":
            return True
        mostly = self.can(verb, k.MOSTLY_VERB)
        alone = goes_alone(self.low(verb))
        if self.can(start, "DX") or verb == start:
            return mostly or alone or not self.can(verb + 1, k.PREPOSITION + k.ADJECTIVE)
        ends = verb + 1 == self.length and not alone
        return mostly and not ends and not self.can(verb + 1, k.PREPOSITION)

    def _has_determined_object(self, verb: int) -> bool:
        """`sales and engineering split the roadmap`: an article stands behind no noun."""
        at = verb + 1
        often = self.low(at) in closed("before a time") and self._is_time(at + 1)
        no_object = often or self.low(at) in ("too", "all", "each", "every")
        return self.can(at, k.DETERMINER) and not no_object

    def _is_done_by_several(self, start: int, verb: int) -> bool:
        """`spare parts from Italy take 9 weeks`: what is mostly a verb, said of several."""
        links = (at for at in range(start + 1, verb) if self.can(at, k.PREPOSITION))
        at = next(links, 0)
        mostly = self.can(verb, k.MOSTLY_VERB) and self.can(verb, k.BASE)
        return at > 0 and mostly and self._is_plural(at - 1) and verb + 1 < self.length

    def _may_be_verb(self, start: int, verb: int) -> bool:
        """A word that is ambiguous is a verb behind a subject that has its article."""
        if self.can(verb, k.BASE + k.THIRD) and self._has_determined_object(verb):
            return True
        if self._is_done_by_several(start, verb):
            return True
        is_verb = self._is_verb(verb)
        return bool(is_verb) or (is_verb is None and self.can(start, k.DETERMINER))
