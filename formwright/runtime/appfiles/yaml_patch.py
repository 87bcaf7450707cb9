"""Changes one value of a YAML text by cutting and pasting at its place, so that all other bytes stay.

Responsible for: setting, inserting and deleting at a key path, in block and in flow style.
May not: promise that the result is right: `edit` reads it again and compares.
Process: designer, host, command line; pure functions.
"""

from __future__ import annotations

import yaml

from formwright.runtime.appfiles import yaml_emit as emit
from formwright.runtime.appfiles.yaml_places import Entry, KeyPath, NotPlain, Places, Step, entries, is_flow
from formwright.runtime.appfiles.yaml_text import Document
from formwright.runtime.spec.app import Json


def set_value(document: Document, path: KeyPath, value: Json, flow_leaves: bool = False) -> str:
    """The text with `value` at `path`; maps on the way are made as needed."""
    places = Places(document)
    nodes = places.find(path)
    if not nodes:
        return _append_to_empty(document, _nest(path, value), flow_leaves)
    if len(nodes) == len(path) + 1:
        return _Patch(places, flow_leaves).replace(nodes, value)
    missing = path[len(nodes) - 1 :]
    parent = nodes[-1]
    value = _nest(missing[1:], value)
    if isinstance(parent, yaml.MappingNode) and isinstance(missing[0], str):
        return _Patch(places, flow_leaves).add_key(parent, missing[0], value)
    if isinstance(parent, yaml.ScalarNode) and parent.tag.endswith(":null") and isinstance(missing[0], str):
        return _Patch(places, flow_leaves).replace(nodes, {missing[0]: value})
    raise NotPlain


def insert_value(document: Document, path: KeyPath, value: Json, flow_leaves: bool = False) -> str:
    """The text with `value` put into the list at `path[:-1]` before the item `path[-1]`."""
    places = Places(document)
    index = path[-1]
    nodes = places.find(path[:-1])
    if not isinstance(index, int):
        raise NotPlain
    if len(nodes) != len(path):
        return set_value(document, path[:-1], [value], flow_leaves)
    parent = nodes[-1]
    patch = _Patch(places, flow_leaves)
    if isinstance(parent, yaml.SequenceNode) and parent.value:
        return patch.add_item(parent, index, value)
    return patch.replace(nodes, [value])


def delete_value(document: Document, path: KeyPath) -> str:
    """The text without what is at `path`."""
    places = Places(document)
    nodes = places.find(path)
    if len(nodes) != len(path) + 1 or not path:
        raise NotPlain
    parent = nodes[-2]
    patch = _Patch(places)
    if len(parent.value) == 1:
        empty: Json = {} if isinstance(parent, yaml.MappingNode) else []
        return patch.replace(nodes[:-1], empty)
    position = next(at for at, entry in enumerate(entries(parent)) if entry.value is nodes[-1])
    if is_flow(parent):
        return patch.delete_in_flow(parent, position)
    return patch.delete_in_block(parent, position)


def _nest(path: KeyPath, value: Json) -> Json:
    for step in reversed(path):
        if not isinstance(step, str):
            raise NotPlain
        value = {step: value}
    return value


def _append_to_empty(document: Document, value: Json, flow_leaves: bool) -> str:
    text = document.text
    if not isinstance(value, dict) or not value or "---" in text:
        raise NotPlain
    start = text if not text or text.endswith("\n") else text + "\n"
    return start + "\n".join(emit.block(value, leaves=flow_leaves)) + "\n"


