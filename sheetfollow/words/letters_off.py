"""A word -> the words that a slip of one letter makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"
_MOST_CONSONANTS, _LONGEST_WORD = 4, 40


def dropped(word: str) -> Iterator[str]:
    """With a letter more inside, as `budget` for budgt."""
    for at in range(1, len(word)):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]


def doubled(word: str) -> Iterator[str]:
    """With one of two equal letters, as `until` for untill."""
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def swapped(word: str) -> Iterator[str]:
    """With two neighbours the other way round, as `receive` for recieve."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def other_vowel(word: str) -> Iterator[str]:
    """With another vowel, as `attendance` for attendence."""
    for at in range(1, len(word)):
        if word[at] in _VOWELS:
            yield from (word[:at] + vowel + word[at + 1 :] for vowel in _VOWELS)


def one_off(word: str) -> Iterator[str]:
    """All of these, and those with any other letter or one less; the first letter is right. None
    of what is longer than any word: a cell of one letter, 32,000 times."""
    if len(word) > _LONGEST_WORD:
        return
    yield from dropped(word)
    yield from swapped(word)
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]


def single_letters(word: str) -> str:
    """Each doubled letter once: the same for refferal and referral."""
    return "".join(letter for letter, _ in groupby(word))


def frame(word: str) -> str:
    """Its consonants in the order of the alphabet, doubled ones once: the same for strategy and
    stragety, opportunities and oportunites."""
    consonants = [letter for letter in word if letter not in _VOWELS]
    return "".join(sorted(letter for letter, _ in groupby(consonants)))
