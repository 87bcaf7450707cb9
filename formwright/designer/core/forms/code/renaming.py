"""Giving a component another name, everywhere it is used: template, bindings, handlers, code. No Qt.

`plan_rename` says what would change, for the user to look at; applying it is one step of the form's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formwright.designer.core.forms.changes import (
    Binding,
    Change,
    RenameComponent,
    SetBinding,
    SetEvent,
    Transaction,
)
from formwright.designer.core.forms.code.handlers import leaf
from formwright.designer.core.forms.code.python_file import (
    mentions_in_text,
    read_code,
    renamed_component,
    renamed_in_expression,
    renamed_method,
)
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class Line:
    """One line of the code that would change."""

    number: int
    before: str
    after: str


@dataclass(frozen=True)
class RenamePlan:
    transaction: Transaction
    code: str | None  # the form's Python file afterwards; None: as it is
    lines: tuple[Line, ...] = ()
    bindings: int = 0  # data bindings that follow
    methods: Mapping[str, str] | None = None  # handlers that get other names with it
    mentions: tuple[int, ...] = ()  # lines with the name in a text, which stay
    obstacle: str = ""  # why the code stays as it is


def plan_rename(document: FormDocument, old: str, new: str, handlers: bool = True) -> RenamePlan:
    """What giving a component another name means. `handlers`: `old_click` becomes `new_click` too."""
    changes: list[Change] = [RenameComponent(old, new)]
    template = document.template
    bindings = [*_bindings(template, old, new)]
    changes += bindings
    if document.code is None:
        return RenamePlan(_transaction(old, new, changes), None, bindings=len(bindings))
    source = document.code.text
    name = leaf(document.name)
    try:
        code, _ = renamed_component(source, name, old, new)
        methods = _methods(template, source, name, old, new) if handlers else {}
        for method, wanted in methods.items():
            code, _ = renamed_method(code, name, method, wanted)
            changes += _relinked(template, method, wanted, old, new)
    except SyntaxError as error:
        obstacle = f"{document.code.path}, line {error.lineno}: {error.msg}. The code is not changed."
        return RenamePlan(_transaction(old, new, changes), None, bindings=len(bindings), obstacle=obstacle)
    before, after = source.split("\n"), code.split("\n")
    lines = tuple(
        Line(number, was, now)
        for number, (was, now) in enumerate(zip(before, after, strict=True), 1)
        if was != now
    )
    mentions = mentions_in_text(source, old)
    mentions = tuple(number for number in mentions if number not in {line.number for line in lines})
    return RenamePlan(
        _transaction(old, new, changes),
        code if lines else None,
        lines,
        len(bindings),
        methods,
        mentions,
    )


def _transaction(old: str, new: str, changes: list[Change]) -> Transaction:
    return Transaction(f"Rename {old} to {new}", tuple(changes))


def _bindings(template: Template, old: str, new: str) -> list[Change]:
    """The component has its new name by the time these are made."""
    made: list[Change] = []
    for name in (FORM, *template.names):
        found: Json = template.node(name).get("data_bindings")
        for each in found if isinstance(found, list) else ():
            code = str(each.get("code") or "") if isinstance(each, dict) else ""
            changed = renamed_in_expression(code, old, new)
            if changed != code:
                binding = Binding(changed, bool(each.get("writeback")))
                made.append(SetBinding(new if name == old else name, str(each.get("property")), binding))
    return made


def _methods(template: Template, source: str, class_name: str, old: str, new: str) -> dict[str, str]:
    """Handlers of this component alone that are named after it, and whose new name is free."""
    present = read_code(source, class_name).methods
    uses: dict[str, set[str]] = {}
    for name in (FORM, *template.names):
        for key in ("event_bindings", "form_event_bindings"):
            found: Json = template.node(name).get(key)
            for method in found.values() if isinstance(found, dict) else ():
                uses.setdefault(str(method), set()).add(name)
    renamed = {}
    for method, users in uses.items():
        wanted = f"{new}_{method[len(old) + 1 :]}"
        if users == {old} and method.startswith(f"{old}_") and method in present and wanted not in present:
            renamed[method] = wanted
    return renamed


def _relinked(template: Template, method: str, wanted: str, old: str, new: str) -> list[Change]:
    found: Json = template.node(old).get("event_bindings")
    return [
        SetEvent(new, str(event), wanted)
        for event, bound in (found.items() if isinstance(found, dict) else ())
        if bound == method
    ]
