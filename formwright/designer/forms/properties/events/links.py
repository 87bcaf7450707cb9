"""What handles the events of the selected components, and transactions that change it. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from formwright.designer.core.forms.changes import SetEvent, Transaction
from formwright.designer.core.forms.code.handlers import Handler, handler_of, leaf, of_layout
from formwright.designer.core.forms.code.python_file import FormCode, read_code
from formwright.designer.forms.properties.subject import Subject
from formwright.runtime.spec.components import EventSpec

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
        return handler_of(self.subject.template, self.code, component, event)

    @property
    def methods(self) -> tuple[str, ...]:
        """That could handle an event: those of the class which are not Python's own."""
        return tuple(sorted(name for name in self.code.methods if not name.startswith("__")))

    def transaction(self, event: EventSpec, method: str | None) -> Transaction:
        words = self.subject.words
        label = f"Link {event.name} of {words}" if method else f"Unlink {event.name} of {words}"
        layout = of_layout(self.subject.template, self.subject.primary, event.name)
        changes = tuple(SetEvent(name, event.name, method, layout) for name in self.subject.names)
        return Transaction(label, changes)


def _method(handler: Handler | None) -> str:
    return handler.method if handler is not None else ""
