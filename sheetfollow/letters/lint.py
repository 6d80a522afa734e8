"""A draft as it stands on disk -> what to look at before it is sent (spec 6, Lint). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache
from itertools import product

from sheetfollow.intake.names import NameKind, kind_of_name
from sheetfollow.intake.settings import Settings
from sheetfollow.letters import spelling
from sheetfollow.letters.mail import recipient
from sheetfollow.letters.on_disk import Line, Parts, parts_of
from sheetfollow.letters.word_lists import lines
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Channel, Message
from sheetfollow.words.kinds import is_grammar
from sheetfollow.words.reading import read

OPEN_GAP = "open gap"
VOICEMAIL_WORDS = 75
"""What fits into 30 seconds at the pace of a calm voice, 150 words a minute."""

_NOT_TYPED = {"id", "place", "message", "channel", "status"}
_ALIKE = 0.5
_SHINGLE = 3
_FORWARDED = "-----\n"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LIKE_ADDRESS = re.compile(r"(?<!\S)[^\s@.:]*+[@.:]\S*")
_ADDRESS = re.compile(r"@|://|^www\.|\w\.\w{2,}(?:/|$)|\.(?:com|org|net|io|example)\b")
_GAP = re.compile(r"\[[^\W\d_][^\[\]\n]{1,60}\]")
_RESIDUE = re.compile(
    r"\{\{.*?(?:\}\}|$)|\}\}|\{%.*?(?:%\}|$)|%\}|\b(?:nan|NaN|NaT|undefined)\b(?!')|(?<=[a-z,]"
    r" )None\b(?! of)|"
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!)|\b(?:XXX+|TODO|[Ll]orem ipsum)\b",
    re.M,
)
_RESIDUE_WORDS = {"nan", "nat", "undefined", "none", "ref", "todo", "lorem"}
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa][\ufe0f\u200d]?"
    r"|(?<![\w:])[:;]['’]?-?[)(DPp](?!\w)|<3\b|(?<!\w)x[D](?!\w)|\^\^"
)
_ASCII_FACES = ("<3", "xD", "^^", *map("".join, product(":;", ("", "'"), ("", "-"), ")(DPp")))
_SHOUTS = re.compile(r"[!?]*![!?]+|\?\?+")
_LOUD = re.compile(r"[^\W\d_a-zß-ÿ]{2}")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b(?:\s+[^\W\d_]{2,}\b)*")
_CLAIM_WORDS = {
    "attachment",
    "attachments",
    "attach",
    "attaching",
    "attached",
    "enclose",
    "enclosed",
    "enclosing",
    "enclosure",
}
_CLAIMS = re.compile(
    r"\b(?:attachments?|attach(?:ing|ed)?|enclos(?:e|ed|ing|ure))\b"
    r"(?!\s+(?:great |much |particular )?(?:importance|value|weight)\b)"
    r"(?! to (?!(?:this|the|my) (?:e-?mail|mail|message|note)))",
    re.I,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*(?:-|–|to)\s*(?:(?:19|20)\d\d|present|today|now)\b", re.I)
_YEAR, _BULLET_SIGN = re.compile(r"(?:19|20)\d\d"), re.compile(r"[-*•]\s")
_BULLET = re.compile(r"^\s*[-*•]\s+\S", re.M)
_TWICE = re.compile(r"\b([^\W\d_]++)\s+\1\b", re.I)
_RIGHT_TWICE = {"that", "had"}


@dataclass(frozen=True)
class _Letter:
    """A draft as the rules read it. `head` is what stands above the text, `body` what is sent,
    `prose` both subject and body, each in its line of the file. Most rules look into the set of its
    words first: what is not among them need not be searched for."""

    head: Sequence[Line]
    prose: str
    body: str
    task: Task
    settings: Settings
    colleagues: Sequence[str]
    attached: bool
    known: AbstractSet[str]

    def finding(self, at: int, rule: str, said: str, suggestion: str) -> Finding:
        """At this offset into the prose."""
        return Finding(self.prose.count("\n", 0, at) + 1, rule, " ".join(said.split()), suggestion)

    @property
    def start(self) -> int:
        """The offset of the first word that is sent."""
        return len(self.prose) - len(self.body.lstrip())

    @cached_property
    def words(self) -> set[str]:
        """Its words in lower case."""
        return {word.lower() for word in _WORD.findall(self.prose)}

    @cached_property
    def said(self) -> set[str]:
        """Its words and their parts: don't is also don and t."""
        return self.words.union(*(word.split("'") for word in self.words if "'" in word))

    @cached_property
    def plain(self) -> str:
        """The prose with links and mail addresses blanked out, every other sign where it was."""
        return _LIKE_ADDRESS.sub(_blank, self.prose)

    def has_any(self, phrases: Sequence[frozenset[str]]) -> bool:
        """Whether it has all the words of one of these, in whatever order."""
        return any(map(self.said.issuperset, phrases))

    def knows(self, word: str) -> bool:
        """Whether a word in lower case stands in the workbook: it is right, whatever it is."""
        return (
            word in self.known or word in _own_words(self.settings) or word in _own_words(self.task)
        )


