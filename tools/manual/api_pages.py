"""Pages of the public `anvil` modules, from their docstrings and signatures. May not: add facts.

A name may exist in the browser, on the server, or on both sides; where the two say the same it is said once.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from formwright.designer.core.manual import MODULES
from formwright.runtime.client.absent import AbsentModule
from formwright.runtime.client.component import Component
from formwright.runtime.client.components import CLASSES
from formwright.runtime.worker import client_only
from tools.manual.markdown import contents, page, plain, table

_SIDES = {"browser": "formwright.runtime.client.", "server": "formwright.runtime.worker."}
_FOLDER = "reference/anvil"
_OURS = ("formwright.runtime.client", "formwright.runtime.protocol", "formwright.runtime.worker")
#: Names that `anvil.server` has besides `__all__`, because `import *` must not bring them.
_MORE = {"anvil.server": ("session", "cookies", "task_state")}


@dataclass(frozen=True)
class Entry:
    """One name of one module on one side."""

    name: str
    kind: str
    signature: str
    about: str
    members: tuple[tuple[str, str, str], ...] = ()


def api_pages() -> Iterator[tuple[str, str]]:
    summaries = []
    for name in MODULES:
        sides = _sides(name)
        entries = {side: _entries(name, module) for side, module in sides.items()}
        summaries.append((f"[`{name}`]({name}.md)", _where(sides), _summary(sides)))
        yield f"{_FOLDER}/{name}.md", _page(name, sides, entries)
    yield (
        f"{_FOLDER}/index.md",
        page(
            "The anvil modules",
            "What `import anvil` and its modules offer to the code of an app, written from their docstrings.",
            table(("Module", "Where", "What it has"), summaries),
            "## Not there yet",
            "These can be imported, so that apps that name them start. Using one says that it is missing.",
            ", ".join(f"`{name}`" for name in absent_modules()) + ".",
            contents(MODULES, hidden=True),
        ),
    )


def every_entry(name: str) -> Iterator[tuple[str, Entry]]:
    """The entries of a module, with the side that each is on."""
    for side, module in _sides(name).items():
        for entry in _entries(name, module).values():
            yield side, entry


def _sides(name: str) -> dict[str, ModuleType]:
    return {side: module for side in _SIDES if (module := _module(name, side)) is not None}


def absent_modules() -> list[str]:
    package = importlib.import_module("formwright.runtime.client.anvil")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
    return [
        f"anvil.{name}"
        for name, module in modules.items()
        if isinstance(vars(module).get("__getattr__"), AbsentModule) and not getattr(module, "__all__", ())
    ]


def _module(name: str, side: str) -> ModuleType | None:
    try:
        return importlib.import_module(_SIDES[side] + name)
    except (ModuleNotFoundError, RuntimeError):  # not on this side; or only where an app runs
        return None


def _entries(name: str, module: ModuleType) -> dict[str, Entry]:
    names = getattr(module, "__all__", None)
    if names is None:
        names = [
            key
            for key, value in vars(module).items()
            if not key.startswith("_") and getattr(value, "__module__", None) == module.__name__
        ]
    names = [*names, *(extra for extra in _MORE.get(name, ()) if hasattr(module, extra))]
    found = {}
    for each in names:
        entry = _entry(each, _value(module, each), module)
        if entry is not None:
            found[each] = entry
    return found


def _value(module: ModuleType, name: str) -> Any:
    try:
        return getattr(module, name, None)
    except RuntimeError:  # there only while an app runs
        return None


def _entry(name: str, value: Any, module: ModuleType) -> Entry | None:
    if inspect.isclass(value):
        if issubclass(value, Component) and value is not Component and value in CLASSES:
            return None  # has a page of its own
        if value.__module__ == client_only.__name__:
            return None
        kind = "exception" if issubclass(value, BaseException) else "class"
        return Entry(name, kind, signature_of(value), _doc(value), tuple(_members(value)))
    if inspect.isroutine(value):
        if value.__module__ == client_only.__name__:
            return None
        about = inspect.getdoc(value) or words_below(module).get(name, "")
        return Entry(name, "function", signature_of(value), about)
    if isinstance(value, client_only.StubObject):
        return None
    ours = type(value).__module__.startswith(_OURS)
    about = words_below(module).get(name) or (_doc(type(value)) if ours else "")
    return Entry(name, "data", "", about, tuple(_members(type(value))) if ours else ())


def _doc(kind: type) -> str:
    """The class's own docstring: the one of `Exception` or `object` says nothing here."""
    for each in kind.__mro__:
        if each.__module__.startswith(_OURS) and (about := vars(each).get("__doc__")):
            return inspect.cleandoc(about)
    return ""


