"""Whether words agree: a subject and its verb, a number and its noun; and words that stray."""

from __future__ import annotations

import re
from collections.abc import Set

from sheetfollow.words import kinds as k
from sheetfollow.words.articles import is_count_noun, lacks_article
from sheetfollow.words.kinds import Word, words_of
from sheetfollow.words.lists import closed
from sheetfollow.words.verbs import goes_alone, plural, stems

FIRST_YEAR = 1000
"""A number from here on may be a year: `the 2027 budget`."""
_ACRONYMS = re.compile(r"[A-Z]{2,}s")
_SEVERAL = re.compile(
    r"\b(?P<many>(?:too )?many|several|few|various"
    r"|(?<!\ba )(?<!\bthe )(?<!\ban )(?<!\bno )(?<!\bany )(?<!\bvery )(?<!\bone )(?<!ly )different)"
    r"(?P<kind>(?: [a-z]+)?) (?P<noun>[a-z]{3,})"
    r"(?=$|[,;.!?)]| (?:in|with|on|of|for|about|from|at|and|per)\b)",
    re.I,
)

_MAY_DO = ("many", "few", "several")
"""Who may do what follows: many drop out."""


def with_several(text: str) -> str:
    """`too many priorities` for too many priority, `from different versions` for one."""
    return _SEVERAL.sub(_as_several, text)


def _as_several(found: re.Match[str]) -> str:
    noun = words_of(found["noun"])[0]
    may_do = noun.can_be(k.BASE) and not found["kind"] and found["many"].lower() in _MAY_DO
    one = (
        is_count_noun(noun) and not noun.can_be(k.PLURAL) and noun.low not in closed("many in one")
    )
    return found[0].removesuffix(noun.text) + (
        plural(noun.low) if one and not may_do else noun.text
    )


