"""Components that an app writes in Python: `_anvil_setup_dom_`, `_anvil_properties_`, `_anvil_events_`.

Responsible for reading what such a class declares and for taking its element when it is first needed: not
before `__init__` of the class has run. Runs in the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from formwright.runtime.client.page import current_page

if TYPE_CHECKING:
    from formwright.runtime.client.component import Component


class AnvilProperty(property):
    """A property whose facts the designer knows. Made by `anvil.property_utils.anvil_property`."""

    facts: Mapping[str, Any] = {}

    def described(self, facts: Mapping[str, Any]) -> AnvilProperty:
        self.facts = facts
        return self

    def __set_name__(self, owner: type, name: str) -> None:
        self.facts = {**self.facts, "name": name}

    def getter(self, fget: Any) -> AnvilProperty:
        return AnvilProperty(fget, self.fset, self.fdel, self.__doc__).described(self.facts)

    def setter(self, fset: Any) -> AnvilProperty:
        return AnvilProperty(self.fget, fset, self.fdel, self.__doc__).described(self.facts)

    def deleter(self, fdel: Any) -> AnvilProperty:
        return AnvilProperty(self.fget, self.fset, fdel, self.__doc__).described(self.facts)


def anvil_property(kind: str, **facts: Any) -> Callable[[Any], AnvilProperty]:
    """Decorator for getters, as `property`, with facts that the designer shows."""

    def make(fget: Any) -> AnvilProperty:
        return AnvilProperty(fget, doc=getattr(fget, "__doc__", None)).described({"type": kind, **facts})

    return make


def get_form_constructor(_parent_form: Any, property_value: Any, prefer_live_design: bool = True) -> Any:  # noqa: ARG001
    """What makes a form of the kind that a property of type `form` names; None when it names none."""
    if not isinstance(property_value, str):
        return property_value
    app = current_page().app
    return app.form_reference(property_value, None) if app is not None and property_value else None


def declare(kind: type) -> frozenset[str]:
    """Prepares a class that an app has defined; gives the names of the events it declares."""
    own = [value.facts for value in vars(kind).values() if isinstance(value, AnvilProperty)]
    if own:
        names = {facts["name"] for facts in own}
        listed = [each for each in getattr(kind, "_anvil_properties_", ()) if each.get("name") not in names]
        kind._anvil_properties_ = [*listed, *own]  # type: ignore[attr-defined]  # Anvil's name for the list
    for facts in vars(kind).get("_anvil_properties_", ()):
        name = facts.get("name")
        if isinstance(name, str) and not hasattr(kind, name):
            setattr(kind, name, facts.get("default_value"))
    return frozenset(_names(vars(kind).get("_anvil_events_", ())))


def _names(entries: Any) -> Iterator[str]:
    for entry in entries:
        name = entry.get("name") if isinstance(entry, Mapping) else entry
        if isinstance(name, str):
            yield name


def declares_property(kind: type, name: str) -> bool:
    return any(
        facts.get("name") == name
        for base in kind.__mro__
        for facts in vars(base).get("_anvil_properties_", ())
    )


def ensure_dom(component: Component) -> Any:
    """The element of a component, asked from its class the first time."""
    inner = component._fw
    setup = getattr(component, "_anvil_setup_dom_", None)
    if setup is None or "-own-dom" in inner.values:
        return inner.node
    inner.values["-own-dom"] = True
    node = setup()
    if node is None:
        raise ValueError(
            f"{type(component).__name__}._anvil_setup_dom_() must return an element, and returned None."
        )
    raw = getattr(node, "_fw_raw", node)
    inner.node = raw
    inner.page.dom.own(raw, inner.identity)
    return raw
