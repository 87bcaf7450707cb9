"""`anvil.server.loading_indicator`: shows that something is waited for, on the page or on a component.

Responsible for what is shown between `start()` and `stop()`. Runs in the page.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client import css
from formwright.runtime.client.component import Component
from formwright.runtime.client.page import current_page
from formwright.runtime.client.python_component import ensure_dom


class LoadingIndicator:
    """For a `with` block, or counted `start()` and `stop()`. Called, it makes one for a component."""

    def __init__(self, component: Component | None = None, min_height: Any = None) -> None:
        self._component = component
        self._min_height = min_height
        self._count = 0
        self._cover: Any = None

    def __call__(self, component: Component | None = None, min_height: Any = None) -> LoadingIndicator:
        if component is not None and not isinstance(component, Component):
            raise TypeError(f"loading_indicator() needs a component, not {type(component).__name__}")
        return LoadingIndicator(component, min_height)

    def start(self) -> LoadingIndicator:
        """Shows it; as often as it is started it must be stopped."""
        self._count += 1
        if self._component is None:
            self._busy(1)
        elif self._count == 1:
            self._show(self._component)
        return self

    def stop(self) -> None:
        """Takes it away, once per start."""
        if not self._count:
            return
        self._count -= 1
        if self._component is None:
            self._busy(-1)
        elif not self._count:
            self._hide(self._component)

    def __enter__(self) -> LoadingIndicator:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _busy(self, change: int) -> None:
        notices = current_page().notices
        assert notices is not None
        notices.busy(change)

    def _show(self, component: Component) -> None:
        dom, node = component._fw.page.dom, ensure_dom(component)
        cover = self._cover = dom.make("div", "fw-cover")
        dom.attribute(cover, "role", "status")
        dom.attribute(cover, "aria-label", "Loading")
        dom.insert(cover, dom.make("div", "fw-cover-spinner"))
        dom.toggle_class(node, "fw-covered", True)
        if self._min_height is not None:
            dom.style(node, "--fw-cover-height", css.length(self._min_height))
        dom.insert(node, cover)

    def _hide(self, component: Component) -> None:
        dom, node = component._fw.page.dom, ensure_dom(component)
        dom.remove(self._cover)
        dom.toggle_class(node, "fw-covered", False)
        dom.style(node, "--fw-cover-height", "")
        self._cover = None


loading_indicator = LoadingIndicator()
