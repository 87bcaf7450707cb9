"""What the page has to know to measure a drawing: which elements are which components, and their zones.

Responsible for entries as JSON, by identity of the component; `page/design.mjs` keeps them and turns them
into the `picture` event. Only what a change has touched is told again. Runs in the page.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.design.drawing import Drawing, Drawn
from formwright.runtime.client.design.making import is_ours
from formwright.runtime.client.design.zones import Zones

#: Where their text is: an element of their own, or the field itself.
_FIELDS = frozenset(["TextBox", "TextArea"])


def entry(drawn: Drawn) -> dict[str, Any]:
    component = drawn.component
    told: dict[str, Any] = {
        "name": drawn.name,
        "form": drawn.drawing.data.name,
        "children": [each.identity for each in drawn.children],
    }
    if drawn.item is not None:
        told["children"].append(drawn.item.root.identity)
    zones = Zones(drawn).make()
    if zones:
        told["zones"] = zones
    if drawn.error:
        told["error"] = drawn.error
    if drawn.faint:
        told["faint"] = True
    if not component._fw_spec.visual:
        told["unseen"] = True
    holder = _text_holder(component)
    if holder is not None:
        component._fw.page.dom.attribute(holder, "data-fwt", drawn.identity)
        told["text"] = True
    component._fw.page.dom.toggle_class(component._fw.node, "fw-design-error", bool(drawn.error))
    return told


def _text_holder(component: Any) -> Any:
    if not is_ours(component) or component._fw_property("text") is None:
        return None
    if component._fw_spec.name in _FIELDS:
        return component._fw_control()
    return component._fw.values.get("-text")


def told(drawings: list[Drawing], *, everything: bool = False) -> dict[str, Any]:
    """Entries of what was touched since, and identities of what is gone."""
    entries: dict[str, Any] = {}
    gone: list[str] = []
    for drawing in drawings:
        if drawing.editable:
            for drawn in drawing.root.walk() if everything else drawing.touched:
                entries[drawn.identity] = entry(drawn)
        drawing.touched.clear()
        gone += drawing.gone
        drawing.gone.clear()
    return {"set": entries, "gone": [each for each in gone if each not in entries]}