class Agreement:
    """The words of one text, each with what it can be, and which of them fit each other."""

    words: tuple[Word, ...]
    length: int

    def low(self, at: int) -> str:
        """The word there in small letters; "" before the first and behind the last."""
        return self.words[at].low if 0 <= at < self.length else ""

    def can(self, at: int, kinds: Set[str] | str) -> bool:
        return 0 <= at < self.length and self.words[at].can_be(kinds)

    def _is_plain_adverb(self, at: int) -> bool:
        return self.can(at, k.ADVERB) and (not self.can(at, "nbD") or self.low(at) == "now")

    def _is_plural(self, at: int) -> bool:
        """Whether the word there is a plural and nothing else."""
        word = self.words[at]
        if _ACRONYMS.fullmatch(word.text):
            return True
        many = word.can_be(k.PLURAL) and not word.can_be("baX")
        does = self.can(at + 2, "npD") or (self.can(at + 1, k.THIRD) and not self.can(at + 1, "np"))
        does = does or (self.can(at + 1, k.BASE) and goes_alone(self.low(at + 1)))
        act = word.low in closed("people") and does  # kids skip breakfast
        return many and (act or word.low not in closed("plural looks"))

    def _behind_adverbs(self, at: int) -> int:
        while self._is_plain_adverb(at):
            at += 1
        return at

    def _is_of_other_person(self, who: int) -> bool:
        """`they has`, `you needs`, `nobody own`."""
        if self.low(who) in closed("single"):
            return self._is_of_many(who + 1)
        return self._is_of_one(who + 1) and self.low(who) in ("they", "you", "we")

    def _is_of_one(self, at: int) -> bool:
        """Whether the verb there, behind its adverbs, is said of one alone: `never arrives`."""
        at = self._behind_adverbs(at)
        third = self.can(at, k.THIRD) and not self.can(at, k.BASE + k.PAST)
        return third or self.low(at) in ("is", "was", "has", "does")

    def _is_of_many(self, at: int) -> bool:
        """The same of several: `never arrive`."""
        at = self._behind_adverbs(at)
        base = self.can(at, k.BASE) and not self.can(at, k.PAST + k.THIRD + k.AUXILIARY)
        return base or self.low(at) in ("are", "were", "have", "do")

    def _may_do(self, start: int, end: int, verb: int) -> bool:
        """Whether the verb there fits the number of what stands between these, wherever it is
        said: not `stock that never arrive`, `how errors gets`."""
        if self._is_of_one(verb):
            return self._may_be_one(start, end)
        if not self._is_of_many(verb) or self._may_be_many(start, end):
            return True
        group = closed("people") | closed("of many") | closed("several of")
        if self.can(verb, k.AUXILIARY):
            group |= closed("many in one")  # the team are
        several = (self.can(at, "C#") and self.low(at) != "one" for at in range(start, end))
        return any(several) or any(self.low(at) in group for at in range(start, end))

    def _may_be_one(self, start: int, end: int) -> bool:
        bare = not any(self.can(at, "PWO") or self.low(at) == "that" for at in range(start, end))
        return not (bare and self._is_plural(end - 1))  # medication errors

    def _may_be_many(self, start: int, end: int) -> bool:
        """Whether the subject between these may be several things: `sales and delivery`."""
        return any(self.can(at, k.PLURAL) or self._names_many(at) for at in range(start, end))

    def _names_many(self, at: int) -> bool:
        """A company or `KPIs` may be many, a WMS is one."""
        return self.can(at, k.NAME) and not self.words[at].text.isupper()

    def _counts_wrong(self, head: int, first: int) -> bool:
        """Whether the head there is of the number that what stands before the phrase forbids: `the
        3 pilot`, `too many priority`, `every patients`."""
        before, word = self.low(first - 1), self.words[head]
        if word.can_be("X#") or not word.can_be("np") or word.low in closed("never counted"):
            return word.low in closed("never counted") and before in closed("counts")
        if word.can_be(k.PLURAL):
            many = not word.can_be(k.NOUN) and word.low not in closed("plural looks")
            return many and before in closed("of one")
        if before in closed("of much"):
            return lacks_article((word,))
        return self._wants_several(head, first) and word.low not in closed("many in one")

    def _wants_several(self, head: int, first: int) -> bool:
        """Whether `many`, or a number before the head there and what describes it, wants a
        plural."""
        if self.low(first - 1) in closed("of many"):
            return True
        described = all(self.can(at, k.ADJECTIVE) for at in range(first, head))
        return described and self._counts_several(first - 1)

    def _counts_several(self, at: int) -> bool:
        """Whether the number there is 2 or more, and no year."""
        low = self.low(at)
        if low.isdigit():
            return 1 < int(low) < FIRST_YEAR
        return low in closed("counted") and low not in ("zero", "one")

    def has_stray_word(self) -> bool:
        """Whether too or off stands where only to or of can: `hard too keep`, `lots off stock`."""
        strays = (self._is_stray_too, self._is_stray_off, self._is_stray_more)
        return any(is_stray(at) for at in range(self.length) for is_stray in strays)

    def _is_stray_more(self, at: int) -> bool:
        """`make more fast the closing`: faster is meant."""
        short = self.low(at) == "more" and self.low(at + 1) in closed("compared by er")
        return short and (at + 2 == self.length or self.can(at + 2, k.DETERMINER))

    def _is_stray_too(self, at: int) -> bool:
        """Whether too there says of nothing how much: `talk too schools`, not `too slow`."""
        done = self.can(at + 1, k.PAST) and not self.can(at + 1, k.BASE)
        tells = self.can(at + 1, "arC") and not self.can(at + 1, "#X")
        leads = tells or done or self.low(at + 1) in closed("amounts")
        return self.low(at) == "too" and at + 1 < self.length and not leads

    def _is_stray_off(self, at: int) -> bool:
        """Whether off there leads from a thing to a thing with no word before it that goes with
        off: `a merger off two practices`, not `moving the team off AWS`."""
        if self.low(at) != "off" or not self.can(at + 1, "DnpX#Wg"):
            return False
        goes = self._has_form(at - 1, "with off")
        told = goes or any(self._has_form(place, "away") for place in range(at))
        return not told and self.can(at - 1, "npXg")

    def _has_form(self, at: int, title: str) -> bool:
        """Whether the word there is a form of a verb, or a noun, under that title."""
        low = self.low(at)
        found = stems(low)
        if low.endswith("ing"):
            found |= {low[:-3], low[:-3] + "e", low[:-4]}
        return not found.isdisjoint(closed(title))
