"""A draft as it stands on disk -> what to look at before it is sent (spec 6, Lint). Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import cache

from sheetfollow import spelling
from sheetfollow.data import lines
from sheetfollow.model import Finding, Task
from sheetfollow.schema import Channel
from sheetfollow.settings import Settings
from sheetfollow.templates.phrases import grammar_words

VOICEMAIL_WORDS = 75
"""What fits into 30 seconds at the pace of a calm voice, 150 words a minute."""

_NOT_TYPED = {"id", "place", "message", "channel", "status"}
_ALIKE = 0.5
_SHINGLE = 3
_HEADER = re.compile(r"(To|Subject|LinkedIn|Call):\s?(.*)")
_LENGTH_LINE = re.compile(r"\(\d+ of \d+ characters\)")
_FORWARDED = "-----\n"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"@|://|^www\.|\w\.\w{2,}(?:/|$)|\.(?:com|org|net|io|example)\b")
_GAP = re.compile(r"\[[^\W\d_][^\[\]\n]{1,60}\]")
_RESIDUE = re.compile(
    r"\{\{.*?(?:\}\}|$)|\}\}|\{%.*?(?:%\}|$)|%\}|\b(?:nan|NaN|NaT|undefined)\b(?!')|(?<=[a-z,] )None\b(?! of)|"
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!)|\b(?:XXX+|TODO|[Ll]orem ipsum)\b",
    re.M,
)
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa][\ufe0f\u200d]?"
    r"|(?<![\w:])[:;]['’]?-?[)(DPp](?!\w)|<3\b|(?<!\w)x[D](?!\w)|\^\^"
)
_SHOUTS = re.compile(r"[!?]*![!?]+|\?\?+")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b(?:\s+[^\W\d_]{2,}\b)*")
_CLAIMS = re.compile(
    r"\b(?:attachments?|attach(?:ing|ed)?|enclos(?:e|ed|ing|ure))\b"
    r"(?!\s+(?:great |much |particular )?(?:importance|value|weight)\b)"
    r"(?! to (?!(?:this|the|my) (?:e-?mail|mail|message|note)))",
    re.I,
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s*(?:-|–|to)\s*(?:(?:19|20)\d\d|present|today|now)\b", re.I)
_BULLET = re.compile(r"^\s*[-*•]\s+\S", re.M)
_TWICE = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.I)
_RIGHT_TWICE = {"that", "had"}


@dataclass(frozen=True)
class _Letter:
    """A draft as the rules read it. `prose` has as many lines as the file, with nothing but subject and body in them;
    `body` is what is sent, without subject."""

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

    `colleagues` are the drafts of the others of the same round, `attached` whether the mail carries a file, `known`
    further words of the workbook, in lower case, that are spelled right.
    """
    prose, body = _parts(text)
    whole = _own_words(task) | _own_words(settings) | known
    letter = _Letter(prose, body, task, settings, colleagues, attached, whole)
    found = [finding for rule in _RULES for finding in rule(letter)]
    return sorted(set(found), key=lambda each: (each.line, found.index(each)))


def _parts(text: str) -> tuple[str, str]:
    """(prose, body) of a file; see `_Letter`."""
    rows = text.replace("\r\n", "\n").replace("\u2019", "'").split("\n")
    count = next((number for number, row in enumerate(rows) if not _HEADER.match(row)), len(rows))
    heads = [match[2] if (match := _HEADER.match(row)) and match[1] == "Subject" else "" for row in rows[:count]]
    rest = ["" if _LENGTH_LINE.fullmatch(row.strip()) else row for row in rows[count:]]
    return "\n".join([*heads, *rest]), "\n".join(rest)


def _own_words(source: Task | Settings) -> frozenset[str]:
    """Every word of the row or the settings: they are right, whatever they are."""
    named = (field.name for field in fields(source) if field.name not in _NOT_TYPED)
    texts = [value for name in named if isinstance(value := getattr(source, name), str)]
    return frozenset(word.replace("’", "'") for text in texts for word in _WORD.findall(text.casefold()))


def _too_long(letter: _Letter) -> Iterator[Finding]:
    if letter.task.channel == Channel.PHONE:
        yield from _voicemail_too_long(letter)
        return
    count, limit = len(letter.body.split()), letter.settings.words
    if count > limit:
        yield letter.finding(letter.start, "over the word limit", f"{count} words", f"cut it to {limit} at most")


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
        yield letter.finding(letter.start, "over the LinkedIn limit", f"{length} characters", suggestion)