def findings(
    text: str,
    task: Task,
    settings: Settings,
    *,
    colleagues: Sequence[str] = (),
    attached: bool = False,
    known: AbstractSet[str] = frozenset(),
) -> list[Finding]:
    """Everything to look at in the text of a .txt draft, in the order of its lines.

    `colleagues` are the drafts of the others of the same round, `attached` whether the mail carries
    a file, `known` further words of the workbook, in lower case, that are spelled right.
    """
    parts = _parts(text)
    letter = _Letter(
        parts.head,
        _prose(parts),
        parts.below,
        task,
        settings,
        colleagues,
        attached,
        known,
    )
    found = [finding for rule in _RULES for finding in rule(letter)]
    return sorted(set(found), key=lambda each: (each.line, found.index(each)))


def _parts(text: str) -> Parts:
    return parts_of(text.replace("\u2019", "'"))


def _prose(parts: Parts) -> str:
    """The subject and the body, each in its line of the file; see `_Letter`."""
    above = [""] * (parts.start - 1)
    for line in parts.head:
        if line.name == "Subject":
            above[line.number - 1] = line.value
    below = [parts.below] if parts.below or not above else []
    return "\n".join(above + below)


@lru_cache(maxsize=16)
def _own_words(source: Task | Settings) -> frozenset[str]:
    """Every word of the row or the settings."""
    named = (field.name for field in fields(source) if field.name not in _NOT_TYPED)
    texts = [value for name in named if isinstance(value := getattr(source, name), str)]
    return frozenset(
        word.replace("’", "'") for text in texts for word in _WORD.findall(text.casefold())
    )


def _head(letter: _Letter) -> Iterator[Finding]:
    """What the mail cannot take from the lines above the text."""
    if letter.task.channel not in (Channel.EMAIL, Channel.HR_MAILBOX):
        return
    for line in letter.head:
        if line.name in ("Cc", "Bcc"):
            rule, advice = "not in the mail", "add it in your mail program"
        elif line.name == "Subject" and not line.value:
            rule, advice = "no subject", "write one behind Subject:"
        elif line.name == "To" and not _is_gap(line.value) and not recipient(line.value)[1]:
            rule, advice = "no address", "write one address behind To:"
        else:
            continue
        yield Finding(line.number, rule, line.value, advice)


def _is_gap(text: str) -> bool:
    return bool(_GAP.fullmatch(text))


def _too_long(letter: _Letter) -> Iterator[Finding]:
    if letter.task.channel == Channel.PHONE:
        yield from _voicemail_too_long(letter)
        return
    count, limit = len(letter.body.split()), letter.settings.words
    if count > limit:
        yield letter.finding(
            letter.start, "over the word limit", f"{count} words", f"cut it to {limit} at most"
        )


def _voicemail_too_long(letter: _Letter) -> Iterator[Finding]:
    start = letter.prose.find("\nVoicemail")
    spoken = letter.prose[start + 1 :].partition("\n")[2] if start >= 0 else ""
    count = len(spoken.split())
    if count > VOICEMAIL_WORDS:
        suggestion = f"cut it to {VOICEMAIL_WORDS} words, which take 30 seconds"
        yield letter.finding(start + 1, "voicemail over 30 seconds", f"{count} words", suggestion)


def _note_too_long(letter: _Letter) -> Iterator[Finding]:
    length, limit = len(letter.body.strip()), letter.settings.note_characters
    if letter.task.channel == Channel.LINKEDIN and length > limit:
        suggestion = f"cut it to {limit} at most"
        yield letter.finding(
            letter.start, "over the LinkedIn limit", f"{length} characters", suggestion
        )


def _gaps(letter: _Letter) -> Iterator[Finding]:
    for match in _GAP.finditer(letter.prose):
        yield letter.finding(match.start(), OPEN_GAP, match[0], "fill it in, here or in the row")


def _residue(letter: _Letter) -> Iterator[Finding]:
    signs = any(sign in letter.prose for sign in ("{", "}", "#", "XXX"))
    for match in (
        _RESIDUE.finditer(letter.prose)
        if signs or not _RESIDUE_WORDS.isdisjoint(letter.said)
        else ()
    ):
        if not letter.knows(match[0].casefold()):
            yield letter.finding(
                match.start(), "template residue", match[0], "write what belongs there"
            )


