"""The base of every component: identity, properties from its specification, events, place in the tree.

Responsible for what all components share. May not know any single component, nor how pages are opened.
Runs in the page. User classes inherit from this, so every name of ours begins with `_fw_`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from formwright.runtime.client import appearance
from formwright.runtime.client.events import Handler, Handlers, remove_handler
from formwright.runtime.client.page import Page, current_page
from formwright.runtime.client.python_component import declare, declares_property
from formwright.runtime.spec.components import ComponentSpec, PropertySpec
from formwright.runtime.spec.custom_components import declaration_of

if TYPE_CHECKING:
    from formwright.runtime.client.container import Container
    from formwright.runtime.client.dom import Dom, Node


DomTypes = Mapping[str, tuple[str, ...]]


class Tag:
    """A bag for whatever attributes an app wants to attach to a component."""

    def __repr__(self) -> str:
        return f"Tag({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"


class Property:
    """A property of a specification as an attribute of the class."""

    __slots__ = ("spec",)

    def __init__(self, spec: PropertySpec) -> None:
        self.spec = spec

    def __get__(self, owner: Component | None, kind: type) -> Any:
        if owner is None:
            return self
        return owner._fw.values.get(self.spec.name, self.spec.default)

    def __set__(self, owner: Component, value: Any) -> None:
        if self.spec.read_only:
            raise AttributeError(f"{self.spec.name} of {type(owner).__name__} cannot be set")
        owner._fw_set(self.spec.name, value)


class Inner:
    """What the library keeps for one component, apart from the attributes that user code sees."""

    __slots__ = (
        "cell", "events", "handlers", "identity", "layout", "listening", "mounted", "node", "page",
        "parent", "shown", "tag", "values",
    )  # fmt: skip

    def __init__(self, page: Page) -> None:
        self.page = page
        self.identity = ""
        self.node: Node = None
        self.cell: Node = None  # the element around `node` that the container made, if any
        self.parent: Container | None = None
        self.layout: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.handlers = Handlers()
        self.events: frozenset[str] | None = None  # further events of this very component
        self.listening: set[str] = set()
        self.mounted = False
        self.shown = False
        self.tag = Tag()


class Component:
    """One thing on the page."""

    _fw: Inner
    _fw_spec: ClassVar[ComponentSpec] = ComponentSpec("Component", "Base of all components")
    _fw_known_events: ClassVar[frozenset[str]] = frozenset(("show", "hide"))
    #: event of the component → events of the DOM that raise it
    _fw_dom_types: ClassVar[DomTypes] = MappingProxyType({})
    #: whether a copy of the elements is as good as drawing them anew (mould.py)
    _fw_mouldable: ClassVar[bool] = False

    _anvil_properties_: ClassVar[list[dict[str, Any]]]  # Anvil's names, which components of apps build upon
    _anvil_events_: ClassVar[list[dict[str, Any]]]

    def __init_subclass__(cls, spec: ComponentSpec | None = None, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if spec is None:
            declared = declare(cls)
            if declared:
                cls._fw_known_events |= declared
            return
        cls._fw_spec = spec
        cls._anvil_properties_ = [declaration_of(prop) for prop in spec.properties]
        cls._anvil_events_ = [{"name": event.name} for event in spec.events]
        cls._fw_known_events = frozenset(("show", "hide", *(event.name for event in spec.events)))
        for prop in spec.properties:
            if prop.name != "tag" and not isinstance(getattr(cls, prop.name, None), property):
                setattr(cls, prop.name, Property(prop))

    def __new__(cls, *_args: Any, **_properties: Any) -> Any:
        self = super().__new__(cls)
        page = current_page()
        inner = Inner(page)
        object.__setattr__(self, "_fw", inner)
        inner.identity = page.register(self)
        inner.node = self._fw_create(page.dom)
        page.dom.own(inner.node, inner.identity)
        return self

    def __init__(self, *args: Any, **properties: Any) -> None:
        if args:
            raise TypeError(f"{type(self).__name__}() takes keyword arguments only, such as text=...")
        unknown = [name for name in properties if not self._fw_has_property(name)]
        if unknown:
            names = ", ".join(map(repr, unknown))
            raise TypeError(f"{type(self).__name__}() got unexpected keyword argument(s): {names}")
        for name, value in properties.items():
            setattr(self, name, value)

    if TYPE_CHECKING:  # properties come from specifications, which a type checker cannot read

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    # --- for component files -----------------------------------------------------------------------------

    def _fw_create(self, dom: Dom) -> Node:
        """Makes the element. Values still have their defaults; only later changes are applied."""
        return dom.make("div", "fw-c")

    def _fw_set(self, name: str, value: Any) -> None:
        self._fw.values[name] = value
        apply = getattr(self, f"_fw_apply_{name}", None)
        if apply is not None:
            apply(value)
        else:
            appearance.apply(self, name, value)

    def _fw_surface(self) -> Node:
        """The element that colours, borders and fonts belong to."""
        return self._fw.node

    def _fw_control(self) -> Node:
        """The element that is focused and disabled."""
        return self._fw_surface()

    def _fw_children(self) -> list[Component]:
        return []

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        for event, types in self._fw_dom_types.items():
            if dom_type in types:
                declared = self._fw_spec.event(event)
                wanted = declared.parameters if declared is not None else ()
                self.raise_event(event, **{name: detail[name] for name in wanted if name in detail})

    def _fw_entering(self, before: Component | None) -> None:
        """The component is about to be put somewhere; as the open form after `before`, if that is given."""

    def _fw_mounted(self) -> None:
        """The component has become part of the page."""

    def _fw_unmounted(self) -> None:
        """The component has left the page."""

    def _fw_refreshed(self) -> None:
        """The form's item is another, or has changed."""

    def _fw_apply_visible(self, value: Any) -> None:
        from formwright.runtime.client.lifecycle import visibility_changed

        visibility_changed(self, bool(value))

    # --- names and properties ----------------------------------------------------------------------------

    def _fw_has_property(self, name: str) -> bool:
        if name.startswith("_"):
            return False
        found = getattr(type(self), name, None)
        return (
            isinstance(found, (Property, property))
            or hasattr(found, "__set__")
            or name == "tag"
            or declares_property(type(self), name)
        )

    def _fw_property(self, name: str) -> PropertySpec | None:
        return self._fw_spec.property(name)

    @property
    def parent(self) -> Container | None:
        """The container that it is in, or None."""
        return self._fw.parent

    @property
    def tag(self) -> Any:
        """An object for whatever your code wants to keep with the component."""
        return self._fw.tag

    @tag.setter
    def tag(self, value: Any) -> None:
        """An object for whatever your code wants to keep with the component."""
        self._fw.tag = Tag() if value is None else value

    @property
    def _anvil_dom_element_(self) -> Node:
        from formwright.runtime.client.javascript import get_dom_node

        return get_dom_node(self)

    def remove_from_parent(self) -> None:
        """Takes it out of its container; it can be added again, there or elsewhere."""
        parent = self._fw.parent
        if parent is not None:
            parent._fw_remove(self)

    def scroll_into_view(self, smooth: bool = False, align: str = "center") -> None:
        """Scrolls the page so that it can be seen."""
        options = {"behavior": "smooth" if smooth else "auto", "block": align}
        self._fw.page.dom.call(self._fw.node, "scrollIntoView", options)

    # --- events ------------------------------------------------------------------------------------------

    def _fw_check_event(self, name: str) -> None:
        inner = self._fw
        if name.startswith("x-") or name in self._fw_known_events or (inner.events and name in inner.events):
            return
        known = ", ".join(sorted(self._fw_known_events | (inner.events or frozenset())))
        raise ValueError(
            f"{type(self).__name__} has no event {name!r}. It has: {known}. "
            "Names of your own begin with 'x-'."
        )

    def _fw_listen(self, event: str) -> None:
        """Events of the DOM come only from components that somebody listens to."""
        fresh = set(self._fw_dom_types.get(event, ())) - self._fw.listening
        if fresh:
            self._fw.listening |= fresh
            dom, control = self._fw.page.dom, self._fw_control()
            dom.attribute(control, "data-fw", self._fw.identity)
            dom.attribute(control, "data-fw-on", " ".join(sorted(self._fw.listening)))

    def add_event_handler(self, event_name: str, handler: Handler) -> None:
        """Calls `handler(**event_args)` for each event of that name, after the handlers there are."""
        self._fw_check_event(event_name)
        if not callable(handler):
            raise TypeError(f"the handler of {event_name!r} must be callable, not {type(handler).__name__}")
        self._fw.handlers.by_event.setdefault(event_name, []).append(handler)
        self._fw_listen(event_name)

    def set_event_handler(self, event_name: str, handler: Handler | None) -> None:
        """As `add_event_handler`, in place of all that were set before; None only takes them away."""
        self._fw_check_event(event_name)
        self._fw.handlers.by_event.pop(event_name, None)
        if handler is not None:
            self.add_event_handler(event_name, handler)

    def remove_event_handler(self, event_name: str, handler: Handler | None = None) -> None:
        """Takes one handler away, or all of that event."""
        self._fw_check_event(event_name)
        remove_handler(self._fw.handlers.by_event.get(event_name, []), handler, event_name)

    def get_event_handlers(self, event_name: str) -> tuple[Handler, ...]:
        """The handlers of an event, in the order in which they are called."""
        self._fw_check_event(event_name)
        return tuple(self._fw.handlers.by_event.get(event_name, ()))

    def raise_event(self, event_name: str, /, **event_args: Any) -> None:
        """Calls the handlers with these arguments, `sender` and `event_name`."""
        self._fw_check_event(event_name)
        inner = self._fw
        errors = inner.page.errors
        for write_back in inner.handlers.write_backs.get(event_name, ()):
            with errors.reporting():
                write_back()
        arguments = {**event_args, "sender": self, "event_name": event_name}
        for handler in tuple(inner.handlers.by_event.get(event_name, ())):
            with errors.reporting():
                handler(**arguments)

    def __repr__(self) -> str:
        module = type(self).__module__.removeprefix("formwright.runtime.client.components.")
        return f"<{module}.{type(self).__qualname__} object>"
