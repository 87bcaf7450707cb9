"""What is selected in a form being designed. No Qt.

There is always something: the form itself when no component is.
"""

from __future__ import annotations

from collections.abc import Iterable

from psygnal import Signal

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.template import FORM, Template


class Selection:
    changed = Signal()

    def __init__(self, form: str) -> None:
        self._form = form
        self._names: tuple[str, ...] = (FORM,)

    @property
    def form(self) -> str:
        """Dotted name of the form that has the selected components: the one designed, or an item template."""
        return self._form

    @property
    def names(self) -> tuple[str, ...]:
        """In the order in which they were selected; never empty."""
        return self._names

    @property
    def primary(self) -> str:
        """The one that was selected last; commands for one component mean it."""
        return self._names[-1]

    @property
    def components(self) -> tuple[str, ...]:
        """Without the form itself."""
        return tuple(name for name in self._names if name != FORM)

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(Ref(self._form, name) for name in self._names)

    def __contains__(self, ref: object) -> bool:
        return isinstance(ref, Ref) and ref.form == self._form and ref.name in self._names

    def select(self, form: str, names: Iterable[str] = ()) -> None:
        """Components of one form; the form itself together with components means the components."""
        wanted = tuple(dict.fromkeys(names))
        inner = tuple(name for name in wanted if name != FORM) or (FORM,)
        if (form, inner) != (self._form, self._names):
            self._form, self._names = form, inner
            self.changed.emit()

    def toggle(self, ref: Ref) -> None:
        if ref.form != self._form or ref.name == FORM:
            self.select(ref.form, (ref.name,))
        elif ref.name in self._names:
            self.select(self._form, [name for name in self._names if name != ref.name])
        else:
            self.select(self._form, [*self._names, ref.name])

    def keep_to(self, template: Template) -> None:
        """Drops what is not there any more."""
        self.select(self._form, [name for name in self._names if name in template])

    def renamed(self, old: str, new: str) -> None:
        self.select(self._form, [new if name == old else name for name in self._names])
