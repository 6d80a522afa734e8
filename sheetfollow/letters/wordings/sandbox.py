"""Templates by people we do not know -> text: a small, safe part of Jinja2 (spec 3, Messages).

A message needs names, conditions and a few filters. Nothing else is let through, so that no
template can reach an attribute, run for long or grow without bound: what it costs is at most its
own length times that of the row's cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 20_000
_FILTERS = {"capitalize", "d", "default", "lower", "title", "trim", "upper"}
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
    compiled = _compiled(template, tuple(sorted(names)))
    length, pieces = 0, []
    try:
        for piece in compiled.generate(names):
            length += len(piece)
            if length > LONGEST:
                raise BrokenTemplate(f"the text is longer than {LONGEST} characters")
            pieces.append(piece)
    except (TemplateError, TypeError, ValueError, MemoryError, RecursionError) as error:
        raise _as_broken(error) from error
    return "".join(pieces)


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, autoescape=False, cache_size=0
)
_ENVIRONMENT.globals.clear()


@lru_cache(maxsize=256)
def _compiled(source: str, names: tuple[str, ...]) -> Template:
    """The template, proved to hold nothing but what is allowed before any of it is evaluated."""
    try:
        tree = _ENVIRONMENT.parse(source)
        for node in _walk(tree):
            _refuse(node, names)
        code = _ENVIRONMENT.compile(tree)
    except (TemplateError, SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise _as_broken(error) from error
    return Template.from_code(_ENVIRONMENT, code, {})


def _walk(tree: nodes.Node) -> list[nodes.Node]:
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting = [*node.iter_child_nodes(), *waiting]
    return found


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
