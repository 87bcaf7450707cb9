"""alert, confirm and prompt of a previewed page, with an end to pages that never stop asking. GUI thread."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

MOST, WITHIN_SECONDS = 4, 20.0


class Dialogs:
    """More than a few dialogs in a short time are answered with "cancel", so that nobody is locked in."""

    def __init__(self, parent: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        self._parent = parent
        self._clock = clock
        self._shown: deque[float] = deque(maxlen=MOST)

    def alert(self, message: str) -> None:
        if self._may_show():
            QMessageBox.information(self._parent, "The app says", message)

    def confirm(self, message: str) -> bool:
        buttons = QMessageBox.StandardButton
        return (
            self._may_show()
            and QMessageBox.question(
                self._parent, "The app asks", message, buttons.Ok | buttons.Cancel, buttons.Ok
            )
            == buttons.Ok
        )

    def prompt(self, message: str, default: str) -> tuple[bool, str]:
        if not self._may_show():
            return False, ""
        text, accepted = QInputDialog.getText(self._parent, "The app asks", message, text=default)
        return accepted, text

    def _may_show(self) -> bool:
        now = self._clock()
        if len(self._shown) == MOST and now - self._shown[0] < WITHIN_SECONDS:
            return False
        self._shown.append(now)
        return True
