"""`alert` and `confirm`: dialogs that block the code that opens them, not the page.

Responsible for the dialog's elements, focus, keys and result. Libraries of components may provide the buttons
(`anvil.alerts.FooterButton` of `pluggable_ui`). Runs in the page. Where Python cannot wait, the browser's own
dialogs stand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.container import check_free
from formwright.runtime.client.lifecycle import mount, unmount
from formwright.runtime.client.loop import Deferred
from formwright.runtime.client.page import Page
from formwright.runtime.spec.components import ComponentSpec

OK = ("OK", True, "success")
CANCEL = ("Cancel", False, "danger")
FOOTER_BUTTON = "anvil.alerts.FooterButton"
Button = tuple[str, Any, str]


class Dialog(Component, spec=ComponentSpec("Dialog", "A dialog over the page")):
    """A component only so that events reach it; apps never see it."""

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        values["-result"] = Deferred()
        backdrop = dom.make("div", "fw-backdrop")
        classic = self._fw.page.names is not None
        box = values["-box"] = dom.make("div", "fw-modal-box" if classic else "fw-dialog")
        frame = values["-frame"] = dom.make("div", "fw-modal-frame") if classic else box
        if classic:
            dom.insert(frame, box)
        for name, value in (("role", "dialog"), ("aria-modal", "true"), ("tabindex", "-1")):
            dom.attribute(box, name, value)
        dom.insert(backdrop, frame)
        dom.attribute(backdrop, "data-fw", self._fw.identity)
        dom.attribute(backdrop, "data-fw-on", "click escape")
        return backdrop

    def fill(
        self, content: Any, title: str, buttons: Sequence[Button], large: bool, role: Any, dismissible: bool
    ) -> None:
        dom, values, names = self._fw.page.dom, self._fw.values, self._fw.page.names
        box = values["-box"]
        values["-dismissible"] = dismissible
        if names is not None:
            dom.toggle_class(values["-frame"], names("modal-lg"), large)
        values["-content"] = content
        dom.toggle_class(values["-frame"], "fw-dialog-large", large)
        if role:
            self._fw_set("role", role)
        if title:
            self._fw_head(str(title))
        body = dom.make("div", "fw-dialog-body")
        dom.insert(box, body)
        if isinstance(content, Component):
            dom.insert(body, content._fw.node)
        else:
            dom.text(body, "" if content is None else str(content))
            if names is not None:
                dom.toggle_class(body, names("alert-text"), True)
            dom.attribute(body, "id", f"fw-body-{self._fw.identity}")
            dom.attribute(box, "aria-describedby", f"fw-body-{self._fw.identity}")
        if buttons:
            footer = dom.make("div", "fw-dialog-buttons")
            dom.insert(box, footer)
            values["-buttons"] = [self._fw_button(footer, button) for button in buttons]

    def _fw_head(self, title: str) -> None:
        dom, box, identity = self._fw.page.dom, self._fw.values["-box"], f"fw-title-{self._fw.identity}"
        classic = self._fw.page.names is not None
        tag, classes = ("h4", "fw-modal-title") if classic else ("h2", "fw-dialog-title")
        heading = dom.make(tag, classes, title)
        dom.attribute(heading, "id", identity)
        dom.attribute(box, "aria-labelledby", identity)
        if classic:
            header = dom.make("div", "fw-modal-header")
            dom.insert(header, heading)
            heading = header
        dom.insert(box, heading)

    def _fw_button(self, footer: Any, button: Button) -> Component:
        dom, names = self._fw.page.dom, self._fw.page.names
        text, value, style = button
        provided = self._fw_provided(text, value, style or "default")
        if provided is not None:
            dom.insert(footer, provided._fw.node)
            return provided
        choice = Choice(self, value)
        node = choice._fw.node
        dom.text(node, text)
        dom.toggle_class(node, f"fw-style-{style or 'default'}", True)
        if names is not None:
            dom.toggle_class(node, names(f"btn-{style or 'default'}"), True)
        dom.insert(footer, node)
        return choice

    def _fw_provided(self, text: str, value: Any, style: str) -> Component | None:
        """A button of the library that provides them; None where there is none, or its own code fails."""
        page = self._fw.page
        make = page.app.pluggable_ui.get(FOOTER_BUTTON) if page.app is not None else None
        if make is None:
            return None
        with page.errors.reporting():
            made = make(text=text, button_type=style)
            if not isinstance(made, Component):
                raise TypeError(f"{FOOTER_BUTTON} must give a component, not {type(made).__name__}")
            made.add_event_handler("click", lambda **_: self.close(value))
            made._fw_entering(None)
            return made
        return None

    @property
    def provided(self) -> list[Component]:
        return [each for each in self._fw.values.get("-buttons", ()) if not isinstance(each, Choice)]

    def focus_first(self) -> None:
        dom, values = self._fw.page.dom, self._fw.values
        buttons = values.get("-buttons")
        target = next(iter(dom.query(values["-box"], "input, select, textarea")), None)
        if target is None and buttons:
            target = buttons[-1]._fw.node
            if not isinstance(buttons[-1], Choice):
                target = next(iter(dom.query(target, "button, a, [tabindex]")), target)
        dom.call(values["-box"] if target is None else target, "focus")

    def close(self, value: Any) -> None:
        self._fw.values["-result"].resolve(value)

    @property
    def closed(self) -> bool:
        return bool(self._fw.values["-result"].done)

    @property
    def content(self) -> Component | None:
        content = self._fw.values.get("-content")
        return content if isinstance(content, Component) else None

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        on_backdrop = dom_type == "escape" or detail.get("self")
        if on_backdrop and self._fw.values.get("-dismissible"):
            self.close(None)


class Choice(Component, spec=ComponentSpec("Choice", "A button of a dialog")):
    _dialog: Dialog
    _value: Any

    def __new__(cls, *_: Any) -> Any:
        return super().__new__(cls)

    def __init__(self, dialog: Dialog, value: Any) -> None:
        super().__init__()
        self._dialog = dialog
        self._value = value

    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("button", "fw-button fw-dialog-button")
        dom.attribute(node, "type", "button")
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "click")
        return node

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:  # noqa: ARG002 (a button has one event)
        self._dialog.close(self._value)


class Dialogs:
    """The dialogs of one page: the latest is on top, and the page behind them cannot be used."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[Dialog] = []

    @property
    def top(self) -> Dialog | None:
        return self._open[-1] if self._open else None

    def ask(
        self,
        content: Any,
        title: str = "",
        buttons: Sequence[Any] | None = None,
        large: bool = False,
        dismissible: bool = True,
        role: Any = None,
    ) -> Any:
        chosen = [OK] if buttons is None else [_button(each) for each in buttons]
        if isinstance(content, Component):
            check_free(content)
            content._fw_entering(None)
        elif not self._page.platform.can_block:
            kind = "confirm" if len(chosen) > 1 else "alert"
            agreed = self._page.platform.native_dialog(
                kind, f"{title}\n\n{content}" if title else str(content)
            )
            return chosen[-1][1] if agreed and chosen else (chosen[0][1] if len(chosen) > 1 else None)
        dialog = Dialog()
        dialog.fill(content, title, chosen, large, role, dismissible)
        return self._run(dialog, content)

    def _run(self, dialog: Dialog, content: Any) -> Any:
        dom = self._page.dom
        before = dom.active()
        dom.insert(dom.body(), dialog._fw.node)
        self._page.platform.appear()
        self._open.append(dialog)
        self._update_inert()
        closer = None
        if isinstance(content, Component):

            def closer(value: Any = None, **_: Any) -> None:
                dialog.close(value)

            content.add_event_handler("x-close-alert", closer)
            mount(content)
        for button in dialog.provided:
            mount(button)
        dialog.focus_first()
        try:
            return self._page.loop.wait(dialog._fw.values["-result"])
        finally:
            if dialog in self._open:
                self._open.remove(dialog)
            dom.remove(dialog._fw.node)
            for button in dialog.provided:
                unmount(button)
            if isinstance(content, Component) and closer is not None:
                content.remove_event_handler("x-close-alert", closer)
                dom.remove(content._fw.node)
                unmount(content)
            self._update_inert()
            if before is not None:
                dom.call(before, "focus")

    def _update_inert(self) -> None:
        """Only the dialog on top takes focus and clicks."""
        dom = self._page.dom
        dom.attribute(dom.root(), "inert", "" if self._open else None)
        for dialog in self._open:
            dom.attribute(dialog._fw.node, "inert", None if dialog is self._open[-1] else "")

    def clear(self) -> None:
        for dialog in tuple(self._open):
            self._page.dom.remove(dialog._fw.node)
        self._open.clear()
        self._update_inert()


def _button(item: Any) -> Button:
    if isinstance(item, str):
        return item, item, "default"
    if isinstance(item, (tuple, list)) and len(item) in (2, 3):
        return str(item[0]), item[1], str(item[2]) if len(item) == 3 and item[2] else "default"
    return "", None, "default"
