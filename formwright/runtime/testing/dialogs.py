"""Dialogs of the app under test: what they show, and the answers that the test prepares.

Responsible for: one answer per dialog, in order; a dialog that nobody expects fails the test where the app
opens it. Process: that of pytest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from formwright.runtime.client.component import Component
from formwright.runtime.client.dialogs import Dialog
from formwright.runtime.client.fake_dom import FakeNode, fire
from formwright.runtime.client.page import Page

Answer = str | None | Callable[["OpenDialog"], object]


class UnexpectedDialog(AssertionError):
    """Shown to whoever wrote the test."""


class OpenDialog:
    """An `alert`, `confirm` or dialog with a form in it, as the user sees it."""

    def __init__(self, page: Page, dialog: Dialog) -> None:
        self._page = page
        self._dialog = dialog
        self._node: FakeNode = dialog._fw.node
        body = self._part(".fw-dialog-body")
        heading = self._part(".fw-dialog-title")
        self.title = heading.visible_text if heading is not None else ""
        self.text = body.visible_text if body is not None else ""
        self.content: Component | None = dialog.content
        """The form or component inside, if the app put one there."""
        self.buttons = tuple(node.visible_text for node in self._choices())

    def __repr__(self) -> str:
        return f"<dialog {self.title or self.text!r} with buttons {', '.join(self.buttons) or 'none'}>"

    def _part(self, selector: str) -> FakeNode | None:
        return next(iter(self._page.dom.query(self._node, selector)), None)

    def _choices(self) -> list[FakeNode]:
        footer = self._part(".fw-dialog-buttons")
        return footer.elements if footer is not None else []

    def click(self, button: str) -> None:
        """Clicks one of the dialog's own buttons, by its text."""
        node = next((node for node in self._choices() if node.visible_text == button), None)
        if node is None:
            raise UnexpectedDialog(f"{self} has no button {button!r}.")
        if "data-fw-on" not in node.attributes:  # of a library, which has its button inside
            node = next(iter(self._page.dom.query(node, "button, a")), node)
        fire(self._page, node, "click", self=True)

    def dismiss(self) -> None:
        """Escape, or a click beside the dialog."""
        fire(self._page, self._node, "escape")
        if not self.closed:
            raise UnexpectedDialog(f"{self} cannot be dismissed: it wants one of its buttons.")

    @property
    def closed(self) -> bool:
        return self._dialog.closed


class DialogAnswers:
    def __init__(self, page: Page, failed: Callable[[BaseException], None]) -> None:
        self._page = page
        self._failed = failed
        self._prepared: deque[Answer] = deque()
        self._answering: list[Dialog] = []
        self.shown: list[OpenDialog] = []

    def prepare(self, answer: Answer) -> None:
        self._prepared.append(answer)

    def forget(self) -> int:
        """Drops the answers that are left; how many there were."""
        left = len(self._prepared)
        self._prepared.clear()
        return left

    def ask(self) -> bool:
        """Answers the dialog on top; False when there is none that waits for an answer."""
        assert self._page.dialogs is not None
        top = self._page.dialogs.top
        if top is None or top.closed or top in self._answering:
            return False
        dialog = OpenDialog(self._page, top)
        self.shown.append(dialog)
        try:
            self._answer(top, dialog)
        except AssertionError as error:
            self._failed(error)  # also where the app catches every exception
            raise
        return True

    def _answer(self, top: Dialog, dialog: OpenDialog) -> None:
        if not self._prepared:
            buttons = " or ".join(f"app.answer({text!r})" for text in dialog.buttons)
            raise UnexpectedDialog(
                f"The app opened {dialog}, and the test has prepared no answer. "
                f"Before the click that opens it, write {buttons or 'app.answer(None) to dismiss it'}."
            )
        answer = self._prepared.popleft()
        self._answering.append(top)
        try:
            if answer is None:
                dialog.dismiss()
            elif isinstance(answer, str):
                dialog.click(answer)
            else:
                answer(dialog)
                if not dialog.closed:
                    raise UnexpectedDialog(f"The answer that the test gave did not close {dialog}.")
        finally:
            self._answering.remove(top)
