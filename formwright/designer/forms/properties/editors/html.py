"""HTML: its first lines in the panel, in colour, and all of it in a window. GUI thread."""

from __future__ import annotations

from formwright.designer.forms.properties.editors.base import Surroundings, words_of
from formwright.designer.forms.properties.editors.multiline import MultilineEditor
from formwright.designer.forms.properties.editors.text_window import MarkupColours, TextWindow
from formwright.designer.forms.properties.subject import Entry
from formwright.designer.ui.code_font import set_code_font

_NOTE = (
    'Components stand where the HTML says: anvil-slot="NAME" on an element. '
    "@theme:FILE takes the HTML of an asset."
)


class HtmlEditor(MultilineEditor):
    wide = True

    def __init__(self) -> None:
        super().__init__()
        self._colours = MarkupColours(self.area.document())
        self._dressed = False

    def show_entry(self, entry: Entry, surroundings: Surroundings) -> None:
        super().show_entry(entry, surroundings)
        if not self._dressed:
            self._dressed = True
            font = surroundings.theme.monospace()
            font.setPointSizeF(max(8.0, font.pointSizeF() - 2))
            set_code_font(self.area, font)
            surroundings.theme.changed.connect(self._colours.rehighlight)

    def open_picker(self) -> None:
        font = self.surroundings.theme.monospace() if self.surroundings else None
        window = TextWindow(
            self, words_of(self.entry), self.area.toPlainText(), html=True, font=font, note=_NOTE
        )
        window.edited.connect(self._take)
        window.finished.connect(lambda _result: self.committed.emit())
        window.open()
