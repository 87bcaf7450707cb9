"""Small messages at the edge of the page: `Notification`, the notice of an uncaught error, the busy
indicator.

Responsible for their elements and how long they stay. Runs in the page.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.loop import Cancel, sleep
from formwright.runtime.client.page import Page, current_page
from formwright.runtime.protocol.errors import RemoteError
from formwright.runtime.spec.components import ComponentSpec

STYLES = ("info", "success", "warning", "danger")
EDGE = 20  # px between notifications of classic themes and the edge of the page; half of it between them


class Notices:
    """The stack of messages of one page, and what stands for waiting."""

    def __init__(self, page: Page) -> None:
        self._page = page
        dom = page.dom
        self._stack = dom.make("div", "fw-notices")
        dom.attribute(self._stack, "aria-live", "polite")
        dom.insert(dom.body(), self._stack)
        self._busy: Any = None
        self._busy_count = 0
        self._error: ErrorNotice | None = None
        self._floating: list[Any] = []

    def add(self, node: Any) -> None:
        self._page.platform.appear()
        self._page.dom.insert(self._stack, node)

    def float(self, node: Any) -> None:
        """Right in the body, where style sheets made for Anvil look for notifications."""
        self._page.platform.appear()
        self._page.dom.insert(self._page.dom.body(), node)
        self._floating.append(node)
        self._stack_up()

    def take_away(self, node: Any) -> None:
        self._page.dom.remove(node)
        if node in self._floating:
            self._floating.remove(node)
            self._stack_up()

    def _stack_up(self) -> None:
        top = EDGE
        for node in self._floating:
            self._page.dom.style(node, "top", f"{top}px")
            top += int(self._page.dom.get(node, "offsetHeight") or 0) + EDGE // 2

    def error(self, error: RemoteError) -> None:
        """One notice for all errors: the latest, and how many there were."""
        if self._error is None:
            self._error = ErrorNotice()
            self.add(self._error._fw.node)
        self._error.count_another(error)

    def forget_error(self) -> None:
        if self._error is not None:
            self._page.dom.remove(self._error._fw.node)
            self._error = None

    def clear(self) -> None:
        self.forget_error()
        self._page.dom.empty(self._stack)
        for node in tuple(self._floating):
            self.take_away(node)
        self._busy_count = 0
        self._show_busy(False)

    def busy(self, change: int) -> None:
        """Counted: several waits show one indicator."""
        self._busy_count = max(0, self._busy_count + change)
        self._show_busy(self._busy_count > 0)

    def _show_busy(self, on: bool) -> None:
        dom = self._page.dom
        if self._busy is None:
            if not on:
                return
            self._busy = dom.make("div", "fw-busy")
            dom.attribute(self._busy, "role", "status")
            dom.attribute(self._busy, "aria-label", "Waiting for the server")
            spinner = dom.make("div", "fw-spinner")
            if self._page.names is not None:
                dom.attribute(spinner, "id", "loadingSpinner")
            dom.insert(self._busy, spinner)
            dom.insert(dom.body(), self._busy)
        dom.toggle_class(self._busy, "fw-on", on)


class ErrorNotice(Component, spec=ComponentSpec("ErrorNotice", "Says that something went wrong")):
    """Small and red; a click opens the details."""

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        node = dom.make("div", "fw-notice fw-notice-error")
        dom.attribute(node, "role", "alert")
        values["-count"] = 0
        details = dom.make("details")
        values["-summary"] = dom.make("summary")
        values["-text"] = dom.make("pre", "fw-notice-details")
        close = dom.make("button", "fw-notice-close", "\u00d7")
        dom.attribute(close, "aria-label", "Close")
        dom.attribute(close, "type", "button")
        dom.attribute(close, "data-fw", self._fw.identity)
        dom.attribute(close, "data-fw-on", "click")
        dom.insert(details, values["-summary"])
        dom.insert(details, values["-text"])
        dom.insert(node, details)
        dom.insert(node, close)
        return node

    def count_another(self, error: RemoteError) -> None:
        values, dom = self._fw.values, self._fw.page.dom
        values["-count"] += 1
        more = f" ({values['-count']} errors)" if values["-count"] > 1 else ""
        name = error.type.rpartition(".")[2]
        dom.text(values["-summary"], f"{name}: {error.message}{more}" if error.message else f"{name}{more}")
        places = [f"{frame.file}, line {frame.line}, in {frame.function}" for frame in reversed(error.trace)]
        dom.text(
            values["-text"],
            "\n".join(["at " + place for place in places]) or "No line of the app is involved.",
        )

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:  # noqa: ARG002 (only the close button listens)
        services(self._fw.page).forget_error()


def services(page: Page) -> Notices:
    assert page.notices is not None
    return page.notices


class Dismissal(Component, spec=ComponentSpec("Dismissal", "Takes a notification away")):
    def _fw_create(self, dom: Any) -> Any:
        node = dom.make("button", "fw-close")
        dom.insert(node, dom.make("span", "", "\u00d7"))
        for name, value in (("type", "button"), ("aria-label", "Close"), ("data-notify", "dismiss")):
            dom.attribute(node, name, value)
        dom.attribute(node, "data-fw", self._fw.identity)
        dom.attribute(node, "data-fw-on", "click")
        return node

    def _fw_for(self, notification: Notification) -> Any:
        self._fw.values["-notification"] = notification
        return self._fw.node

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:  # noqa: ARG002 (only clicks come)
        self._fw.values["-notification"].hide()


class Notification:
    """A message that goes away by itself, or lasts as long as a `with` block."""

    def __init__(self, message: Any, title: str = "", style: str = "info", timeout: float | None = 2) -> None:
        self._page = current_page()
        self._message = message
        self._title = title
        self._style = style if style in STYLES else "info"
        self._timeout = timeout
        self._node: Any = None
        self._dismissal: Dismissal | None = None
        self._cancel: Cancel | None = None

    def _open(self) -> None:
        if self._node is not None:
            raise RuntimeError(
                "This notification is already visible: call hide() first, or make another one."
            )
        dom, names = self._page.dom, self._page.names
        classes = f"fw-notice fw-notice-{self._style}"
        if names is not None:
            classes = f"fw-float {names.all(f'alert alert-{self._style} col-xs-11 col-sm-4')}"
        self._node = dom.make("div", classes)
        dom.attribute(self._node, "role", "status")
        if names is not None:
            self._fill(self._node)
            services(self._page).float(self._node)
            return
        if self._title:
            dom.insert(self._node, dom.make("strong", "fw-notice-title", str(self._title)))
        if isinstance(self._message, Component):
            dom.insert(self._node, self._message._fw.node)
        else:
            dom.insert(self._node, dom.make("span", "fw-notice-text", str(self._message)))
        services(self._page).add(self._node)

    def _fill(self, node: Any) -> None:
        """As style sheets made for Anvil know it."""
        dom = self._page.dom
        dom.attribute(node, "data-notify", "container")
        self._dismissal = Dismissal()
        dom.insert(node, self._dismissal._fw_for(self))
        if self._title:
            title = dom.make("span", "", str(self._title))
            dom.attribute(title, "data-notify", "title")
            dom.insert(node, title)
        component = isinstance(self._message, Component)
        message = dom.make("span", "fw-notice-text", "" if component else str(self._message))
        dom.attribute(message, "data-notify", "message")
        if component:
            dom.insert(message, self._message._fw.node)
        dom.insert(node, message)

    def show(self) -> None:
        """Shows it until its time is over or `hide` is called."""
        self._open()
        if self._timeout:
            self._cancel = self._page.loop.later(float(self._timeout), self.hide)
        self._let_paint()

    def hide(self) -> None:
        """Takes it away."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if self._node is not None:
            services(self._page).take_away(self._node)
            self._node = None

    def __enter__(self) -> Notification:
        self._open()
        self._let_paint()
        return self

    def __exit__(self, *_: object) -> None:
        self.hide()

    def _let_paint(self) -> None:
        """So that it is on the screen before slow code begins."""
        if self._page.platform.can_block:
            sleep(self._page.loop, 0.02)