def _generic_greeting(letter: _Letter) -> Iterator[Finding]:
    for match in _greetings().finditer(letter.prose):
        suggestion = f"greet {letter.task.interviewer} by name"
        yield letter.finding(match.start(1), "generic greeting", match[1], suggestion)


def _not_named(letter: _Letter) -> Iterator[Finding]:
    if kind_of_name(letter.task.interviewer) is not NameKind.PERSON:
        return
    parts = [
        part for part in re.split(r"[\s,().]+", _plain(letter.task.interviewer)) if len(part) > 1
    ]
    body = _plain(letter.body)
    if parts and not any(_stands_in(part, body) for part in parts):
        yield letter.finding(
            letter.start, "interviewer not named", "", f"name {letter.task.interviewer}"
        )


def _stands_in(part: str, text: str) -> bool:
    """Whether it stands there as a word of its own."""
    start = text.find(part)
    while start >= 0:
        around = (
            text[start - 1 : start] if start else "",
            text[start + len(part) : start + len(part) + 1],
        )
        if not any(sign.isalnum() or sign == "_" for sign in around):
            return True
        start = text.find(part, start + 1)
    return False


def _off_topic(letter: _Letter) -> Iterator[Finding]:
    """A thank-you says something of the topic: one word of what the cell can say suffices. Silent
    where the cell says nothing that a letter could use."""
    if letter.task.message != Message.THANK_YOU:
        return
    phrases = [item.phrase for item in read(letter.task.topic, "topic").items]
    wanted = _stems(set(_WORD.findall(_plain(" ".join(phrases)))))
    words = letter.words if letter.prose.isascii() else set(_WORD.findall(_plain(letter.prose)))
    if wanted and wanted.isdisjoint(_stems(words)):
        suggestion = f"say something about {phrases[0]}"
        yield letter.finding(letter.start, "topic not mentioned", "", suggestion)


def _stems(words: set[str]) -> set[str]:
    """The beginnings of the words that carry meaning: enough to know them again in another form."""
    telling = {word for word in words if not is_grammar(word)} or words
    return {word.removesuffix("s")[:5] for word in telling}


def _emoji(letter: _Letter) -> Iterator[Finding]:
    if letter.prose.isascii() and not any(map(letter.prose.__contains__, _ASCII_FACES)):
        return
    for match in _EMOJI.finditer(letter.prose):
        yield letter.finding(match.start(), "emoji", match[0], "leave it out")


def _slang(letter: _Letter) -> Iterator[Finding]:
    yield from _listed(letter, "slang", "slang.txt")


def _stock_phrase(letter: _Letter) -> Iterator[Finding]:
    yield from _listed(letter, "stock phrase", "stock_phrases.txt")


def _listed(letter: _Letter, rule: str, name: str) -> Iterator[Finding]:
    """The phrases of a list, but for those that the row itself holds."""
    pattern, advice, parts = _phrases(name)
    for match in pattern.finditer(letter.plain) if letter.has_any(parts) else ():
        said = " ".join(match[0].casefold().split())
        if not set(_WORD.findall(said)) <= _own_words(letter.task):
            yield letter.finding(match.start(), rule, match[0], _as_advice(advice.get(said, "")))


def _as_advice(text: str) -> str:
    return (
        text
        if " it " in f" {text} " or text.startswith(("say ", "ask ", "name ", "give "))
        else f"write: {text}"
    )


def _shouting(letter: _Letter) -> Iterator[Finding]:
    for match in _SHOUTS.finditer(letter.prose):
        yield letter.finding(match.start(), "shouting", match[0], "one mark is enough")
    for match in _CAPITALS.finditer(letter.prose) if _LOUD.search(letter.prose) else ():
        for start, words in _runs_of_capitals(match):
            loud = [word for word in words if not letter.knows(word.casefold())]
            if (
                any(len(word) > 4 and spelling.is_word(word.lower()) for word in loud)
                or len(loud) > 2
            ):
                yield letter.finding(
                    start, "shouting", " ".join(words), "write it in small letters"
                )


def _runs_of_capitals(match: re.Match[str]) -> Iterator[tuple[int, list[str]]]:
    for run in re.finditer(r"\b[^\W\d_a-zß-ÿ]{2,}\b(?:\s+[^\W\d_a-zß-ÿ]{2,}\b)*", match[0]):
        if run[0].isupper():
            yield match.start() + run.start(), run[0].split()


def _like_a_colleague(letter: _Letter) -> Iterator[Finding]:
    own = _shingles(letter.body, letter.settings) if letter.colleagues else frozenset()
    alike = max(
        (
            _shared(own, _shingles(_parts(other).below, letter.settings))
            for other in letter.colleagues
        ),
        default=0,
    )
    if alike > _ALIKE:
        said = f"{alike:.0%} the same"
        yield letter.finding(
            letter.start, "repeats a colleague's note", said, "say it in other words"
        )


