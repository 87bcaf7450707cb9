"""Finds where things are in a YAML text: the places that `yaml_patch` cuts and pastes at.

Responsible for: offsets of nodes, of the ends of their content, of lines and dashes.
May not: change text. Process: designer, host, command line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from formwright.runtime.appfiles.yaml_text import Document

# Not `rstrip`: spaces at the end of a literal block's last line belong to its value.
_TRAILING_LINES = re.compile(r"(?:\r?\n[ \t]*)+\Z")

_KEEPS = re.compile(r"[|>]\d?\+")

Step = str | int
KeyPath = Sequence[Step]


class NotPlain(Exception):
    """The text uses something (an alias, a tag, a complex key) that cannot be edited by cutting."""


@dataclass(frozen=True)
class Entry:
    """One child of a collection: its key (mappings only) and its value."""

    key: yaml.Node | None
    value: yaml.Node


class Places:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.text = document.text

    @property
    def root(self) -> yaml.Node | None:
        return self._document.root

    def start(self, node: yaml.Node) -> int:
        return self._document.offset(node.start_mark.index)

    def end(self, node: yaml.Node) -> int:
        """Where the content of a node ends: no trailing blank lines, comments or line breaks."""
        children = entries(node)
        if not is_flow(node) and children:
            last = children[-1]
            end = self.end(last.value)
            if last.key is not None and self.start(last.value) == end:
                return max(end, self.colon(last.key) + 1)  # `key:` and nothing
            return end
        end = self._document.offset(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            start = self.start(node)
            if _KEEPS.match(self.text, start):  # blank lines below belong to the value
                return self.line_end(self.line_start(end - 1)) if end > start else end
            return start + len(_TRAILING_LINES.sub("", self.text[start:end]))
        return end

    def colon(self, key: yaml.Node) -> int:
        at = self._document.offset(key.end_mark.index)
        while self.text[at : at + 1] in (" ", "\t"):
            at += 1
        if self.text[at : at + 1] != ":":
            raise NotPlain
        return at

    def line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Offset of the line break (or of the end of the text) after `at`; `\\r\\n` is one break."""
        end = self.text.find("\n", at)
        if end < 0:
            return len(self.text)
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def next_line(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def column(self, node: yaml.Node) -> int:
        at = self.start(node)
        return at - self.line_start(at)

    def first_on_line(self, at: int) -> bool:
        return not self.text[self.line_start(at) : at].strip(" ")

    def dash(self, sequence: yaml.Node, item: yaml.Node) -> int:
        """Where the dash of an item of a block sequence is."""
        column = sequence.start_mark.column
        first = self.line_start(self.start(sequence))
        line = self.line_start(self.start(item))
        while line >= first:
            at = line + column
            if self.text[at : at + 1] == "-" and (at == self.start(sequence) or self.first_on_line(at)):
                return at
            line = self.line_start(line - 1) if line else -1
        raise NotPlain

    def find(self, path: KeyPath) -> list[yaml.Node]:
        """Nodes along `path`, the root first; shorter than the path when the rest is not there."""
        if self.root is None:
            return []
        nodes = [self.root]
        for step in path:
            found = child(nodes[-1], step)
            if found is None:
                break
            if not self._within(found.value, nodes[-1]):
                raise NotPlain  # an alias: its text is somewhere else
            nodes.append(found.value)
        return nodes

    def _within(self, inner: yaml.Node, outer: yaml.Node) -> bool:
        return bool(
            outer.start_mark.index <= inner.start_mark.index and inner.end_mark.index <= outer.end_mark.index
        )


def entries(node: yaml.Node) -> list[Entry]:
    if isinstance(node, yaml.MappingNode):
        return [Entry(key, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [Entry(None, value) for value in node.value]
    return []


def child(node: yaml.Node, step: Step) -> Entry | None:
    if isinstance(node, yaml.MappingNode):
        found = [entry for entry in entries(node) if entry.key is not None and entry.key.value == step]
        return found[-1] if found else None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return Entry(None, node.value[step])
    return None


def is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)
