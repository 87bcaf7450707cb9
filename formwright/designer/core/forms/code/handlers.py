"""Event handlers of a form: finding them, making them, and telling links that lead nowhere. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from formwright.designer.core.forms.catalog import FORM_EVENTS
from formwright.designer.core.forms.changes import ChangeError, SetEvent, Transaction
from formwright.designer.core.forms.code.python_file import (
    FormCode,
    Spot,
    handler_name,
    read_code,
    with_handler,
)
from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.locations import Location
from formwright.runtime.spec.app import Json
from formwright.runtime.spec.components import EventSpec
from formwright.runtime.spec.custom_components import declared_events


@dataclass(frozen=True)
class Handler:
    """What an event is bound to."""

    method: str
    exists: bool
    by_decorator: bool = False


def code_of(document: FormDocument) -> FormCode:
    if document.code is None:
        return FormCode(found=False)
    return read_code(document.code.text, leaf(document.name))


def leaf(form: str) -> str:
    return form.rpartition(".")[2]


def of_layout(template: Template, component: str, event: str) -> bool:
    """The form's layout raises it, and not the form that uses the layout."""
    if component != FORM or not template.has_layout:
        return False
    own = {each.name for each in (*FORM_EVENTS, *declared_events(template.data))}
    return event not in own


def bound_method(template: Template, component: str, event: str) -> str:
    """As the template says it, or ""."""
    own = component == FORM and template.has_layout and not of_layout(template, component, event)
    found: Json = template.node(component).get("form_event_bindings" if own else "event_bindings")
    return str(found.get(event) or "") if isinstance(found, dict) else ""


def handler_of(template: Template, code: FormCode, component: str, event: str) -> Handler | None:
    """None: nothing handles the event. `@handle` in the code wins over the template, as when it runs."""
    marked = code.handles.get((component, event))
    if marked:
        return Handler(marked, True, by_decorator=True)
    method = bound_method(template, component, event)
    return Handler(method, method in code.methods) if method else None


def open_handler(design: Design, event: str = "", component: str | None = None) -> Location | None:
    """Where the handler is, made first if there is none. The event is the component's default if not given.

    None: the component has no such event, or it could not be done and `notice` said why.
    """
    document = design.active
    name = design.selection.primary if component is None else component
    spec = design.catalog.spec_of(document.template, name)
    known = spec.event(event) if spec and event else spec.default_event() if spec else None
    if known is None and not event:
        known = EventSpec("show") if name == FORM else None
    if known is None and event.startswith("x-"):
        known = EventSpec(event)
    if known is None or document.code is None:
        return None
    code = code_of(document)
    handler = handler_of(document.template, code, name, known.name)
    method = handler.method if handler else handler_name(name, known.name)
    if method not in code.methods:
        spot = _make(design, name, known, method, linked=handler is not None)
        return Location(document.code.path, spot.line, spot.column, len("pass")) if spot else None
    if handler is None:
        change = SetEvent(name, known.name, method, of_layout(document.template, name, known.name))
        design.apply(Transaction(f"Link {known.name} of {_words(name)}", (change,)))
    body = code.methods[method].body
    return Location(document.code.path, body.line, body.column)


def _make(design: Design, component: str, event: EventSpec, method: str, linked: bool) -> Spot | None:
    document = design.active
    assert document.code is not None
    try:
        text, spot = with_handler(
            document.code.text, leaf(document.name), method, description(component, event)
        )
    except ValueError as error:
        raise ChangeError(str(error), "Choose another method for the event.") from None
    layout = of_layout(document.template, component, event.name)
    changes = () if linked else (SetEvent(component, event.name, method, layout),)
    made = design.apply(Transaction(f"Add the handler {method}", changes), code=text)
    return spot if made else None


def description(component: str, event: EventSpec) -> str:
    """The docstring of a new handler: when it runs and what it is given."""
    when = f"Runs when {component or 'the form'} raises {event.name}."
    given = ", ".join(f"event_args['{name}']" for name in event.parameters)
    return f"{when} It is given {given}." if given else when


def _words(component: str) -> str:
    return component or "the form"
