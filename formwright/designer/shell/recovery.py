"""What happens after a crash or a mistake of the program: the report, the offers, safe mode. GUI thread.

Knows the window and the watch over crashes; what opening an app or entering safe mode means is the
designer's, which hands both in.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, QTimer, Signal, qVersion

from formwright import __version__
from formwright.designer.core.commands import Commands
from formwright.designer.core.crashes import Crash, CrashWatch
from formwright.designer.core.journal import journal_file
from formwright.designer.core.report import compose
from formwright.designer.shell.report_dialog import Choice, ReportDialog
from formwright.designer.shell.window import Window
from formwright.designer.ui.theme import Theme

SETTLED_MILLISECONDS = 5000
"""What has held that long after a start, or after an app was opened, is not what ended the program."""
ROW = 2
SAFE_NOTE = "Safe mode"
SAFE_EXPLANATION = (
    "Preferences, keys and layout are the ones Formwright comes with, and nothing of an app runs until you "
    "ask. Start Formwright again to leave safe mode."
)


def versions() -> tuple[str, ...]:
    return (
        f"Formwright {__version__}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        f"Qt {qVersion()}, PySide6 {pyside_version}",
        platform.platform(),
    )


class Recovery(QObject):
    told = Signal()
    """A mistake has been read; the bar is free for what it said before."""

    def __init__(
        self,
        watch: CrashWatch,
        window: Window,
        commands: Commands,
        theme: Theme,
        state_folder: Path,
        keep_typed: Callable[[], object],
    ) -> None:
        """`keep_typed` writes what is not saved yet where the next start finds it."""
        super().__init__(window)
        self._watch = watch
        self._window = window
        self._commands = commands
        self._theme = theme
        self._state = state_folder
        self._keep_typed = keep_typed
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MILLISECONDS)
        self._settled.timeout.connect(lambda: watch.at("settled", watch.app))
        commands.executed.connect(self._on_executed)

    # -- what goes on

    def opening(self, folder: Path | None) -> None:
        """None: the gallery."""
        self._watch.at("opening" if folder else "starting", str(folder or ""))
        # Counted from when the window answers again: on a slow machine opening alone may take that long.
        self._settled.stop()
        QTimer.singleShot(0, self, self._settled.start)

    def _on_executed(self, command_id: str) -> None:
        title = self._commands.get(command_id).title.rstrip("…") if command_id in self._commands else ""
        self._watch.did(f"{title} ({command_id})" if title else command_id)

    # -- a mistake

    def tell_mistake(self, line: str, trace: str, times: int) -> None:
        kept = " What you typed is kept." if self._try_to_keep() else ""
        often = f" ({times} times)" if times > 1 else ""
        self._window.bar.show_message(
            "danger",
            f"Formwright made a mistake: {line}{often}.{kept}",
            ("Show report", lambda: self._show(line, trace)),
            ("Close", self._close_bar),
        )

    def _close_bar(self) -> None:
        self._window.bar.hide()
        self.told.emit()

    def _try_to_keep(self) -> bool:
        try:
            self._keep_typed()
        except Exception:  # a mistake while one is told: told as one, it would never end
            traceback.print_exc()
            return False
        return True

    def _show(self, line: str, trace: str) -> None:
        watch = self._watch
        report = compose("A mistake in Formwright", versions(), watch.app, watch.doing, trace)
        explanation = (
            f"{line}\n\nFormwright goes on. If something looks wrong now, close the app and open it again."
        )
        ReportDialog(
            "Formwright made a mistake", explanation, report, self._theme, parent=self._window
        ).open()

    # -- after a crash

    def offer(
        self, crashes: tuple[Crash, ...], open_app: Callable[[Path], object], safe_mode: Callable[[], object]
    ) -> ReportDialog | None:
        """The question at a start after a crash."""
        if not crashes:
            return None
        last = crashes[-1]
        folder = Path(last.app) if last.app else None
        there = folder is not None and folder.is_dir()
        name = folder.name if folder is not None else ""
        said = []
        if last.stage == "opening":
            said.append(f"It ended while {name} was being opened.")
        elif name:
            said.append(f"{name} was open.")
        if folder is not None and there:
            kept = journal_file(self._state, folder).exists()
            said.append(
                "Edits that were not saved come back when you open it."
                if kept
                else "All that you typed had been saved."
            )
        choices: list[Choice] = []
        if folder is not None and there:
            choices.append(Choice(f"Open {name}", lambda: open_app(folder)))
        if self._watch.in_a_row >= ROW:
            said.append(f"This was the {_ordinal(self._watch.in_a_row)} time in a row. {SAFE_EXPLANATION}")

            def safely() -> None:
                safe_mode()
                if folder is not None and there:
                    open_app(folder)

            choices.insert(0, Choice("Safe mode", safely))
        reports = [
            compose("A crash of Formwright", versions(), crash.app, crash.doing, crash.trace or _NO_TRACE)
            for crash in crashes
        ]
        dialog = ReportDialog(
            "Formwright was not closed last time",
            " ".join(said) or "It may have been ended from outside.",
            "\n".join(reports),
            self._theme,
            tuple(choices) or (Choice("Go on", lambda: None),),
            self._window,
        )
        dialog.open()
        return dialog


_NO_TRACE = "It left no trace: it was ended from outside, or the computer stopped."


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")
