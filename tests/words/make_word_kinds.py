"""Makes sheetfollow/words/data/word_kinds.txt and rare_words.txt: the kinds of each English word,
one line for each set of kinds; what is rare stands apart, since few cells need it.

    pip download --no-deps textblob && unzip textblob*.whl 'textblob/en/en-lexicon.txt'
    pip install lemminflect pyspellchecker
    python -m tests.words.make_word_kinds textblob/en/en-lexicon.txt

Sources: which kinds a word can be is the SPECIALIST Lexicon's, by way of LemmInflect (MIT licence);
which words are common is the frequency list of pyspellchecker (MIT); what a word mostly is, where
it may be noun or verb, is the lexicon of Brill's tagger (MIT). TextBlob's copy of that lexicon has
words from the Twitter Part-of-Speech data (CC-BY) among Brill's own; those are left out.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import lemminflect
from spellchecker import SpellChecker

FOLDER = Path(__file__).parents[2] / "sheetfollow" / "words" / "data"
COMMON = 60
"""How often a word stands in the corpus of the frequency list to be common."""
SHORTEST_RARE = 4
FROM_TWITTER = """
aint chillin cnt cya didnt doesnt dont drinkin dunno favorited googled gotcha havent idk im ima
imma isnt ive kno lemme lookin makin pissed strt thats tryna tweeted uploaded wasnt whats
"""
"""The verbs among TextBlob's additions; only a verb's tag is used here."""
NOTE = """\
# The kinds of common English words, made by tests/words/make_word_kinds.py.
# Sources: SPECIALIST Lexicon by way of LemmInflect (MIT), pyspellchecker's frequency list (MIT),
# Brill's tagger (MIT, Copyright 1993 Massachusetts Institute of Technology and University of
# Pennsylvania) without the words from Twitter.
# n noun, p plural, b base form of a verb, z its -s form, g -ing form, e past form, a adjective,
# r adverb, V mostly a verb where it may be a noun too.
"""


def main(lexicon: Path) -> None:
    """Write the list anew."""
    mostly = dict(_brill(lexicon))
    common, rare = _plain_words()
    _write("word_kinds.txt", NOTE, common, mostly)
    _write("rare_words.txt", NOTE.replace("common", "rare"), rare, mostly)


def _write(name: str, note: str, words: list[str], mostly: dict[str, str]) -> None:
    found = defaultdict(list)
    for word in words:
        kinds = _kinds(word, mostly.get(word, ""))
        if kinds:
            found[kinds].append(word)
    lines = [f"{kinds} {' '.join(sorted(each))}" for kinds, each in sorted(found.items())]
    (FOLDER / name).write_text(note + "\n".join(lines) + "\n", encoding="utf-8")


def _brill(lexicon: Path) -> Iterator[tuple[str, str]]:
    """(word, its most likely tag) of Brill's own words."""
    for line in lexicon.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.partition(" ")
        if tag and not line.startswith(";;;") and word not in FROM_TWITTER.split():
            yield word, tag


def _plain_words() -> tuple[list[str], list[str]]:
    """(the common words, the rare ones)."""
    frequencies = SpellChecker(language="en").word_frequency.dictionary
    plain = [word for word in frequencies if word.isalpha() and word.isascii() and len(word) > 1]
    common = [word for word in plain if frequencies[word] >= COMMON]
    rare = [word for word in plain if frequencies[word] < COMMON and len(word) >= SHORTEST_RARE]
    return common, rare


def _kinds(word: str, tag: str) -> str:
    lemmas = lemminflect.getAllLemmas(word)
    kinds = ""
    if "NOUN" in lemmas:
        kinds += "p" if word not in lemmas["NOUN"] and word.endswith("s") else "n"
    if "VERB" in lemmas:
        kinds += _verb_form(word, lemmas["VERB"])
    kinds += "a" * ("ADJ" in lemmas) + "r" * ("ADV" in lemmas)
    noun_or_verb = set(kinds) & set("np") and set(kinds) & set("bz")
    return kinds + "V" if noun_or_verb and tag.startswith("VB") else kinds


def _verb_form(word: str, lemmas: tuple[str, ...]) -> str:
    if word in lemmas:
        return "b"
    endings = {"s": "z", "ing": "g"}
    return next((kind for ending, kind in endings.items() if word.endswith(ending)), "e")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
