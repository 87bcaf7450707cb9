"""An HTML form after one start tag got other attributes, without reading all of it again.

Responsible for: proving that nothing but that start tag differs, reading it, and telling where everything
else stands now. May not: handle changes by which other things become components or cease to be: then None,
and the form has to be read. Process: designer; pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from formwright.runtime.appfiles.html_form import HtmlForm, container_node, layout_node
from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT, opening_of
from formwright.runtime.appfiles.html_nodes import Part, PlaceKey, attach, is_promoted
from formwright.runtime.appfiles.html_tree import VOID, Element, read
from formwright.runtime.spec.app import Json

#: After so many the places are found by reading again: each look-up passes all of them.
LIMIT = 100


@dataclass(frozen=True)
class Retagged:
    node: dict[str, Json]  # of what the tag is of
    parts: Mapping[PlaceKey, Part]


def retag(
    before: str, form: HtmlForm, path: PlaceKey, node: Mapping[str, Json], after: str
) -> Retagged | None:
    """`node` is what stands at `path` in the form of the text `before`."""
    part = form.parts.get(path)
    if part is None or part.element is None or part.kind not in ("component", "promoted", "form"):
        return None
    moved = form.parts if isinstance(form.parts, MovedParts) else MovedParts(form.parts, (), {})
    element, by = part.element, len(after) - len(before)
    start, end = element.start, element.inner_start
    if len(moved.moves) >= LIMIT or before[:start] != after[:start] or before[end:] != after[end + by :]:
        return None
    new = _read_tag(after[start : end + by], element)
    if new is None or (part.kind == "promoted" and not _same_html(element, new)):
        return None
    own = _own(part, new, node, has_html=bool(before[end : element.inner_end].strip()))
    if own is None:
        return None
    new.inner_end, new.end = element.inner_end + by, element.end + by
    return Retagged(own, moved.moved(start, by, path, replace(part, element=new, end=part.end + by)))


def _read_tag(tag: str, old: Element) -> Element | None:
    closing = "" if old.tag in VOID or tag.endswith("/>") else f"</{old.tag}>"
    root, faults = read(tag + closing)
    found = root.children
    if (
        len(found) != 1
        or not isinstance(found[0], Element)
        or any(each.severity == "error" for each in faults)
    ):
        return None
    new = found[0]
    if new.tag != old.tag or new.opening != tag or tag.endswith("/>") != old.opening.endswith("/>"):
        return None
    fresh = replace(new, line=old.line, column=old.column, parent=old.parent, start=old.start)
    fresh.closing, fresh.children, fresh.offsets = old.closing, old.children, old.offsets
    return fresh


def _same_html(old: Element, new: Element) -> bool:
    """A promoted element is also HTML, which may not change."""
    return (
        is_promoted(new)
        and opening_of(new) == opening_of(old)
        and new.get("anvil:name") == old.get("anvil:name")
    )


def _own(part: Part, element: Element, old: Mapping[str, Json], *, has_html: bool) -> dict[str, Json] | None:
    """As the reader makes it. What is not in the tag is taken from the old node."""
    properties = old.get("properties") or {}
    if part.kind == "form":
        node = layout_node(element, {}) if element.get("layout") else container_node(element, {})
    else:
        prefix = "anvil:" if part.kind == "promoted" else ""
        name = element.get(f"{prefix}name") or old["name"]
        kind = HTML_COMPONENT if prefix else (element.get("type") or "").removeprefix("anvil.")
        node = {"type": kind, "name": name}
        attach(element, node, (), {}, prefix)
    if node["type"] != old.get("type") or node.get("name") != old.get("name"):
        return None
    if node["type"] == HTML_COMPONENT and "html" in properties and (has_html or part.kind != "component"):
        node.setdefault("properties", {})["html"] = properties["html"]
    if "components" in old:
        node["components"] = old["components"]
    zone = (old.get("layout_properties") or {}).get("dropzone")
    if part.kind != "form" and zone is not None and not _says_zone(element):
        node["layout_properties"] = {**node.get("layout_properties", {}), "dropzone": zone}
    return node


def _says_zone(element: Element) -> bool:
    return any(each.name.removeprefix("anvil:") == "container:dropzone" for each in element.attributes)


class MovedParts(Mapping[PlaceKey, Part]):
    """Parts of a text of which everything behind some places stands further on by now."""

    def __init__(
        self,
        base: Mapping[PlaceKey, Part],
        moves: tuple[tuple[int, int], ...],
        changed: Mapping[PlaceKey, tuple[Part, int]],
    ) -> None:
        self._base = base
        self.moves = moves  # everything behind the first number has moved by the second
        self._changed = changed  # with how many of the moves it knows of

    def moved(self, behind: int, by: int, path: PlaceKey, part: Part) -> MovedParts:
        moves = (*self.moves, (behind, by))
        return MovedParts(self._base, moves, {**self._changed, path: (part, len(moves))})

    def __getitem__(self, path: PlaceKey) -> Part:
        part, known = self._changed.get(path) or (self._base[path], 0)
        moves = self.moves[known:]
        element = part.element
        if element is not None:
            start, inner_end, end = (
                _moved(place, moves) for place in (element.start, element.inner_end, element.end)
            )
            element = replace(element, start=start, inner_end=inner_end, end=end)
        return Part(part.kind, element, _moved(part.start, moves), _moved(part.end, moves))

    def __iter__(self) -> Iterator[PlaceKey]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)


def _moved(place: int, moves: tuple[tuple[int, int], ...]) -> int:
    for behind, by in moves:
        if place > behind:
            place += by
    return place
