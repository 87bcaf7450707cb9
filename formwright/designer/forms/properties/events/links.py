"""What handles the events of the selected components, and transactions that change it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from formwright.designer.core.forms.catalog import FORM_EVENTS
from formwright.designer.core.forms.changes import SetEvent, Transaction
from formwright.designer.core.forms.code import FormCode, read_code
from formwright.designer.core.forms.handlers import Handler, handler_of, leaf
from formwright.designer.core.forms.template import FORM
from formwright.designer.forms.properties.subject import Subject
from formwright.runtime.spec.components import EventSpec
from formwright.runtime.spec.custom_components import declared_events

_read = lru_cache(maxsize=4)(read_code)
_NO_CODE = FormCode(found=False)


@dataclass(frozen=True)
class Link:
    """Of one event: the method, whether it is there, and whether the selected components agree."""

    method: str = ""
    exists: bool = True
    by_decorator: bool = False
    mixed: bool = False


class Links:
    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        document = subject.design.active
        self.code: FormCode = _read(document.code.text, leaf(document.name)) if document.code else _NO_CODE
        self.has_code = document.code is not None

    def link(self, event: EventSpec) -> Link:
        found = [self._handler(name, event.name) for name in self.subject.names]
        last = found[-1]
        mixed = any(_method(each) != _method(last) for each in found)
        if last is None:
            return Link(mixed=mixed)
        return Link(last.method, last.exists, last.by_decorator, mixed)

    def _handler(self, component: str, event: str) -> Handler | None:
        template = self.subject.template
        if self.of_layout(event):
            bound = template.node(component).get("event_bindings")
            method = str(bound.get(event) or "") if isinstance(bound, dict) else ""
            return Handler(method, method in self.code.methods) if method else None
        return handler_of(template, self.code, component, event)

    def of_layout(self, event: str) -> bool:
        """The layout raises it, and not the form that uses the layout."""
        if self.subject.primary != FORM or not self.subject.template.has_layout:
            return False
        own = {each.name for each in (*FORM_EVENTS, *declared_events(self.subject.template.data))}
        return event not in own

    @property
    def methods(self) -> tuple[str, ...]:
        """That could handle an event: those of the class which are not Python's own."""
        return tuple(sorted(name for name in self.code.methods if not name.startswith("__")))

    def transaction(self, event: EventSpec, method: str | None) -> Transaction:
        words = self.subject.words
        label = f"Link {event.name} of {words}" if method else f"Unlink {event.name} of {words}"
        layout = self.of_layout(event.name)
        changes = tuple(SetEvent(name, event.name, method, layout) for name in self.subject.names)
        return Transaction(label, changes)


def _method(handler: Handler | None) -> str:
    return handler.method if handler is not None else ""
