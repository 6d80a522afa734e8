"""A word -> the kinds of word it can be: what the grammar parses by.

A word that has no kind (a typo, another language, a smiley) lets no phrase parse that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, repeat

from sheetfollow.words.letters_off import doubled, dropped, frame, one_off, swapped
from sheetfollow.words.lists import closed, lines, section_words, words

# As in word_kinds.txt ...
NOUN, PLURAL, ADJECTIVE, ADVERB = "n", "p", "a", "r"
COUNT = "c"  # besides NOUN: there are several of it
BASE, THIRD, GERUND, PAST, MOSTLY_VERB = "b", "z", "g", "e", "V"
# ... and the words of grammar.
DETERMINER, PREPOSITION, CONJUNCTION, QUESTION = "D", "P", "C", "W"
AUXILIARY, NUMBER, POSSESSIVE, NAME, PRONOUN = "U", "#", "S", "X", "O"
SUBORDINATOR = "I"
# Besides its kind: a trade's word that no list has, taken for a thing.
GUESSED = "?"

_CLOSED = (
    (DETERMINER, "determiners"),
    (PREPOSITION, "prepositions"),
    (CONJUNCTION, "conjunctions"),
    (QUESTION, "questions"),
    (AUXILIARY, "auxiliaries"),
    (NUMBER, "numbers"),
    (ADVERB, "adverbs"),
    (PRONOUN, "pronouns"),
    (SUBORDINATOR, "subordinators"),
)
_TOKEN = re.compile(
    r"""["']?[£$€]?(?:[^\W_]|\.(?=NET))
    (?:[^\W_]|:(?=\d)|,(?=\d{3})|[.+#/&'%-](?=[^\W_]|$|[+#"']))*["']?|&|vs\.""",
    re.X,
)
_NUMBER = re.compile(r"[£$€]?\d")
_OF_AN_AGE = re.compile(r"(?:over|under)-\d+s")
_NAMED_SO = re.compile(r"\d{1,2}(?!AM|PM|K|M|B)[A-Z]{1,2}")
"""`5S`, `3D`: a name, no number."""
_OWNED = re.compile(r"(?:'s|(?<=s)')$")
_BRITISH = (
    (re.compile(r"our(?=$|s|ed|ing|able|hood)"), "or"),
    (re.compile(r"is(?=e|es|ed|ing|ation|ations|er|ers|able)"), "iz"),
    (re.compile(r"ys(?=e|ed|ing|er)"), "yz"),
    (re.compile(r"(?<=[aeiou])ll(?=ed|ing|er)"), "l"),
    (re.compile(r"amme(?=$|s)"), "am"),
    (re.compile(r"(?:(?<=cen)|(?<=thea)|(?<=me)|(?<=li)|(?<=lus)|(?<=spec))tre(?=s?$)"), "ter"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"logue"), "log"),
    (re.compile(r"(?<![aeiou])ae(?=[a-z]{2})"), "e"),
)
_PREFIX = re.compile(
    r"^(?:(?:de|mis)-|(?:un|re|co|non|pre|sub|over|under|multi|micro|inter|anti|post|cyber|tele|bio|cross|geo)-?)(?=.{4})"
)
_PARTICLE_NOUN = re.compile(
    r"([a-z]+)-(?:in|up|out|off|over|down|back|on|through|by|along|around)s?"
)
_ENDINGS = (
    (
        re.compile(r"(?:ity|ness|ment|tion|sion|ance|ence|ship|ism|ology|graphy|ics|ware|craft)$"),
        NOUN,
    ),
    (re.compile(r"(?:ant|ent|al|ic|ive|ous|able|ible|ary|less|ful|proof|free)$"), ADJECTIVE),
    (re.compile(r"ly$"), ADVERB),
)
_TO_MANY = {ord(NOUN): PLURAL, ord(COUNT): None}
_LONG = 7
_HIDDEN = "\0"
_IS_SHARE = re.compile(r"(?:\d+|one|two|three) in (?:\d+|three|four|five|six|ten)$", re.I)
_SHARE = (
    rf"\b{_IS_SHARE.pattern[:-1]}"
    r"(?= (?!weeks|days|months|years|hours|minutes)(?:[a-z]+ )?[a-z]+s\b)"
)
"""`1 in 3`, before what is counted so."""
_SHORTEST_PART = 3
_SHORTEST_RARE, _SHORTEST_GUESS = 4, 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: as it stands, in small letters, and what it can be."""

    text: str
    low: str
    kinds: frozenset[str]

    def can_be(self, kinds: Set[str] | str) -> bool:
        """Whether it can be one of these kinds."""
        return not self.kinds.isdisjoint(kinds)


NO_WORD = Word("", "", frozenset())
"""What stands behind the last word."""


def words_of(text: str, names: Set[str] = frozenset()) -> tuple[Word, ...]:
    """The words of a phrase; `instead of` and `no one` are one each. `names`: words in small
    letters that are names in this row, whatever the dictionary says."""
    return _words_of(text, frozenset(names))


@lru_cache(maxsize=2048)
def _words_of(text: str, names: frozenset[str]) -> tuple[Word, ...]:
    found: list[Word] = []
    for token in _tokens(text):
        low = token.lower().strip("\"'")
        pair = f"{found[-1].low} {low}" if found else ""
        kind = _of_pair(pair)
        if kind:
            last = found.pop()
            found.append(Word(f"{last.text} {token}", pair, frozenset(kind)))
        else:
            kinds = kinds_of(token) or frozenset(guessed(low))
            kinds |= {NAME} if low in names else set()
            found.append(Word(token, low, kinds))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    """What stands between spaces; `cost of living`, `"just ship it"`, are one."""
    if not re.search(' (?:in|of|to) |".* .*"', text):
        return text.split()
    hidden = _set_phrases().sub(lambda found: found[0].replace(" ", _HIDDEN), text)
    return [token.replace(_HIDDEN, " ") for token in hidden.split()]


@cache
def _set_phrases() -> re.Pattern[str]:
    named = (closed(title) for title in ("set phrases", "set things"))
    named_so = "|".join(chain.from_iterable(named))
    return re.compile(rf"\"[^\"]+\"|{_SHARE}|(?<![\w-])(?:{named_so})(?![\w-]| \d)", re.I)


def _of_pair(pair: str) -> str:
    """What two words are together, "" where they are two."""
    if pair in closed("prepositions"):
        return PREPOSITION
    if pair in closed("determiners"):
        return DETERMINER
    return PRONOUN if pair in closed("pronouns") else ""


def is_known(word: str) -> bool:
    """Whether the lists have the word, in small letters, as a word of grammar or another."""
    return bool(kinds_of(word.lower()))


def is_compound(word: str) -> bool:
    """Whether it is put together from two known words: elasticsearch, chargeback."""
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return any(is_known(word[:at]) and is_known(word[at:]) for at in places)


def is_grammar(word: str) -> bool:
    """Whether the word, in small letters, is an article, a preposition or the like: it carries no
    meaning of its own."""
    return not kinds_of(word).isdisjoint("DPCWUO")


def _of_set_phrase(token: str) -> frozenset[str]:
    """What several words that are one are: `1 in 3`, `cost of living`."""
    return frozenset({NUMBER if _IS_SHARE.match(token) else NOUN})


@cache
def kinds_of(token: str) -> frozenset[str]:
    """What a token can be; nothing for what is no word, or none that the lists know."""
    if " " in token:
        return _of_set_phrase(token)
    if not _TOKEN.fullmatch(token):
        return frozenset()
    bare = token.strip('"').lstrip("'")
    low = bare.lower()
    found = {kind for kind, title in _CLOSED if low in closed(title)}
    stem = _OWNED.sub("", low)
    if stem != low:
        found.add(POSSESSIVE)
    if _NUMBER.match(bare) and not _NAMED_SO.fullmatch(bare):
        found.add(NUMBER)
    if _looks_like_a_name(bare) or low in _lower_tools():
        found.add(NAME)
    return frozenset(found | _beside(found, stem))


def _beside(closed: Set[str], word: str) -> set[str]:
    """What a word of grammar can be besides: nothing, if it stands for a noun; a helper, a verb."""
    kinds = set(_of_lists(word))
    if not closed.isdisjoint({DETERMINER, PRONOUN, QUESTION, CONJUNCTION}):
        return set()
    return kinds & {BASE, GERUND} if AUXILIARY in closed else kinds


@cache
def _lower_tools() -> frozenset[str]:
    """Tools that are written with small letters: dbt, gRPC is none."""
    return frozenset(word for word in section_words("spelling.txt", "tools") if word.islower())


def _looks_like_a_name(token: str) -> bool:
    has_sign = re.search(r"[+#./&]|^(?!x)[a-z]{1,3}\d{1,3}$", token) is not None
    has_sign = has_sign and not token.endswith(".")
    if token[0] in "£$€&":
        return False
    return any(sign.isupper() for sign in token) or has_sign


@cache
def _of_lists(word: str) -> str:
    found = _listed(word)
    if not found:
        found = _of_ending(word)
    if PLURAL not in found and ADVERB not in found:
        found += _of_plural(word)
    return found + NOUN if word in words("noun_gerunds.txt") else found


def _listed(word: str) -> str:
    return _of_common(word) or _of_compound(word) or _of_rare(word)


def is_listed(word: str) -> bool:
    """Whether a list has the word, in small letters, itself: not only its ending."""
    return bool(_listed(word) or _of_plural(word)) or word in words("noun_gerunds.txt")


def is_common(word: str) -> bool:
    """Whether it is one of the common words, in small letters."""
    return word in _lexicon()


@cache
def work_words() -> Set[str]:
    """Nouns of work that are written in full in notes, in small letters."""
    return words("count_nouns.txt") | section_words("skills.txt", "roles")


def _of_common(word: str) -> str:
    kinds = _lexicon()
    return next((kinds[form] for form in _forms(word) if form in kinds), "")


def _of_rare(word: str) -> str:
    if len(word) < _SHORTEST_RARE or not word.isalpha():
        return ""
    kinds = _rare_words()
    return next((kinds[form] for form in _forms(word) if form in kinds), "")


@cache
def guessed(word: str) -> str:
    """What a word in small letters is that no list has, by its parts; what it may be if it looks
    like no other one: `pantographs`, `hybridoma`; "" for what may be a slip."""
    made = _made(word) or _made(word.removesuffix("s"))
    if not made and not _is_new(word):
        return ADJECTIVE if _is_of_verb(word, "able") else ""
    guess = made or NOUN + GUESSED
    if word.endswith("ing"):
        return GERUND + guess
    return guess.translate(_TO_MANY) if word.endswith("s") else guess


def _made(word: str) -> str:
    """`shunter`, who does it; `touchline`, two common words as one, the last of them a thing: it
    is counted as that is."""
    if _is_of_verb(word, "er"):
        return NOUN + COUNT
    for at in range(_SHORTEST_GUESS - 1, len(word) - _SHORTEST_GUESS + 2):
        first, thing = (_lexicon().get(part, "") for part in (word[:at], word[at:]))
        if NOUN in thing and set(first) & {NOUN, ADJECTIVE, BASE}:
            return NOUN + COUNT * (COUNT in thing)
    return ""


def _is_of_verb(word: str, ending: str) -> bool:
    """`shunter`, `feelable`: what one does, behind that."""
    stem = word.removesuffix(ending)
    single = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
    known = any(BASE in _of_common(base) for base in (stem, f"{stem}e", single))
    return known and stem != word and len(stem) >= _SHORTEST_GUESS - 1


def _is_new(word: str) -> bool:
    if len(word) < _SHORTEST_GUESS or not (word.isascii() and word.isalpha() and word.islower()):
        return False
    if frame(word) in _frames(word[0]):
        return False
    if _is_one_off(word) or _is_one_off(_PREFIX.sub("", word)):
        return False
    return not any(_is_slip_behind(word, at) for at in range(_SHORTEST_PART, len(word)))


def _is_slip_behind(word: str, at: int) -> bool:
    """`tripadvsor`: a known word, and a slip in another."""
    rest = word[at:]
    long = len(rest) >= _SHORTEST_GUESS and word[:at] in _lexicon()
    return long and rest not in _lexicon() and _is_one_off(rest)


def _may_be_misspelt(word: str) -> bool:
    return frame(word) in _frames(word[0]) or _is_one_off(word)


def _is_one_off(word: str) -> bool:
    """Whether it, or what it is the plural of, is a letter away from a word of the lists."""
    singular = word.removesuffix("s")
    near = chain(one_off(word), one_off(singular) if singular != word else ())
    return any(map(_is_there, near))


def _is_there(word: str) -> bool:
    return word in _lexicon() or word in _rare_words() or word in _lower_names()


@cache
def _lower_names() -> frozenset[str]:
    """What is written with a capital, tools and months, in small letters."""
    return frozenset(name.lower() for name in section_words("spelling.txt", "tools"))


@cache
def _frames(letter: str) -> frozenset[str]:
    """The consonants of the words that begin with a letter: a slip seldom touches them."""
    known = (*_lexicon(), *_rare_words())
    return frozenset(frame(word) for word in known if word[0] == letter and len(word) >= _LONG)


def parted(word: str) -> tuple[str, str]:
    """(its prefix, the rest): `bio`, `processing`; "" for none."""
    rest = _PREFIX.sub("", word)
    return word.removesuffix(rest), rest


def _forms(word: str) -> Iterator[str]:
    """The word, its American spelling, and what stands behind a prefix."""
    yield word
    for pattern, other in _BRITISH:
        if pattern.search(word):
            yield pattern.sub(other, word)
    rest = _PREFIX.sub("", word)
    if rest != word and not _is_near_common(word):
        yield rest


@cache
def _is_near_common(word: str) -> bool:
    """`comission`, `presons`: a slip in commission or persons, not what missions have together, nor
    what comes before sons."""
    return "-" not in word and any(map(is_common, _near(word)))


def _near(word: str) -> Iterator[str]:
    return chain(dropped(word), doubled(word), swapped(word))


def ill_plural(word: str) -> str:
    """`deliveries` for deliverys, `mixes` for mixs; "" for what is spelt as plurals are."""
    if re.search(r"[^aeiou]ys$", word):
        return word[:-2] + "ies"
    return word[:-1] + "es" if re.search(r"(?:x|sh|[nt]ch)s$", word) else ""


def _of_plural(word: str) -> str:
    if _OF_AN_AGE.fullmatch(word):
        return PLURAL
    if not word.endswith("s") or word.endswith("ss") or ill_plural(word):
        return ""
    singles = (word[:-1], word[:-3] + "y" if word.endswith("ies") else "")
    return PLURAL if any(set(_of_lists(each)) & {NOUN, GERUND} for each in singles if each) else ""


def _of_compound(word: str) -> str:
    """sign-off is a noun; high-volume, 3-year what its last part is, or an adjective."""
    if _PARTICLE_NOUN.fullmatch(word) and BASE in _lexicon().get(word.split("-")[0], ""):
        return PLURAL if word.endswith("s") else NOUN
    parts = [part for part in re.split("[-/]", word) if part]
    if len(parts) < 2 or not all(_may_be_a_part(part) for part in parts):
        return ""
    done = BASE if parts[-1] in closed("behind a hyphen") else ""
    return "".join(kinds_of(parts[-1]) & {NOUN, COUNT, PLURAL, GERUND, PAST}) + ADJECTIVE + done


def _may_be_a_part(part: str) -> bool:
    return len(part) == 1 or part[0].isdigit() or bool(kinds_of(part))


def _of_ending(word: str) -> str:
    """What the ending of a long word says that the dictionary does not have; "" for what looks
    like a slip in a word that it has: `subscribtion`."""
    if len(word) < _LONG or not word.isalpha():
        return ""
    kind = next((kind for pattern, kind in _ENDINGS if pattern.search(word)), "")
    return "" if kind and _may_be_misspelt(word) else kind


@cache
def _lexicon() -> dict[str, str]:
    """{word: its kinds}; what more_words.txt says goes before."""
    found = _by_word("word_kinds.txt")
    found.update(_by_word("more_words.txt"))
    return found


@cache
def _rare_words() -> dict[str, str]:
    return _by_word("rare_words.txt") | _by_word("trade_words.txt")


def _by_word(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines(name):
        kinds, *same = line.split()
        found.update(zip(same, repeat(kinds)))
    return found
