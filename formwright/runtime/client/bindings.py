"""Data bindings of forms: expressions of a template, evaluated and written back.

Responsible for compiling them, for the order of evaluation and for what happens when one fails. Runs in the
page.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component


@dataclass(frozen=True)
class CompiledBinding:
    property: str
    source: str
    get: Callable[[Any], Any]
    assign: CodeType | None


@dataclass(frozen=True)
class Binding:
    """A compiled binding on one component of one form instance."""

    component: Component
    compiled: CompiledBinding

    def evaluate(self, form: Any) -> None:
        try:
            value = self.compiled.get(form)
        except KeyError:
            value = None  # an item without the key is an ordinary case
        setattr(self.component, self.compiled.property, value)

    def write_back(self, form: Any) -> None:
        if self.compiled.assign is None:
            return
        with suppress(KeyError):
            exec(
                self.compiled.assign,
                {"self": form, "_value": getattr(self.component, self.compiled.property)},
            )


class WriteBack:
    """A binding written back, as the handler of an event."""

    __slots__ = ("binding", "form")

    def __init__(self, binding: Binding, form: Any) -> None:
        self.binding = binding
        self.form = form

    def __call__(self) -> None:
        self.binding.write_back(self.form)


def compile_binding(data: dict[str, Any], form: str, component: str) -> CompiledBinding:
    """SyntaxError with the place in words when the expression is none, or cannot be assigned to."""
    source = str(data.get("code") or "").strip()
    name = str(data.get("property") or "")
    place = f"<data binding {component or 'self'}.{name} of {form}>"
    tree = ast.parse(source, place, mode="eval")
    assign = None
    if data.get("writeback"):
        if not isinstance(tree.body, (ast.Name, ast.Attribute, ast.Subscript)):
            raise SyntaxError(
                f"{form}: the data binding of {component or 'self'}.{name} writes back, but nothing can be "
                f"assigned to `{source}`. Use something like self.item['name'], or turn write back off."
            )
        assign = compile(f"{source} = _value", place, "exec")
    parameters = ast.arguments([], [ast.arg("self")], None, [], [], None, [])
    function = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, tree.body)))
    get = eval(compile(function, place, "eval"), {})
    return CompiledBinding(name, source, get, assign)


def refresh(bindings: list[Binding], form: Any) -> None:
    """Evaluates all, in order. One error is raised as it is, several as one RuntimeError."""
    errors: list[Exception] = []
    for binding in bindings:
        try:
            binding.evaluate(form)
        except Exception as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        shown = "; ".join(f"{type(error).__name__}: {error}" for error in errors[:3])
        raise RuntimeError(
            f"{len(errors)} data bindings of {type(form).__name__} failed: {shown}"
        ) from errors[0]


def attach_write_back(binding: Binding, form: Any) -> None:
    """The expression is assigned whenever the component says so, before handlers run."""
    component = binding.component
    if binding.compiled.assign is None:
        return
    prop = component._fw_property(binding.compiled.property)
    events = {
        f"x-anvil-write-back-{binding.compiled.property}",
        *(prop.writeback_events if prop is not None else ()),
    }
    for event in events:
        component._fw.handlers.add_write_back(event, WriteBack(binding, form))
        component._fw_listen(event)