@functools.cache
def words_below(module: ModuleType) -> dict[str, str]:
    """What stands below values of a module, or where those of ours that it imports are made."""
    found: dict[str, str] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_OURS):
            there = _own_words(str(node.module))
            found |= {a.asname or a.name: there[a.name] for a in node.names if a.name in there}
    return found | _own_words(module.__name__)


@functools.cache
def _own_words(name: str) -> dict[str, str]:
    body = ast.parse(inspect.getsource(importlib.import_module(name))).body
    found: dict[str, str] = {}
    for node, words in itertools.pairwise(body):
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])
        target = targets[0]
        if isinstance(target, ast.Name) and isinstance(words, ast.Expr):
            value = words.value.value if isinstance(words.value, ast.Constant) else None
            if isinstance(value, str):
                found[target.id] = inspect.cleandoc(value)
    return found


def _members(kind: type) -> Iterator[tuple[str, str, str]]:
    if issubclass(kind, BaseException):
        return
    for name, member in sorted(vars(kind).items()):
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            yield "property", name, inspect.getdoc(member) or ""
        elif inspect.isfunction(member) and "dom" not in inspect.signature(member).parameters:
            yield "method", name + signature_of(member, method=True), inspect.getdoc(member) or ""


def signature_of(function: Callable[..., Any], *, method: bool = False) -> str:
    """Names and defaults. Types are left out: they name classes that apps never see."""
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        return "()"
    parameters = list(found.parameters.values())
    if method and parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in parameters]
    text = str(found.replace(parameters=bare, return_annotation=inspect.Signature.empty))
    return re.sub(r"<[^>]*>", "...", text)


def _where(sides: Iterable[str]) -> str:
    return " and ".join({"browser": "in the browser", "server": "on the server"}[side] for side in sides)


def _summary(sides: dict[str, ModuleType]) -> str:
    texts = dict.fromkeys(
        (inspect.getdoc(module) or "").partition("\n")[0].partition(": ")[2] for module in sides.values()
    )
    text = next((text for text in texts if text), "")
    return plain(text[:1].upper() + text[1:])


def _page(name: str, sides: dict[str, ModuleType], entries: dict[str, dict[str, Entry]]) -> str:
    parts = []
    if name == "anvil":
        parts.append("Its components are in [a part of their own](../components/index.md).")
    else:
        parts.append(f"`import {name}` works {_where(sides)}.")
    by_kind: dict[str, list[str]] = {}
    for each in dict.fromkeys(each for found in entries.values() for each in found):
        first = next(found[each] for found in entries.values() if each in found)
        by_kind.setdefault(first.kind, []).append(each)
    titles = {"function": "Functions", "data": "Values", "class": "Classes", "exception": "Exceptions"}
    for kind, title in titles.items():
        if kind not in by_kind:
            continue
        parts.append(f"## {title}")
        parts += [
            _described(
                name,
                {side: found[each] for side, found in entries.items() if each in found},
                both=len(sides) == 2,
            )
            for each in sorted(by_kind[kind], key=str.lower)
        ]
    return page(name, f":::{{py:module}} {name}\n:::", *parts)


def _described(module: str, sides: dict[str, Entry], *, both: bool) -> str:
    """One entry, or two where the sides are called in different ways."""
    if len({entry.signature for entry in sides.values()}) > 1:
        first, *others = reversed(sides.items())
        parts = [_directive(module, dict([first]), both=both)]
        parts += [_directive(module, dict([each]), both=both, again=True) for each in others]
        return "\n\n".join(parts)
    return _directive(module, sides, both=both)


def _directive(module: str, sides: dict[str, Entry], *, both: bool, again: bool = False) -> str:
    first = next(iter(sides.values()))
    lines = [f"::::{{py:{first.kind}}} {first.name}{first.signature}", f":module: {module}"]
    lines += [":no-index:", ""] if again else [""]
    if both:
        where = _where(sides)
        lines += [f"*{where[:1].upper()}{where[1:]}.*", ""]
    if len({entry.about for entry in sides.values()}) > 1:
        for side, entry in sides.items():
            where = _where([side])
            lines += [f"{where[:1].upper()}{where[1:]}: {entry.about}", ""] if entry.about else []
    else:
        lines += [first.about, ""]
    members = dict.fromkeys(member for entry in sides.values() for member in entry.members)
    known = set()
    for kind, signature, about in members:
        bare = signature.partition("(")[0]
        if bare not in known:
            known.add(bare)
            lines += [f":::{{py:{kind}}} {first.name}.{signature}", f":module: {module}"]
            lines += [":no-index:"] if again else []
            lines += ["", about, ":::", ""]
    return "\n".join([*lines, "::::"])
