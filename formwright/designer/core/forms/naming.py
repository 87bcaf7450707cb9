"""Names of components: which are free, and what is wrong with one. No Qt; pure functions."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Mapping
from typing import Any

from formwright.designer.core.forms.catalog import snake_case
from formwright.runtime.appfiles.names import NameProblem
from formwright.runtime.spec.app import Json

#: Attributes of every form that a component of that name would hide.
OF_FORMS = frozenset(
    (
        "add_component", "add_event_handler", "clear", "dom_nodes", "get_components", "get_event_handlers",
        "init_components", "item", "layout", "parent", "raise_event", "raise_event_on_children",
        "refresh_data_bindings", "remove_event_handler", "remove_from_parent", "scroll_into_view",
        "set_event_handler", "slots", "tag",
    )
)  # fmt: skip


def free_component_name(stem: str, taken: Collection[str]) -> str:
    """`text_box_1`, or the next number that is free. A stem that has a number goes on from it."""
    base = re.sub(r"_\d+$", "", stem)
    numbers = [
        int(name[len(base) + 1 :])
        for name in taken
        if name.startswith(f"{base}_") and name[len(base) + 1 :].isdigit()
    ]
    return f"{base}_{max(numbers, default=0) + 1}"


def check_component_name(name: str, taken: Collection[str]) -> NameProblem | None:
    """What is wrong with a name for a component, with a better one; None when nothing is."""
    if not name.isidentifier():
        words = "A name has letters, digits and _, and does not begin with a digit."
        suggestion = snake_case(name)
        suggestion = f"_{suggestion}" if suggestion[:1].isdigit() else suggestion
    elif keyword.iskeyword(name):
        words, suggestion = f"{name!r} is a word of the Python language.", f"{name}_1"
    elif name in OF_FORMS:
        words, suggestion = f"Every form has something called {name!r} already.", f"{name}_1"
    elif name.startswith("_fw_"):
        words, suggestion = "Names that begin with _fw_ are kept for Formwright.", name[4:] or "component"
    elif name in taken:
        words, suggestion = f"There is a component {name!r} already.", free_component_name(name, taken)
    else:
        return None
    if suggestion in taken or keyword.iskeyword(suggestion) or suggestion in OF_FORMS:
        suggestion = free_component_name(suggestion, taken)
    return NameProblem(words, suggestion)


def with_free_names(
    node: Mapping[str, Json], taken: Collection[str]
) -> tuple[dict[str, Json], dict[str, str]]:
    """A component's data with names that are free, in it and all in it; and new names by old ones.

    A name that is free stays: cutting and pasting keeps it.
    """
    used = set(taken)
    names: dict[str, str] = {}
    return _renamed(node, used, names), names


def _renamed(node: Mapping[str, Json], used: set[str], names: dict[str, str]) -> dict[str, Json]:
    old = str(node.get("name") or "")
    kind = str(node.get("type") or "component").rpartition(":")[2].rpartition(".")[2]
    new = old if old and old not in used else free_component_name(old or snake_case(kind), used)
    used.add(new)
    if old:
        names[old] = new
    copied = {"type": node.get("type"), "name": new, **{k: v for k, v in node.items() if k != "name"}}
    children: Any = node.get("components")
    if isinstance(children, list):
        copied["components"] = [_renamed(each, used, names) for each in children if isinstance(each, Mapping)]
    return copied
