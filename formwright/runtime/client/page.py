"""The one page that this interpreter draws.

Responsible for holding together what components need (platform, app, errors, navigation, calls) and for
giving each component an identity that events can name. Runs in the page. The current page is the single
piece of ambient state in the client library: user code writes `Button(text="x")` and `alert("y")` and has
nothing to pass, as a browser tab has but one document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from formwright.runtime.client.app import RunningApp
    from formwright.runtime.client.calls import ServerCalls
    from formwright.runtime.client.class_names import ClassNames
    from formwright.runtime.client.component import Component
    from formwright.runtime.client.dialogs import Dialogs
    from formwright.runtime.client.dom import Dom
    from formwright.runtime.client.errors import ErrorReporter
    from formwright.runtime.client.history import History
    from formwright.runtime.client.loop import Loop
    from formwright.runtime.client.navigation import Navigation
    from formwright.runtime.client.notices import Notices
    from formwright.runtime.client.platform import Platform
    from formwright.runtime.client.pushed import PushedEvents


@dataclass
class Page:
    platform: Platform
    errors: ErrorReporter
    app: RunningApp | None = None
    navigation: Navigation | None = None
    calls: ServerCalls | None = None
    pushed: PushedEvents | None = None
    notices: Notices | None = None
    dialogs: Dialogs | None = None
    components: WeakValueDictionary[str, Component] = field(default_factory=WeakValueDictionary)
    last_identity: int = 0
    names: ClassNames | None = None  # that style sheets of the app expect; None: it has none of that kind
    drawing: Any = None  # a `Dom` that stands in while a form is drawn (mould.py)
    designing: bool = False  # this is the canvas of the form designer (client/design)
    histories: dict[bool, History] = field(default_factory=dict)
    callbacks: dict[Any, Any] = field(default_factory=dict)  # functions of the app that JavaScript knows
    js_errors: bool | None = (
        None  # `report_all_exceptions`: None off, else whether they also reach JavaScript
    )

    @property
    def dom(self) -> Dom:
        drawing: Dom | None = self.drawing
        return self.platform.dom if drawing is None else drawing

    @property
    def loop(self) -> Loop:
        return self.platform.loop

    def register(self, component: Component) -> str:
        self.last_identity += 1
        identity = str(self.last_identity)
        self.components[identity] = component
        return identity

    def dispatch(self, identity: str, event: str, detail: dict[str, Any]) -> None:
        """An event of the DOM reaches its component."""
        component = self.components.get(identity)
        if component is not None:
            with self.errors.reporting():
                component._fw_dom_event(event, detail)


class _Ambient:
    page: Page | None = None


def current_page() -> Page:
    if _Ambient.page is None:
        raise RuntimeError("There is no page: components can only be made while an app runs in a browser.")
    return _Ambient.page


def set_current_page(page: Page | None) -> None:
    _Ambient.page = page