def _shared(own: frozenset[tuple[str, ...]], theirs: frozenset[tuple[str, ...]]) -> float:
    both = len(own & theirs)
    return both / (len(own) + len(theirs) - both) if own or theirs else 0


@lru_cache(maxsize=64)
def _shingles(body: str, settings: Settings) -> frozenset[tuple[str, ...]]:
    """Each run of three words of a note, without what stands around it: the request to pass it on,
    the signature."""
    signature = {settings.your_name, settings.your_phone, settings.your_link, settings.your_email}
    note = body.rpartition(_FORWARDED)[2]
    words = _WORD.findall(
        " ".join(row for row in note.split("\n") if row.strip() not in signature).casefold()
    )
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _repeats_the_cv(letter: _Letter) -> Iterator[Finding]:
    pattern, _, parts = _phrases("cv_phrases.txt")
    marks = [*pattern.finditer(letter.prose)] if letter.has_any(parts) else []
    for lists, hint in ((_YEARS, _YEAR), (_BULLET, _BULLET_SIGN)):
        several = [*lists.finditer(letter.prose)] if hint.search(letter.prose) else []
        marks += several[:1] if len(several) > 1 + (lists is _BULLET) * 2 else []
    for mark in marks:
        yield letter.finding(
            mark.start(), "repeats the CV", mark[0], "they have it; keep to one example"
        )


def _not_attached(letter: _Letter) -> Iterator[Finding]:
    claims = not letter.attached and not _CLAIM_WORDS.isdisjoint(letter.said)
    match = _CLAIMS.search(letter.plain) if claims else None
    if match:
        suggestion = "nothing is attached: attach it, or take this out"
        yield letter.finding(
            match.start(), "says it attaches what is not attached", match[0], suggestion
        )


def _typos(letter: _Letter) -> Iterator[Finding]:
    suspects = {
        word for word in letter.words - spelling.built_in() - letter.known if not letter.knows(word)
    }
    for match in _WORD.finditer(letter.plain) if suspects else ():
        suspect = match[0].lower() in suspects and not _is_name(letter.plain, match)
        meant = _meant(match[0], letter) if suspect else ""
        if meant:
            yield letter.finding(match.start(), "probable typo", match[0], f"did you mean {meant}?")
    for match in _TWICE.finditer(letter.plain):
        if match[1].casefold() not in _RIGHT_TWICE:
            yield letter.finding(match.start(), "probable typo", match[0], "it stands there twice")


def _meant(word: str, letter: _Letter) -> str:
    lowered = word.lower()
    if letter.knows(lowered.removesuffix("'s")) or word.isupper() or not word.isascii():
        return ""
    return spelling.correction(re.sub(r"'(?:s|ve|re|ll|d|m)$|n't$", "", lowered))


def _is_name(prose: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence, or within a word: a name, which no dictionary knows."""
    before = prose[: match.start()].rstrip(" \"'(")
    inside = bool(before) and before[-1] not in ".!?:\n"
    return match[0][1:] != match[0][1:].lower() or (match[0][0].isupper() and inside)


def _blank(word: re.Match[str]) -> str:
    return " " * len(word[0]) if _ADDRESS.search(word[0]) else word[0]


def _plain(text: str) -> str:
    """Text to compare by: lower case, no accents."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    )


@cache
def _greetings() -> re.Pattern[str]:
    phrases = sorted(lines("generic_greetings.txt"), key=len, reverse=True)
    return re.compile(
        rf"^[ \t]*({'|'.join(map(_spaced, phrases))})[ \t]*(?=[,:;!.–-]|$)", re.I | re.M
    )


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], dict[str, str], list[frozenset[str]]]:
    """(what finds any phrase of a list, the advice that stands behind each, the words of each
    without apostrophes)."""
    pairs = (line.partition("|")[::2] for line in lines(name))
    advice = {phrase.strip(): text.strip() for phrase, text in pairs}
    longest_first = sorted(advice, key=len, reverse=True)
    pattern = re.compile(
        rf"(?<![\w'-])(?:{'|'.join(map(_spaced, longest_first))})(?![\w'-]|\.\w)", re.I
    )
    return pattern, advice, [frozenset(re.findall(r"[^\W\d_]+", phrase)) for phrase in advice]


def _spaced(phrase: str) -> str:
    """A phrase as it stands in a text, over the end of a line too."""
    return r"\s+".join(map(re.escape, phrase.split()))


_RULES: tuple[Callable[[_Letter], Iterator[Finding]], ...] = (
    _head,
    _too_long,
    _note_too_long,
    _gaps,
    _residue,
    _generic_greeting,
    _not_named,
    _off_topic,
    _emoji,
    _slang,
    _stock_phrase,
    _shouting,
    _like_a_colleague,
    _repeats_the_cv,
    _not_attached,
    _typos,
)
