"""The drawing of a form in its tab: controls, canvas, tray of invisible components, breadcrumbs. GUI thread.

One for all tabs. It puts the parts together and shows the form that the editor asks for; what is drawn and
selected is the business of `Designs` and of the parts.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.run import RunSession
from formwright.designer.forms.breadcrumbs import Breadcrumbs
from formwright.designer.forms.canvas.canvas import Canvas
from formwright.designer.forms.canvas.overlay import Overlay
from formwright.designer.forms.canvas.tray import Tray
from formwright.designer.forms.empty_form import EmptyForm
from formwright.designer.forms.view_bar import ViewBar
from formwright.designer.ui.devices import Device
from formwright.designer.ui.theme import Theme


class DesignView(QWidget):
    def __init__(self, designs: Designs, session: RunSession, commands: Commands, theme: Theme) -> None:
        super().__init__()
        self._designs = designs
        self.setAccessibleName("Design")
        self.bar = ViewBar(self)
        self.canvas = Canvas(designs, session, commands, theme)
        self.overlay = Overlay(self.canvas, designs, commands)
        self.canvas.set_overlay(self.overlay)
        self.tray = Tray(self.overlay.stage)
        self.breadcrumbs = Breadcrumbs(designs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.tray)
        column.addWidget(self.breadcrumbs)
        self.empty_form = EmptyForm(self.overlay, designs, commands)
        self.setFocusProxy(self.overlay)
        self.bar.device_wanted.connect(self._show_device)
        self.bar.zoom_wanted.connect(self.canvas.set_zoom)
        self.bar.dark_wanted.connect(self.canvas.set_dark)
        self.canvas.view_changed.connect(lambda: self.bar.show_zoom(self.canvas.zoom))

    @property
    def key_places(self) -> tuple[QWidget, ...]:
        """Where the keys of the scope "design" work."""
        return (self.overlay, self.tray)

    # -- as the editor's tabs see it

    @property
    def widget(self) -> QWidget:
        return self

    def can_show(self, form: str) -> bool:
        return self._designs.can_design(form)

    def show_form(self, form: str) -> None:
        self._designs.show(form)

    def leave(self) -> None:
        self.setParent(None)

    def shut_down(self) -> None:
        """Pages go before their profile."""
        self.empty_form.release()
        self.tray.shut_down()
        self.overlay.shut_down()
        self.canvas.shut_down()

    def _show_device(self, device: Device) -> None:
        self.canvas.set_device_width(device.width or None)
