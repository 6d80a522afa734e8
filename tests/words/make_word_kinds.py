"""Makes sheetfollow/words/data/word_kinds.txt and rare_words.txt: the kinds of each English word,
one line for each set of kinds; what is rare stands apart, since few cells need it.

    pip download --no-deps textblob && unzip textblob*.whl 'textblob/en/en-lexicon.txt'
    pip install lemminflect pyspellchecker; apt install wbritish
    python -m tests.words.make_word_kinds textblob/en/en-lexicon.txt \
        /usr/share/dict/british-english

Sources: which kinds a word can be, and which nouns are counted, is the SPECIALIST Lexicon's, by way
of LemmInflect (MIT licence); which words are common, and how often several are spoken of, is the
frequency list of pyspellchecker (MIT); what a word mostly is, where it may be noun or verb, and the
kind of a word that the first lacks, is the lexicon of Brill's tagger (MIT); words that the
frequency list lacks are SCOWL's (Copyright 2000-2011 Kevin Atkinson, free for any use with this
notice), as Debian packs it. TextBlob's copy of that lexicon has words from the Twitter Part-of-
Speech data (CC-BY) among Brill's own; those are left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import lemminflect
from spellchecker import SpellChecker

FOLDER = Path(__file__).parents[2] / "sheetfollow" / "words" / "data"
COMMON = 60
"""How often a word stands in the corpus of the frequency list to be common."""
SHORTEST_RARE = 4
SHORTEST_OF_SCOWL = 6
TAGS = {"NN": "n", "NNS": "p", "VB": "b", "VBZ": "z", "VBG": "g", "VBD": "e", "VBN": "e", "JJ": "a"}
"""The kinds that Brill's tags stand for."""
OFFENSIVE = re.compile(
    "nigg|negro|fag|dyke|kike|whor|slut|shit|fuck|cunt|arse|bitch|bastard|nazi|swasti|rapist|retard"
    "|tranny|porn|penis|vagin|dildo|piss|terroris|bloodsuck|bully|nigr|coon"
)
MASS = ("tion", "sion", "ity", "ness", "ance", "ence", "ism", "ing", "ics", "logy")
"""Endings of nouns that are rather no one of several, although some have a plural."""
NO_NOUN = ("JJ", "RB", "IN", "CD", "DT", "PR", "MD", "CC", "W")
"""How Brill's tags of other words begin."""
PLURALS = 0.35
"""How often the plural of a noun that may go without stands for each singular, to count."""
DOERS = ("er", "ist", "ee")
"""Endings of those who, or what, do something: one of several."""
ENDINGS = {"tion": "n", "sion": "n", "ment": "n", "ery": "n", "ship": "n"}
FROM_TWITTER = """
aint chillin cnt cya didnt doesnt dont drinkin dunno favorited googled gotcha havent idk im ima
imma isnt ive kno lemme lookin makin pissed strt thats tryna tweeted uploaded wasnt whats
"""
"""The verbs among TextBlob's additions; only a verb's tag is used here."""
NOTE = """\
# The kinds of common English words, made by tests/words/make_word_kinds.py.
# Sources: SPECIALIST Lexicon by way of LemmInflect (MIT), pyspellchecker's frequency list (MIT),
# Brill's tagger (MIT, Copyright 1993 Massachusetts Institute of Technology and University of
# Pennsylvania) without the words from Twitter, and SCOWL (Copyright 2000-2011 Kevin Atkinson, free
# for any use with this notice).
# n noun, p plural, b base form of a verb, z its -s form, g -ing form, e past form, a adjective,
# r adverb, V mostly a verb where it may be a noun too, c a noun of which there are several.
"""


def main(lexicon: Path, scowl: Path) -> None:
    """Write the lists anew."""
    mostly = dict(_brill(lexicon))
    common, rare = _plain_words(scowl)
    _write("word_kinds.txt", NOTE, common, mostly)
    _write("rare_words.txt", NOTE.replace("common", "rare"), rare, mostly)


def _write(name: str, note: str, words: list[str], mostly: dict[str, str]) -> None:
    found = defaultdict(list)
    for word in words:
        kinds = _kinds(word, mostly.get(word, "")) or _by_tag(word, mostly)
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


def _plain_words(scowl: Path) -> tuple[list[str], list[str]]:
    """(the common words, the rare ones)."""
    frequencies = _frequencies()
    plain = [word for word in frequencies if word.isalpha() and word.isascii() and len(word) > 1]
    common = [word for word in plain if frequencies[word] >= COMMON]
    rare = [word for word in plain if frequencies[word] < COMMON and len(word) >= SHORTEST_RARE]
    return common, rare + [word for word in _of_scowl(scowl) if word not in frequencies]


@cache
def _frequencies() -> Mapping[str, int]:
    return Counter(SpellChecker(language="en").word_frequency.dictionary)


def _of_scowl(scowl: Path) -> Iterator[str]:
    """Its longer words in small letters, without comparatives, which notes seldom hold."""
    for word in scowl.read_text(encoding="utf-8").split():
        plain = word.isalpha() and word.isascii() and word.islower()
        if (
            plain
            and len(word) >= SHORTEST_OF_SCOWL
            and not word.endswith(("ier", "est", "ness", "ism"))
        ):
            yield word


def _kinds(word: str, tag: str) -> str:
    lemmas = lemminflect.getAllLemmas(word)
    kinds = ""
    if "NOUN" in lemmas:
        kinds += "p" if word not in lemmas["NOUN"] and word.endswith("s") else "n"
    verb = _verb_form(word, lemmas["VERB"]) if "VERB" in lemmas else ""
    is_noun = kinds == "n" and verb != "g" and not tag.startswith(NO_NOUN)
    kinds += "c" * (is_noun and _counts(word)) + verb
    kinds += "a" * ("ADJ" in lemmas) + "r" * ("ADV" in lemmas)
    noun_or_verb = set(kinds) & set("np") and set(kinds) & set("bz")
    return kinds + "V" if noun_or_verb and tag.startswith("VB") else kinds


def _counts(word: str) -> bool:
    """Whether one of it wants an article: by the SPECIALIST Lexicon, where the plural of what goes
    without is the word itself; of what has both, or is not there, by how often several are spoken
    of."""
    plurals = set(lemminflect.getAllInflections(word, upos="NOUN").get("NNS", ()))
    if plurals and word not in plurals:
        return True
    several = sum(_frequencies()[plural] for plural in plurals - {word} or {f"{word}s"})
    return several >= PLURALS * max(_frequencies()[word], COMMON) and not word.endswith(MASS)


def _by_tag(word: str, mostly: dict[str, str]) -> str:
    """The kind of a word that LemmInflect lacks; none of a name, nor of what is no word of work."""
    if mostly.get(word.capitalize()) == "NNP" or OFFENSIVE.search(word):
        return ""
    of_ending = next((kind for ending, kind in ENDINGS.items() if word.endswith(ending)), "")
    kind = TAGS.get(mostly.get(word, ""), of_ending)
    return kind + "c" * (kind == "n" and (word.endswith(DOERS) or _counts(word)))


def _verb_form(word: str, lemmas: tuple[str, ...]) -> str:
    if word in lemmas:
        return "b"
    endings = {"s": "z", "ing": "g"}
    return next((kind for ending, kind in endings.items() if word.endswith(ending)), "e")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