def _gaps(letter: _Letter) -> Iterator[Finding]:
    for match in _GAP.finditer(letter.prose):
        yield letter.finding(match.start(), "open gap", match[0], "fill it in, here or in the row")


def _residue(letter: _Letter) -> Iterator[Finding]:
    for match in _RESIDUE.finditer(letter.prose):
        if match[0].casefold() not in letter.known:
            yield letter.finding(match.start(), "template residue", match[0], "write what belongs there")


def _generic_greeting(letter: _Letter) -> Iterator[Finding]:
    for match in _greetings().finditer(letter.prose):
        suggestion = f"greet {letter.task.interviewer} by name"
        yield letter.finding(match.start(1), "generic greeting", match[1], suggestion)


def _not_named(letter: _Letter) -> Iterator[Finding]:
    parts = [part for part in re.split(r"[\s,().]+", _plain(letter.task.interviewer)) if len(part) > 1]
    body = _plain(letter.body)
    if parts and not any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", body) for part in parts):
        yield letter.finding(letter.start, "interviewer not named", "", f"name {letter.task.interviewer}")


def _off_topic(letter: _Letter) -> Iterator[Finding]:
    wanted = _stems(letter.task.topic)
    if wanted and len(wanted & _stems(letter.prose)) * 2 < len(wanted):
        yield letter.finding(letter.start, "topic not mentioned", "", f"say something about {letter.task.topic}")


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry meaning: enough to know them again in another form."""
    words = set(_WORD.findall(_plain(text)))
    telling = {word for word in words - grammar_words() if len(word) > 2} or words
    return {word.removesuffix("s")[:5] for word in telling}


def _emoji(letter: _Letter) -> Iterator[Finding]:
    for match in _EMOJI.finditer(letter.prose):
        yield letter.finding(match.start(), "emoji", match[0], "leave it out")


def _slang(letter: _Letter) -> Iterator[Finding]:
    yield from _listed(letter, "slang", "slang.txt")


def _stock_phrase(letter: _Letter) -> Iterator[Finding]:
    yield from _listed(letter, "stock phrase", "stock_phrases.txt")


def _listed(letter: _Letter, rule: str, name: str) -> Iterator[Finding]:
    """The phrases of a list, but for those that the row itself holds."""
    pattern, advice = _phrases(name)
    for match in pattern.finditer(_without_addresses(letter.prose)):
        said = " ".join(match[0].casefold().split())
        if not set(_WORD.findall(said)) <= _own_words(letter.task):
            yield letter.finding(match.start(), rule, match[0], _as_advice(advice.get(said, "")))


def _as_advice(text: str) -> str:
    return text if " it " in f" {text} " or text.startswith(("say ", "ask ", "name ", "give ")) else f"write: {text}"


def _shouting(letter: _Letter) -> Iterator[Finding]:
    for match in _SHOUTS.finditer(letter.prose):
        yield letter.finding(match.start(), "shouting", match[0], "one mark is enough")
    for match in _CAPITALS.finditer(letter.prose):
        for start, words in _runs_of_capitals(match):
            loud = [word for word in words if word.casefold() not in letter.known]
            if any(len(word) > 4 and spelling.is_word(word.lower()) for word in loud) or len(loud) > 2:
                yield letter.finding(start, "shouting", " ".join(words), "write it in small letters")


def _runs_of_capitals(match: re.Match[str]) -> Iterator[tuple[int, list[str]]]:
    for run in re.finditer(r"\b[^\W\d_a-zß-ÿ]{2,}\b(?:\s+[^\W\d_a-zß-ÿ]{2,}\b)*", match[0]):
        if run[0].isupper():
            yield match.start() + run.start(), run[0].split()


def _like_a_colleague(letter: _Letter) -> Iterator[Finding]:
    own = _shingles(letter.body, letter.settings)
    alike = max((_shared(own, _shingles(_parts(other)[1], letter.settings)) for other in letter.colleagues), default=0)
    if alike > _ALIKE:
        said = f"{alike:.0%} the same"
        yield letter.finding(letter.start, "repeats a colleague's note", said, "say it in other words")


def likeness(one: str, other: str, settings: Settings) -> float:
    """How much two drafts share of their runs of three words: 0 nothing, 1 all (Jaccard)."""
    return _shared(*(_shingles(_parts(text)[1], settings) for text in (one, other)))


def _shared(own: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> float:
    return len(own & theirs) / len(own | theirs) if own | theirs else 0


def _shingles(body: str, settings: Settings) -> set[tuple[str, ...]]:
    """Each run of three words of a note, without what stands around it: the request to pass it on, the signature."""
    signature = {settings.your_name, settings.your_phone, settings.your_link, settings.your_email}
    note = body.rpartition(_FORWARDED)[2]
    words = _WORD.findall(" ".join(row for row in note.split("\n") if row.strip() not in signature).casefold())
    return {tuple(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}


def _repeats_the_cv(letter: _Letter) -> Iterator[Finding]:
    pattern, _ = _phrases("cv_phrases.txt")
    marks = [*pattern.finditer(letter.prose)]
    for lists in (_YEARS, _BULLET):
        several = [*lists.finditer(letter.prose)]
        marks += several[:1] if len(several) > 1 + (lists is _BULLET) * 2 else []
    for mark in marks:
        yield letter.finding(mark.start(), "repeats the CV", mark[0], "they have it; keep to one example")


def _not_attached(letter: _Letter) -> Iterator[Finding]:
    match = None if letter.attached else _CLAIMS.search(_without_addresses(letter.prose))
    if match:
        suggestion = "nothing is attached: attach it, or take this out"
        yield letter.finding(match.start(), "says it attaches what is not attached", match[0], suggestion)


def _typos(letter: _Letter) -> Iterator[Finding]:
    prose = _without_addresses(letter.prose)
    for match in _WORD.finditer(prose):
        meant = "" if _is_name(prose, match) else _meant(match[0], letter.known)
        if meant:
            yield letter.finding(match.start(), "probable typo", match[0], f"did you mean {meant}?")
    for match in _TWICE.finditer(prose):
        if match[1].casefold() not in _RIGHT_TWICE:
            yield letter.finding(match.start(), "probable typo", match[0], "it stands there twice")


def _meant(word: str, known: AbstractSet[str]) -> str:
    lowered = word.lower()
    if lowered in known or lowered.removesuffix("'s") in known or word.isupper() or not word.isascii():
        return ""
    return spelling.correction(re.sub(r"'(?:s|ve|re|ll|d|m)$|n't$", "", lowered))


def _is_name(prose: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence, or within a word: a name, which no dictionary knows."""
    before = prose[: match.start()].rstrip(" \"'(")
    inside = bool(before) and before[-1] not in ".!?:\n"
    return match[0][1:] != match[0][1:].lower() or (match[0][0].isupper() and inside)


