"""One form's template as the canvas has it: plain data that the designer's changes are made to.

Responsible for the same outcome as `designer/core/forms/changes.py` (tests compare the two), but in place, so
that a node stays the same object as long as its component lives. Knows no components. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
FORM = ""


@dataclass(frozen=True)
class Entry:
    """A component in its template."""

    name: str
    node: Node
    parent: str
    slot: str  # of the form's layout
    siblings: list[Any]


class FormData:
    def __init__(self, name: str, data: Node) -> None:
        self.name = name
        self.data = data
        self._entries: dict[str, Entry] = {}
        self._names: dict[int, str] = {}
        self._walk()

    # --- looking up

    @property
    def has_layout(self) -> bool:
        return isinstance(self.data.get("layout"), dict)

    @property
    def own(self) -> Node:
        """What has the form's own properties."""
        key = "layout" if self.has_layout else "container"
        found = self.data.get(key)
        if not isinstance(found, dict):
            found = self.data[key] = {}
        return found

    @property
    def names(self) -> Mapping[int, str]:
        """By identity of the node."""
        return self._names

    def entry(self, name: str) -> Entry:
        return self._entries[name]

    def node(self, name: str) -> Node:
        return self.own if name == FORM else self._entries[name].node

    def top(self) -> Iterator[tuple[str, list[Any]]]:
        """The form's own children, by slot of its layout ("" without one)."""
        if not self.has_layout:
            yield "", _list(self.data, "components")
            return
        slots = self.data.get("components_by_slot")
        if isinstance(slots, dict):
            for slot in tuple(slots):
                yield str(slot), _list(slots, slot)

    # --- changing

    def change(self, change: Mapping[str, Any]) -> None:
        """Raises KeyError, IndexError or TypeError for what does not fit this template."""
        kind = change["change"]
        getattr(self, f"_{kind}")(change)
        if kind in ("insert", "remove", "move", "rename", "key"):
            self._walk()

    def _property(self, change: Mapping[str, Any]) -> None:
        _put(self.node(change["component"]), "properties", change["name"], change)

    def _layout_property(self, change: Mapping[str, Any]) -> None:
        _put(self.node(change["component"]), "layout_properties", change["name"], change)

    def _event(self, change: Mapping[str, Any]) -> None:
        own = change["component"] == FORM and self.has_layout and not change.get("of_layout")
        method = change.get("method")
        value = {} if method is None else {"value": method}
        section = "form_event_bindings" if own else "event_bindings"
        _put(self.node(change["component"]), section, change["event"], value)

    def _binding(self, change: Mapping[str, Any]) -> None:
        node, name, binding = self.node(change["component"]), change["property"], change.get("binding")
        present = node.get("data_bindings") or []
        kept = [each for each in present if not (isinstance(each, dict) and each.get("property") == name)]
        if binding:
            kept.append({"property": name, **binding})
        if kept or present:
            node["data_bindings"] = kept

    def _insert(self, change: Mapping[str, Any]) -> None:
        self._place(change["place"], change["node"])

    def _remove(self, change: Mapping[str, Any]) -> None:
        entry = self._entries[change["component"]]
        _take(entry.siblings, entry.node)

    def _move(self, change: Mapping[str, Any]) -> None:
        entry = self._entries[change["component"]]
        _take(entry.siblings, entry.node)
        self._place(change["place"], entry.node)

    def _place(self, place: Mapping[str, Any], node: Node) -> None:
        parent = place["parent"]
        if parent != FORM:
            siblings = _list(self._entries[parent].node, "components")
        elif self.has_layout:
            slots = self.data.get("components_by_slot")
            if not isinstance(slots, dict):
                slots = self.data["components_by_slot"] = {}
            siblings = _list(slots, place.get("slot") or "")
        else:
            siblings = _list(self.data, "components")
        siblings.insert(max(0, min(int(place["index"]), len(siblings))), node)

    def _rename(self, change: Mapping[str, Any]) -> None:
        old, new = change["component"], change["name"]
        self._entries[old].node["name"] = new
        slots = self.data.get("slots")
        for definition in slots.values() if isinstance(slots, dict) else ():
            target = definition.get("target") if isinstance(definition, dict) else None
            if isinstance(target, dict) and target.get("type") != "slot" and target.get("name") == old:
                target["name"] = new

    def _key(self, change: Mapping[str, Any]) -> None:
        owner: Any = self.data
        *path, last = change["path"]
        for step in path:
            if isinstance(owner, dict) and not isinstance(owner.get(step), (dict, list)):
                owner[step] = {}
            owner = owner[step]
        if "value" in change and isinstance(owner, list) and last == len(owner):
            owner.append(change["value"])
        elif "value" in change:
            owner[last] = change["value"]
        elif isinstance(owner, list) or last in owner:
            del owner[last]

    # --- walking

    def _walk(self) -> None:
        self._entries, self._names = {}, {}
        self.unnamed = 0
        for slot, nodes in self.top():
            self._walk_list(nodes, FORM, slot)

    def _walk_list(self, nodes: list[Any], parent: str, slot: str) -> None:
        for node in nodes:
            if not isinstance(node, dict):
                continue
            name = str(node.get("name") or "")
            if not name:
                self.unnamed += 1
                name = f"$unnamed_{self.unnamed}"
            self._names[id(node)] = name
            self._entries.setdefault(name, Entry(name, node, parent, slot, nodes))
            children = node.get("components")
            if isinstance(children, list):
                self._walk_list(children, name, "")


def _list(owner: Node, key: Any) -> list[Any]:
    found = owner.get(key)
    if not isinstance(found, list):
        found = owner[key] = []
    return found


def _put(node: Node, section: str, name: str, change: Mapping[str, Any]) -> None:
    values = node.get(section)
    if "value" not in change:
        if isinstance(values, dict):
            values.pop(name, None)
        return
    if not isinstance(values, dict):
        values = node[section] = {}
    values[name] = change["value"]


def _take(siblings: list[Any], node: Node) -> None:
    at = next(index for index, each in enumerate(siblings) if each is node)
    del siblings[at]
