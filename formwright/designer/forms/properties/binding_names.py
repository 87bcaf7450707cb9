"""What can be completed in the expression of a data binding. No Qt; pure functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.template import Template
from formwright.runtime.spec.app import App
from formwright.runtime.spec.custom_components import declared_properties

_ITEM = re.compile(r"\bitem\[\s*(['\"])(.+?)\1\s*\]")
_TOKEN = re.compile(r"self(?:\.\w*|\[[^\]]*\]?)*$")


@dataclass(frozen=True)
class Name:
    text: str  # self.item["price"]
    kind: str  # item, component, property, attribute


def token_at(text: str, caret: int) -> str:
    """What is being typed before the caret: `self.item["pr`."""
    found = _TOKEN.search(text[:caret])
    return found[0] if found else ""


def names_for(token: str, template: Template, catalog: Catalog, code: str, app: App) -> tuple[Name, ...]:
    """Everything that begins with the token; of a component only once its name is typed."""
    component, dot, _ = token.removeprefix("self.").partition(".")
    if dot and component in template:
        spec = catalog.spec_of(template, component)
        names: Iterable[Name] = (
            Name(f"self.{component}.{prop.name}", "property") for prop in (spec.properties if spec else ())
        )
    else:
        names = _all_names(template, code, app)
    folded = _folded(token)
    return tuple(name for name in names if _folded(name.text).startswith(folded))


def _folded(text: str) -> str:
    return text.replace('"', "'").lower()


def _all_names(template: Template, code: str, app: App) -> Iterator[Name]:
    keys = dict.fromkeys([*_item_keys([code]), *_bound_keys(template)])
    others = dict.fromkeys(_item_keys(module.source for module in app.client))
    for key in [*keys, *(key for key in others if key not in keys)]:
        yield Name(f"self.item[{_quoted(key)}]", "item")
    yield Name("self.item", "item")
    for prop in declared_properties(template.data):
        yield Name(f"self.{prop.name}", "property")
    for name in attributes_of(code):
        if name not in template:
            yield Name(f"self.{name}", "attribute")
    for name in template.names:
        if not name.startswith("$"):
            yield Name(f"self.{name}", "component")


def _quoted(key: str) -> str:
    return repr(key) if '"' in key else f'"{key}"'


def _item_keys(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        for found in _ITEM.finditer(source):
            yield found[2]


def _bound_keys(template: Template) -> Iterator[str]:
    for name in ("", *template.names):
        for binding in template.node(name).get("data_bindings") or ():
            if isinstance(binding, dict):
                yield from _item_keys([str(binding.get("code") or "")])


def attributes_of(code: str) -> tuple[str, ...]:
    """`self.x = ...` and properties of the class; of code that does not parse, what looks like it."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return tuple(dict.fromkeys(re.findall(r"\bself\.([a-z]\w*)\s*=[^=]", code)))
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                found[node.attr] = None
        elif isinstance(node, ast.FunctionDef) and any(
            isinstance(mark, ast.Name) and mark.id == "property" for mark in node.decorator_list
        ):
            found[node.name] = None
    return tuple(found)


def check(code: str, *, writes: bool) -> str:
    """What is wrong with the expression of a binding, or ""."""
    source = code.strip()
    if not source:
        return ""
    try:
        tree = ast.parse(source, mode="eval")
        compile(tree, "<data binding>", "eval")
    except SyntaxError as error:
        where = f" at character {error.offset}" if error.offset else ""
        return f"This is no Python expression{where}: {error.msg}."
    except ValueError as error:
        return f"This is no Python expression: {error}."
    if writes and not isinstance(tree.body, ast.Name | ast.Attribute | ast.Subscript):
        return 'Nothing can be written back to this. Use something like self.item["name"], or turn it off.'
    return ""
