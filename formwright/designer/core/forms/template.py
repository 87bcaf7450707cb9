"""Looking things up in a form's template: plain JSON data, never changed in place. No Qt; pure functions.

A component is known by its name; the form itself by the empty name. A place in the data is a key path, as
`runtime.appfiles.edit` has them: `("components", 2, "components", 0)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from formwright.runtime.spec.app import Json

KeyPath = tuple[str | int, ...]

#: Of the form itself, where a template has no component of that kind.
FORM = ""


@dataclass(frozen=True)
class Place:
    """Where a component is: before the child `index` of `parent`, or after its last.

    `slot` is the name of a slot of the layout for what stands in one; then `parent` is the form. `behind`:
    right behind the child before it, where that is elsewhere than right before the next one (in HTML).
    """

    parent: str
    index: int
    slot: str = ""
    behind: bool = False


@dataclass(frozen=True)
class Found:
    """One component of a template."""

    name: str
    path: KeyPath
    node: Mapping[str, Json]
    place: Place

    @property
    def type(self) -> str:
        return str(self.node.get("type") or "").removeprefix("anvil.")


class Template:
    """One version of a form's template. Everything here is read only."""

    def __init__(self, data: Mapping[str, Json]) -> None:
        self.data = data

    def following(self, data: Mapping[str, Json], touched: Iterable[str]) -> Template:
        """One with the same components in the same places; only those `touched` differ, and what is around.

        Forms are long and mostly edited in one place: nothing is looked for again.
        """
        new = Template(data)
        if "_found" not in self.__dict__:
            return new
        found = dict(self._found)
        names = {name for each in touched for name in (each, *self.ancestors(each)) if name != FORM}
        for name in names:
            path = found[name].path
            node: Json = data
            for step in path:
                node = node[step]
            found[name] = replace(found[name], node=node)
        new.__dict__["_found"] = found
        if "_children" in self.__dict__:
            new.__dict__["_children"] = self._children
        return new

    def replaced(self, data: Mapping[str, Json]) -> Template:
        """One with other components. What stands where it stood is not made again."""
        new = Template(data)
        if "_found" in self.__dict__:
            new.__dict__["_known"] = self._found
        return new

    @cached_property
    def _found(self) -> dict[str, Found]:
        return _Walk(self.__dict__.pop("_known", {})).all(self.data)

    @cached_property
    def _children(self) -> dict[tuple[str, str], list[str]]:
        children: dict[tuple[str, str], list[str]] = {}
        for each in self._found.values():
            children.setdefault((each.place.parent, each.place.slot), []).append(each.name)
        return children

    def __contains__(self, name: object) -> bool:
        return name == FORM or name in self._found

    @property
    def names(self) -> tuple[str, ...]:
        """Of all components, in document order."""
        return tuple(self._found)

    def find(self, name: str) -> Found:
        """Raises KeyError. The form itself has no `Found`: see `node`, `path` and `type_of`."""
        return self._found[name]

    def get(self, name: str) -> Found | None:
        return self._found.get(name)

    def node(self, name: str) -> Mapping[str, Json]:
        """The component's data; of the form, that of its container or its layout. Raises KeyError."""
        if name != FORM:
            return self._found[name].node
        own = self.data.get(self.own_key)
        return own if isinstance(own, Mapping) else {}

    def path(self, name: str) -> KeyPath:
        """Raises KeyError."""
        return (self.own_key,) if name == FORM else self._found[name].path

    def type_of(self, name: str) -> str:
        default = "" if self.has_layout else "ColumnPanel"
        return str(self.node(name).get("type") or (default if name == FORM else "")).removeprefix("anvil.")

    @property
    def has_layout(self) -> bool:
        return isinstance(self.data.get("layout"), Mapping)

    @property
    def own_key(self) -> str:
        """Where the form's own properties are."""
        return "layout" if self.has_layout else "container"

    def children(self, name: str, slot: str = "") -> tuple[str, ...]:
        """Names in order. `slot`: of the layout, when `name` is a form that has one."""
        return tuple(self._children.get((name, slot), ()))

    @property
    def layout_slots(self) -> tuple[str, ...]:
        """Slots of the layout that this form has something for."""
        slots = self.data.get("components_by_slot")
        return tuple(map(str, slots)) if self.has_layout and isinstance(slots, Mapping) else ()

    def parent(self, name: str) -> str:
        """Raises KeyError."""
        return self._found[name].place.parent

    def ancestors(self, name: str) -> Iterator[str]:
        """The parent, its parent, ... the form."""
        while name != FORM:
            name = self.parent(name)
            yield name

    def inside(self, name: str, outer: str) -> bool:
        """Whether `name` is `outer` or in it."""
        return name == outer or outer in self.ancestors(name)

    def subtree(self, name: str) -> tuple[str, ...]:
        """The component and all in it, in document order."""
        if name == FORM:
            return (FORM, *self.names)
        return tuple(each for each in self.names if self.inside(each, name))

    def outermost(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `names` that are in no other of them, in document order."""
        wanted = set(names)
        return tuple(
            name for name in self.names if name in wanted and not wanted.intersection(self.ancestors(name))
        )


def spelled(data: Json) -> str:
    """Two templates are the same when this is: `==` would take 1 for true, and not mind another order."""
    return repr(data)


class _Walk:
    """Finds all components, those of `known` again where they are the same at the same place."""

    def __init__(self, known: Mapping[str, Found]) -> None:
        self._known = known
        self._found: dict[str, Found] = {}
        self._unnamed = 0

    def all(self, data: Mapping[str, Json]) -> dict[str, Found]:
        if isinstance(data.get("layout"), Mapping):
            slots = data.get("components_by_slot")
            for slot, nodes in slots.items() if isinstance(slots, Mapping) else ():
                self._list(nodes, ("components_by_slot", str(slot)), FORM, str(slot))
        else:
            self._list(data.get("components"), ("components",), FORM, "")
        return self._found

    def _list(self, nodes: Json, owner: KeyPath, parent: str, slot: str) -> None:
        for index, node in enumerate(nodes if isinstance(nodes, list) else ()):
            if not isinstance(node, (dict, Mapping)):
                continue
            path = (*owner, index)
            name = str(node.get("name") or "") or self._next_unnamed()
            if name not in self._found:
                old = self._known.get(name)
                if old is None or old.node is not node or old.path != path or old.place.parent != parent:
                    old = Found(name, path, node, Place(parent, index, slot))
                self._found[name] = old
            if inner := node.get("components"):
                self._list(inner, (*path, "components"), name, "")

    def _next_unnamed(self) -> str:
        """Components without a name get one that no file can hold, so that they can be selected and named."""
        self._unnamed += 1
        return f"$unnamed_{self._unnamed}"
