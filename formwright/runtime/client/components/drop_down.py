"""DropDown: one value out of a list."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.shared import (
    ALIGN,
    CHANGE,
    COMMON,
    ENABLED,
    FONT,
    HIDE,
    LAYOUT,
    MARGIN,
    PLACEHOLDER,
    SHOW,
)
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "DropDown",
    "A list from which the user chooses one value.",
    (
        PropertySpec("items", "text[]", (), priority=10),
        PropertySpec(
            "selected_value",
            "object",
            None,
            priority=10,
            binding_default=True,
            writeback=True,
            writeback_events=("change",),
        ),
        PropertySpec("include_placeholder", "boolean", False),
        PLACEHOLDER,
        ENABLED,
        ALIGN.but(default="full", options=("left", "center", "right", "full")),
        *FONT,
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE, CHANGE),
    icon="fa:caret-square-o-down",
    example={"items": ["One", "Two", "Three"]},
)


class DropDown(Component, spec=SPEC):
    _fw_dom_types: ClassVar[DomTypes] = {"change": ("change",)}

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("div", "fw-c fw-field fw-drop-down")
        select = self._fw.values["-select"] = dom.make("select", "fw-input fw-select")
        self._fw.values.update({"-entries": [], "-value": None, "-invalid": False})
        if self._fw.page.names is None:
            dom.insert(node, select)
        else:  # style sheets draw the arrow as a pseudo-element of a form
            form = dom.make("form")
            dom.insert(form, select)
            dom.insert(node, form)
        # The choice is kept here, so the component listens even when nobody else does.
        self._fw.listening.add("change")
        dom.attribute(select, "data-fw", self._fw.identity)
        dom.attribute(select, "data-fw-on", "change")
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-select"]

    @property
    def items(self) -> list[Any]:
        return list(self._fw.values.get("items") or ())

    @items.setter
    def items(self, value: Any) -> None:
        self._fw.values["items"] = list(value) if value is not None else []
        self._fw_rebuild(keep=bool(self._fw.values["-entries"]))

    @property
    def selected_value(self) -> Any:
        """Read from the page, so that it is right before the change event has been delivered."""
        values = self._fw.values
        position = self._fw.page.dom.get(values["-select"], "selectedIndex")
        shown = values.get("-shown", [])
        if isinstance(position, int) and 0 <= position < len(shown):
            return shown[position]
        return values["-value"]

    @selected_value.setter
    def selected_value(self, value: Any) -> None:
        self._fw.values["-value"] = value
        self._fw.values["-chosen"] = True
        self._fw_rebuild(keep=True, current=value)

    def _fw_apply_include_placeholder(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_rebuild(keep=bool(self._fw.values.get("-chosen")))

    def _fw_apply_placeholder(self, value: Any) -> None:
        # The name of the field for those who do not see it: a `select` shows no placeholder of its own.
        self._fw.page.dom.attribute(self._fw.values["-select"], "aria-label", str(value) if value else None)
        self._fw_rebuild(keep=True)

    def _fw_apply_align(self, value: Any) -> None:
        self._fw.page.dom.style(
            self._fw.values["-select"], "text-align", "" if value == "full" else str(value or "")
        )

    def _fw_rebuild(self, keep: bool, current: Any = ...) -> None:
        """Draws the entries; the value stays even when no entry has it, and is then shown as invalid."""
        values = self._fw.values
        dom, select = self._fw.page.dom, values["-select"]
        value = self.selected_value if current is ... else current
        entries = [_entry(item) for item in values.get("items") or ()]
        values["-entries"] = entries
        shown: list[tuple[str, Any]] = []
        if values.get("include_placeholder"):
            shown.append((str(values.get("placeholder") or ""), None))
        shown.extend(entries)
        chosen = value if keep else (shown[0][1] if shown else None)
        position = next((i for i, (_, each) in enumerate(shown) if _same(each, chosen)), -1)
        if position < 0 and chosen is None and shown and not values.get("-chosen"):
            position, chosen = 0, shown[0][1]
        dom.empty(select)
        for label, _value in shown:
            dom.insert(select, dom.make("option", "", label))
        if position < 0 and chosen is not None:
            dom.insert(select, dom.make("option", "fw-invalid-option", f"Invalid value: {chosen}"))
            shown.append((str(chosen), chosen))
            position = len(shown) - 1
        dom.toggle_class(
            select,
            "fw-invalid",
            position == len(shown) - 1
            and len(shown) > len(entries) + bool(values.get("include_placeholder")),
        )
        values["-shown"] = [each for _, each in shown]
        values["-value"] = chosen
        dom.set(select, "selectedIndex", position)

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        self._fw.values["-value"] = self.selected_value
        self._fw.values["-chosen"] = True
        super()._fw_dom_event(dom_type, detail)

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")


def _entry(item: Any) -> tuple[str, Any]:
    if isinstance(item, (tuple, list)) and len(item) == 2:
        return str(item[0]), item[1]
    return str(item), item


def _same(first: Any, second: Any) -> bool:
    return (
        first is second
        or (type(first) is type(second) and bool(first == second))
        or (isinstance(first, (int, float)) and isinstance(second, (int, float)) and first == second)
    )
