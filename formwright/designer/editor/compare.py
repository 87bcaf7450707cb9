"""Shows how the unsaved text differs from what another program wrote to the file. GUI thread."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from PySide6.QtGui import QColor, QFont, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from formwright.designer.core.document import TextDocument
from formwright.designer.ui.code_font import set_code_font
from formwright.designer.ui.theme import tokens


def difference(theirs: str, mine: str, context: int = 3) -> list[tuple[str, str]]:
    """Lines with their kind: "-" only on disk, "+" only in the editor, " " in both, "@" left-out lines."""
    old, new = theirs.splitlines(), mine.splitlines()
    lines: list[tuple[str, str]] = []
    end = 0
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(context):
        start = group[0][1]
        if start > end:
            lines.append(("@", f"⋯ {start - end} equal lines"))
        end = group[-1][2]
        lines.extend(_group(group, old, new))
    if lines and len(old) > end:
        lines.append(("@", f"⋯ {len(old) - end} equal lines"))
    return lines


def _group(
    group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]
) -> Iterator[tuple[str, str]]:
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from ((" ", line) for line in old[i1:i2])
        else:
            yield from (("-", line) for line in old[i1:i2])
            yield from (("+", line) for line in new[j1:j2])


class CompareDialog(QDialog):
    def __init__(self, document: TextDocument, font: QFont, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle(f"Compare {document.path}")
        self.resize(900, 600)
        legend = QLabel("Lines with - are in the file on disk, lines with + are in the editor.")
        legend.setProperty("kind", "muted")
        self.view = QPlainTextEdit(readOnly=True)
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        set_code_font(self.view, font)
        self.view.setAccessibleName("Differences")
        self._show(difference(document.conflict or "", document.text))
        layout = QVBoxLayout(self)
        layout.addWidget(legend)
        layout.addWidget(self.view, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for title, action in (
            ("Keep mine", document.keep_mine),
            ("Take theirs", document.take_theirs),
            ("Decide later", lambda: None),
        ):
            button = QPushButton(title)
            button.clicked.connect(action)
            button.clicked.connect(self.accept)
            buttons.addWidget(button)
        layout.addLayout(buttons)

    def _show(self, lines: list[tuple[str, str]]) -> None:
        signs = {"-": "- ", "+": "+ ", " ": "  ", "@": ""}
        self.view.setPlainText("\n".join(signs[kind] + line for kind, line in lines))
        colours = {"-": QColor(tokens().danger), "+": QColor(tokens().success), "@": QColor(tokens().muted)}
        selections = []
        for number, (kind, _line) in enumerate(lines):
            if kind not in colours:
                continue
            selection = QTextEdit.ExtraSelection()
            tint = QColor(colours[kind])
            tint.setAlphaF(0.16)
            selection.format.setBackground(tint)
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.cursor = QTextCursor(self.view.document().findBlockByNumber(number))
            selections.append(selection)
        self.view.setExtraSelections(selections)