def _without_addresses(prose: str) -> str:
    """The prose with links and mail addresses blanked out, every other sign where it was."""
    return re.sub(r"\S+", lambda match: " " * len(match[0]) if _ADDRESS.search(match[0]) else match[0], prose)


def _plain(text: str) -> str:
    """Text to compare by: lower case, no accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@cache
def _greetings() -> re.Pattern[str]:
    phrases = sorted(lines("generic_greetings.txt"), key=len, reverse=True)
    return re.compile(rf"^[ \t]*({'|'.join(map(_spaced, phrases))})[ \t]*(?=[,:;!.–-]|$)", re.I | re.M)


@cache
def _phrases(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """(what finds any phrase of a list, the advice that stands behind each)."""
    pairs = (line.partition("|")[::2] for line in lines(name))
    advice = {phrase.strip(): text.strip() for phrase, text in pairs}
    longest_first = sorted(advice, key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(map(_spaced, longest_first))})(?![\w'-]|\.\w)", re.I), advice


def _spaced(phrase: str) -> str:
    """A phrase as it stands in a text, over the end of a line too."""
    return r"\s+".join(map(re.escape, phrase.split()))


_RULES: tuple[Callable[[_Letter], Iterator[Finding]], ...] = (
    _too_long, _note_too_long, _gaps, _residue, _generic_greeting, _not_named, _off_topic, _emoji, _slang,
    _stock_phrase, _shouting, _like_a_colleague, _repeats_the_cv, _not_attached, _typos,
)  # fmt: skip