class _Patch:
    def __init__(self, places: Places, flow_leaves: bool = False) -> None:
        self._places = places
        self._flow_leaves = flow_leaves
        self._text = places.text

    # Replacing --------------------------------------------------------------------------------------------

    def replace(self, nodes: list[yaml.Node], value: Json) -> str:
        node = nodes[-1]
        parents = nodes[:-1]
        flow = any(is_flow(parent) for parent in parents)
        start, end = self._places.start(node), self._places.end(node)
        if not parents:
            return self._splice(start, end, self._root(node, value))
        # `components: []` says nothing about the style of what is put into it.
        styled = is_flow(node) and (bool(entries(node)) or emit.is_leaf(value))
        if flow or (styled and isinstance(value, (dict, list))):
            return self._splice_value(start, end, emit.flow(value))
        block = isinstance(node, yaml.CollectionNode) and not is_flow(node)
        plain = not isinstance(value, (dict, list)) or not value
        if isinstance(parents[-1], yaml.MappingNode):
            key = self._key(parents[-1], node)
            if plain and not block:
                return self._splice_value(start, end, self._scalar(node, value, self._indent(key)))
            after = self._places.colon(key) + 1
            if plain:
                return self._splice(after, end, " " + self._scalar(node, value, self._indent(key)))
            lines = self._indented(self._block(value), self._indent(key, value))
            if block:
                return self._splice(after, end, "\n" + lines)
            line_end = self._places.line_end(end)
            if self._places.line_end(start) < line_end:  # a text of several lines
                if "#" in self._text[start : self._places.line_end(start)]:
                    raise NotPlain  # perhaps a comment, which would be lost
                return self._splice(after, end, "\n" + lines)
            trail = self._text[end:line_end].strip()
            return self._splice(after, line_end, (f"  {trail}" if trail else "") + "\n" + lines)
        dash = self._places.dash(parents[-1], node)
        indent = " " * (dash - self._places.line_start(dash) + 2)
        if plain:
            return self._splice(dash + 1, end, " " + self._scalar(node, value, indent))
        return self._splice(dash + 1, end, " " + self._indented(self._block(value), indent).lstrip(" "))

    def _root(self, node: yaml.Node, value: Json) -> str:
        if is_flow(node):
            return emit.flow(value)
        if isinstance(value, (dict, list)) and value:
            return "\n".join(self._block(value))
        return emit.flow(value)

    def _scalar(self, old: yaml.Node, value: Json, indent: str) -> str:
        if isinstance(value, (dict, list)):
            return emit.flow(value)
        style = old.style if isinstance(old, yaml.ScalarNode) else None
        if style in ("'", '"') and emit.needs_quotes(old.value):
            style = (
                None  # somebody's habit are only quotes that need not be: set back, a value looks as before
            )
        if style in ("|", ">") and isinstance(value, str) and not self._lacks_newline(old, value):
            text = emit.literal(value, indent + "  ")
            if text is not None:
                return text
        return emit.scalar(value, style, flow=False)

    def _lacks_newline(self, old: yaml.Node, value: str) -> bool:
        """A literal text that ends with a newline cannot be the end of a file that ends without."""
        at_end = self._places.end(old) == len(self._text) and not self._text.endswith("\n")
        return at_end and value.endswith("\n")

    def _splice_value(self, start: int, end: int, value: str) -> str:
        """Replace a value; an empty one (`key:`) has no text of its own and needs a space before."""
        before = self._text[start - 1 : start]
        space = " " if start == end and before and before not in " \n" else ""
        return self._splice(start, end, space + value)

    # Adding -----------------------------------------------------------------------------------------------

    def add_key(self, parent: yaml.Node, key: str, value: Json) -> str:
        children = entries(parent)
        if is_flow(parent):
            text = f"{emit.key(key, True)}: {emit.flow(value)}"
            if not children:
                return self._splice(self._places.start(parent) + 1, self._places.start(parent) + 1, text)
            at = self._places.end(children[-1].value)
            return self._splice(at, at, ", " + text)
        first = children[0].key
        if first is None:
            raise NotPlain
        column = self._places.column(first)
        lines = self._entry(key, value, column)
        return self._after_line(self._places.end(parent), lines)

    def add_item(self, parent: yaml.Node, index: int, value: Json) -> str:
        children = entries(parent)
        if is_flow(parent):
            if index < len(children):
                at = self._places.start(children[index].value)
                return self._splice(at, at, emit.flow(value) + ", ")
            at = self._places.end(children[-1].value)
            return self._splice(at, at, ", " + emit.flow(value))
        column = parent.start_mark.column
        if self._flow_leaves and emit.is_leaf(value):
            text = emit.flow(value)
        elif isinstance(value, (dict, list)) and value:
            text = self._indented(self._block(value), " " * (column + 2)).lstrip(" ")
        else:
            text = emit.flow(value) if isinstance(value, (dict, list)) else emit.scalar(value, None, False)
        if index >= len(children):
            return self._after_line(self._places.end(parent), " " * column + "- " + text)
        dash = self._places.dash(parent, children[index].value)
        return self._splice(dash, dash, f"- {text}\n{' ' * column}")

    def _block(self, value: Json) -> list[str]:
        return emit.block(value, leaves=self._flow_leaves)

    def _entry(self, key: str, value: Json, column: int) -> str:
        return self._indented(self._block({key: value}), " " * column)

    def _after_line(self, at: int, lines: str) -> str:
        at = self._places.line_end(at)
        return self._splice(at, at, "\n" + lines)

    # Deleting ---------------------------------------------------------------------------------------------

    def delete_in_flow(self, parent: yaml.Node, position: int) -> str:
        children = entries(parent)
        first = position == 0 or self._places.first_on_line(self._entry_start(children[position]))
        if first and position + 1 < len(children):
            return self._splice(
                self._entry_start(children[position]), self._entry_start(children[position + 1])
            )
        return self._splice(self._entry_end(children[position - 1]), self._entry_end(children[position]))

    def delete_in_block(self, parent: yaml.Node, position: int) -> str:
        entry = entries(parent)[position]
        start = self._places.dash(parent, entry.value) if entry.key is None else self._places.start(entry.key)
        end = self._entry_end(entry)
        if self._places.first_on_line(start):
            start = self._places.line_start(start)
            after = self._places.next_line(end)
            if after == len(self._text) and not self._text.endswith("\n") and start:
                start = self._places.line_end(self._places.line_start(start - 1))
            return self._splice(start, after)
        # The entry begins on the line of a dash (`- type: Label`): the next one moves up to it.
        following = entries(parent)[position + 1]
        next_start = (
            self._places.dash(parent, following.value)
            if following.key is None
            else self._places.start(following.key)
        )
        if self._text[end:next_start].strip():
            return self._splice(start, self._places.line_end(end))  # a comment stands between: keep it
        return self._splice(start, next_start)

    def _entry_start(self, entry: Entry) -> int:
        return self._places.start(entry.value if entry.key is None else entry.key)

    def _entry_end(self, entry: Entry) -> int:
        end = self._places.end(entry.value)
        if entry.key is not None and self._places.start(entry.value) == end:
            return max(end, self._places.colon(entry.key) + 1)
        return end

    # Text -------------------------------------------------------------------------------------------------

    def _key(self, parent: yaml.Node, value: yaml.Node) -> yaml.Node:
        return next(e.key for e in entries(parent) if e.value is value and e.key is not None)

    def _indent(self, key: yaml.Node, value: Json = None) -> str:
        # Lists stand at the column of their key, as Anvil writes them; maps two further.
        return " " * (self._places.column(key) + (0 if isinstance(value, list) or value is None else 2))

    def _indented(self, lines: list[str], indent: str) -> str:
        return "\n".join(indent + line for line in lines)

    def _splice(self, start: int, end: int, new: str = "") -> str:
        newline = "\r\n" if self._text.find("\r\n") >= 0 else "\n"
        return self._text[:start] + new.replace("\n", newline) + self._text[end:]


__all__ = ["NotPlain", "Step", "delete_value", "insert_value", "set_value"]
