"""What a user does to components: clicks, types, chooses.

Responsible for: refusing what nobody could do (a hidden or disabled component, one behind a dialog), focus,
and the DOM events that a browser sends, in its order. Process: that of pytest.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.fake_dom import FakeNode, fire
from formwright.runtime.client.page import Page


class CannotUse(AssertionError):
    """A person could not do this on the page; shown to whoever wrote the test."""


class Hands:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._at: FakeNode | None = None

    def click(self, component: Component, **detail: Any) -> None:
        control = self._reach(component, "clicked")
        kind = control.attributes.get("type", "")
        if control.tag == "input" and kind in ("checkbox", "radio"):
            self._tick(control, kind == "radio" or not control.properties.get("checked"))
            return
        fire(self._page, control, "click", self=True, x=1, y=1, button=1, **detail)

    def type(self, component: Component, text: str) -> None:
        """Replaces the text of a field, and presses no key afterwards."""
        control = self._reach(component, "typed into")
        if control.tag not in ("input", "textarea"):
            raise CannotUse(f"{_name(component)} is no field to type into.")
        self._page.dom.set(control, "value", text)
        fire(self._page, control, "input")

    def press_enter(self, component: Component) -> None:
        fire(self._page, self._reach(component, "used"), "enter", key="Enter")

    def choose(self, component: Component, text: str) -> None:
        control = self._reach(component, "used")
        options = [node.text for node in control.elements if node.tag == "option"]
        if text not in options:
            there = ", ".join(map(repr, options)) or "nothing"
            raise CannotUse(f"{_name(component)} does not offer {text!r}. It offers: {there}.")
        self._page.dom.set(control, "selectedIndex", options.index(text))
        fire(self._page, control, "change")

    def tick(self, component: Component, on: bool) -> None:
        control = self._reach(component, "ticked")
        if control.attributes.get("type") not in ("checkbox", "radio"):
            raise CannotUse(f"{_name(component)} has nothing to tick.")
        if bool(control.properties.get("checked")) != on:
            self._tick(control, on)

    def upload(self, component: Component, files: list[Any]) -> None:
        control = self._reach(component, "used")
        self._page.dom.set(control, "files", files)
        fire(self._page, control, "change")

    def leave(self) -> None:
        """Takes the focus away from where it is."""
        at, self._at = self._at, None
        if at is not None:
            fire(self._page, at, "focusout")

    def _tick(self, control: FakeNode, on: bool) -> None:
        dom = self._page.dom
        if control.attributes.get("type") == "radio":
            group = control.attributes.get("name")
            for other in dom.query(dom.body(), "input"):
                if other.attributes.get("type") == "radio" and other.attributes.get("name") == group:
                    dom.set(other, "checked", False)
        dom.set(control, "indeterminate", False)
        dom.set(control, "checked", on)
        fire(self._page, control, "change")

    def _reach(self, component: Component, doing: str) -> FakeNode:
        control: FakeNode = component._fw_control()
        why = self._objection(component, control)
        if why:
            raise CannotUse(f"{_name(component)} cannot be {doing}: {why}.")
        if control is not self._at:
            self.leave()
            self._at = control
            fire(self._page, control, "focusin")
        return control

    def _objection(self, component: Component, control: FakeNode) -> str:
        ancestors = list(control.ancestors())
        if self._page.dom.body() not in ancestors:
            return "it is not on the page"
        if any("fw-hidden" in node.classes or "hidden" in node.attributes for node in ancestors):
            hidden: Component | None = component
            while hidden is not None and getattr(hidden, "visible", True):
                hidden = hidden.parent
            return "it is not visible" if hidden in (component, None) else f"{_name(hidden)} is not visible"
        if any("inert" in node.attributes for node in ancestors):
            return "a dialog is in front of it"
        if control.properties.get("disabled"):
            return "it is disabled"
        return ""


def _name(component: Component) -> str:
    """As the designer calls it."""
    above: Component | None = component.parent
    while above is not None:
        for name, value in vars(above).items():
            if value is component:
                return f"{type(above).__name__}.{name}"
        above = above.parent
    return type(component).__name__
