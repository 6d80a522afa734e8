"""Templates by people we do not know -> text: a small, safe part of Jinja2 (spec 3, Messages).

A message needs names, conditions and a few filters. Nothing else is let through, so that no
template can reach an attribute, run for long or grow without bound: its parts, what its filters go
through and what it prints are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 20_000
"""Characters of a text."""

MOST_WORK = 100_000
"""Characters that the filters of one text go through: some 30 ms for the slowest of them."""

MOST_PARTS = 1_000
"""Names, conditions, constants and filters of one template."""

_FILTERS = {
    "capitalize",
    "d",
    "default",
    "lower",
    "title",
    "trim",
    "upper",
}
_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.Filter,
    nodes.Keyword,
)
_NAME = re.compile(r"\{\{ *(\w+) *\}\}")
_NOT_PLAIN = re.compile(r"\{[{%#\0]|\r")
_WORKING = (nodes.Filter, nodes.Compare, nodes.Concat)
_FAULTS = (TemplateError, SyntaxError, TypeError, ValueError, MemoryError, RecursionError)
_OWN_WORDS = {
    nodes.For: "for",
    nodes.Call: "a call with ( )",
    nodes.Getattr: "a dot",
    nodes.Getitem: "[ ]",
    nodes.Assign: "set",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Macro: "macro",
    nodes.Mul: "*",
    nodes.Pow: "**",
    nodes.Mod: "%",
    nodes.Add: "+",
}


class BrokenTemplate(ValueError):
    """A template that cannot be filled in; the text says at which line, and what is wrong there."""


def fill(template: str, names: Mapping[str, str | int | bool]) -> str:
    """The template with the names filled in. Raises BrokenTemplate."""
    plain = _plain(template, names)
    if plain is not None:
        return plain
    checked = _checked(template, tuple(sorted(names)))
    if isinstance(checked, str):
        raise BrokenTemplate(checked)
    if checked.work(names) > MOST_WORK:
        raise BrokenTemplate(f"its filters would work through more than {MOST_WORK:,} characters")
    return _printed(checked.template, names)


def _plain(template: str, names: Mapping[str, str | int | bool]) -> str | None:
    """The same for a text with nothing but known names in it, as most are: compiling it would take
    longer than all else that is done for its letter. None for any other, and for a long one."""
    pieces = list(_pieces(template))
    used = pieces[1::2]
    if not pieces or not names.keys() >= set(used):
        return None
    pieces[1::2] = [str(names[name]) for name in used]
    text = "".join(pieces)
    return text if len(text) <= LONGEST else None


@lru_cache(maxsize=256)
def _pieces(template: str) -> Sequence[str]:
    """Text and names by turns; nothing for a template with more than names in it, or too many."""
    pieces = _NAME.split(template.removesuffix("\n"))
    between = "\0".join(pieces[::2])
    has_more = _NOT_PLAIN.search(between) or len(pieces) // 2 > MOST_PARTS // 2
    return () if has_more else pieces


def _printed(template: Template, names: Mapping[str, str | int | bool]) -> str:
    length, pieces = 0, []
    try:
        for piece in template.generate(names):
            length += len(piece)
            if length > LONGEST:
                raise BrokenTemplate(f"the text is longer than {LONGEST} characters")
            pieces.append(piece)
    except _FAULTS as error:
        raise _as_broken(error) from error
    return "".join(pieces)


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, cache_size=0
)
_ENVIRONMENT.globals.clear()


@dataclass(frozen=True)
class _Checked:
    """A template, proved to hold nothing but what is allowed before any of it is evaluated.
    `uses` counts by name how often a filter, a comparison or a `~` goes through the name's value,
    `constant` the characters written in the template that are gone through likewise."""

    template: Template
    uses: Mapping[str, int]
    constant: int

    def work(self, names: Mapping[str, str | int | bool]) -> int:
        """How many characters it goes through at most, beside those that it prints."""
        return self.constant + sum(len(str(names[key])) * count for key, count in self.uses.items())


@lru_cache(maxsize=256)
def _checked(source: str, names: tuple[str, ...]) -> _Checked | str:
    """The template, or why it is refused: known as soon for each further row."""
    try:
        return _compiled(source, names)
    except _FAULTS as error:
        return str(_as_broken(error))


def _compiled(source: str, names: tuple[str, ...]) -> _Checked:
    tree = _ENVIRONMENT.parse(source)
    uses: Counter[str] = Counter()
    constant = 0
    for number, (node, passes) in enumerate(_walk(tree)):
        if number == MOST_PARTS:
            raise BrokenTemplate(f"it has more than {MOST_PARTS:,} parts")
        _refuse(node, names)
        if isinstance(node, nodes.Name):
            uses[node.name] += passes
        if isinstance(node, nodes.Const):
            constant += passes * len(str(node.value))
    template = Template.from_code(
        _ENVIRONMENT,
        _ENVIRONMENT.compile(tree),
        {},
    )
    return _Checked(
        template,
        {key: count for key, count in uses.items() if count},
        constant,
    )


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Each node, the first in the text first, and how many of those around it go through its
    value."""
    waiting = [(tree, 0)]
    while waiting:
        node, passes = waiting.pop()
        yield node, passes
        inside = passes + isinstance(node, _WORKING)
        children = [(child, inside) for child in node.iter_child_nodes()]
        waiting.extend(reversed(children))


def _refuse(node: nodes.Node, names: tuple[str, ...]) -> None:
    if not isinstance(node, _NODES):
        word = _OWN_WORDS.get(type(node), type(node).__name__.lower())
        raise BrokenTemplate(f"line {node.lineno}: {word} is not available in a message")
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        raise BrokenTemplate(
            f"line {node.lineno}: there is no filter {node.name}; use {', '.join(sorted(_FILTERS))}"
        )
    if isinstance(node, nodes.Name) and node.name not in names:
        raise BrokenTemplate(
            f"line {node.lineno}: {{{{ {node.name} }}}} is unknown; {_hint(node.name, names)}"
        )


def _hint(name: str, names: tuple[str, ...]) -> str:
    close = get_close_matches(name, names, n=1)
    return f"did you mean {{{{ {close[0]} }}}}?" if close else f"the names are {', '.join(names)}"


def _as_broken(error: BaseException) -> BrokenTemplate:
    if isinstance(error, BrokenTemplate):
        return error
    if isinstance(error, TemplateSyntaxError):
        return BrokenTemplate(f"line {error.lineno}: {error.message}")
    if isinstance(error, RecursionError | MemoryError):
        return BrokenTemplate("it is nested too deeply")
    return BrokenTemplate(str(error).partition("\n")[0])
