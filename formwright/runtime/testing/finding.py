"""Finding components by the names they have in the designer.

Responsible for: that search, and a message that names what there is. Process: that of pytest.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from formwright.runtime.client.component import Component

Named = tuple[str, Component]


class NotFound(LookupError):
    """Shown to whoever wrote the test."""

    def __str__(self) -> str:
        return str(self.args[0])


def find(root: Component, name: str) -> Component:
    """The only component of that name, or the first one in the outermost form that has it."""
    own = vars(root).get(name)
    if isinstance(own, Component):
        return own
    return next(iter(find_all(root, name)))


def find_all(root: Component, name: str) -> list[Component]:
    """Every component of that name below `root`, in the order of the page: one per row of a list."""
    known: dict[str, list[Component]] = {}
    for each_name, component in named(root):
        known.setdefault(each_name, []).append(component)
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, 1)
    there = ", ".join(sorted(known)) or "nothing with a name"
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise NotFound(f"{type(root).__name__} has no component {name!r}.{hint} It has: {there}.")


def named(root: Component) -> Iterator[Named]:
    """(name, component) of everything below: names are attributes of the form that a component is in."""
    yield from _names_of(root)
    for child in root._fw_children():
        yield from named(child)


def _names_of(form: Component) -> Iterator[Named]:
    below = {id(component) for component in _below(form)}
    for name, value in vars(form).items():
        if not name.startswith("_") and isinstance(value, Component) and id(value) in below:
            yield name, value


def _below(form: Component) -> Iterator[Component]:
    for child in form._fw_children():
        yield child
        yield from _below(child)
