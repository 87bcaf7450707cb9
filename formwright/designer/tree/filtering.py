"""Which nodes stay when something is typed into the search field. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from formwright.designer.core.tree import ROOTS, Node


def filtered(nodes: Iterable[Node], text: str) -> tuple[Node, ...]:
    """Nodes whose name holds the text, with the way to them; the four roots always stay."""
    wanted = text.strip().lower()
    nodes = tuple(nodes)
    if not wanted:
        return nodes
    return tuple(kept for node in nodes if (kept := _keep(node, wanted)) is not None)


def _keep(node: Node, wanted: str) -> Node | None:
    if wanted in node.name.lower() and node.kind not in ROOTS:
        return node  # with everything below it
    children = tuple(kept for child in node.children if (kept := _keep(child, wanted)) is not None)
    if children or node.kind in ROOTS:
        return replace(node, children=children)
    return None
