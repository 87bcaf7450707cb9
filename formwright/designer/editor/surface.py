"""What a form's tab shows besides text: a place where the form is drawn, made by another room. GUI thread.

There is one for all tabs, because a canvas is a browser page: it moves to the tab in front.
"""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtWidgets import QWidget

Mode = Literal["design", "code", "split", "template"]


class Surface(Protocol):
    @property
    def widget(self) -> QWidget: ...

    def can_show(self, form: str) -> bool: ...

    def show_form(self, form: str) -> None:
        """`form` is a dotted name; "" when no form is in front."""

    def leave(self) -> None:
        """The tab that has the widget is about to go: it must not go with it."""
