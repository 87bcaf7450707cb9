"""The canvas: the form of the current design, drawn by its page, with zoom and scroll bars. GUI thread.

Responsible for the page's life and for where things are on the screen. It neither selects nor changes: the
overlay above it takes all input. `conversation` tells the page what to draw, `picture` is what it has drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.canvas import Picture, Rect
from formwright.designer.core.forms.changes import Change
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.wire import PictureMissed, PictureReader
from formwright.designer.core.locations import Location
from formwright.designer.core.run import HostState, RunSession
from formwright.designer.forms.canvas.conversation import Conversation
from formwright.designer.forms.canvas.following import AppFollower
from formwright.designer.forms.canvas.viewport import Viewport
from formwright.designer.ui.curtain import Curtain
from formwright.designer.ui.message_bar import MessageBar
from formwright.designer.ui.theme import Theme, tokens
from formwright.designer.ui.web_origin import Origin

if TYPE_CHECKING:
    from formwright.designer.forms.canvas.browser import CanvasBrowser

_BUSY_AFTER_MILLISECONDS = 250
_MANY_DEATHS = 3
_SHORT_LIFE_MILLISECONDS = 60_000
"""Dying so often within such a time, the page is not started again unasked."""
_LINE_PIXELS = 40
_LAST_GOOD = "You see the last version that could be read."


class Canvas(QWidget):
    picture_changed = Signal()
    view_changed = Signal()
    """Zoom, scrolling or size: what is at a point of the screen is another."""
    document_drawn = Signal(int)
    """The version of the document that is on the screen now."""

    def __init__(
        self,
        designs: Designs,
        session: RunSession,
        commands: Commands,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._designs = designs
        self._session = session
        self._commands = commands
        self._theme = theme
        self._design: Design | None = None
        self._browser: CanvasBrowser | None = None
        self._overlay: QWidget | None = None
        self._address = ""  # of the host that the page was loaded from
        self._deaths: list[int] = []
        self._given_up = ""
        self._told_of_death = False
        self._dark: bool | None = None
        self._clock = QElapsedTimer()
        self._clock.start()
        self.picture = Picture()
        self._reader = PictureReader()
        self.viewport = Viewport()
        self.conversation = Conversation(designs, self._send)
        self._follower = AppFollower(designs, session, self.conversation.app_changed, self)
        self._build()
        self._busy_later = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MILLISECONDS)
        self._busy_later.timeout.connect(self._show_starting)
        designs.current_changed.connect(self._on_current_changed)
        designs.catalog_changed.connect(self._on_catalog_changed)
        session.host_changed.connect(self._on_host_changed)
        session.page_changed.connect(self._show_state)
        theme.changed.connect(self._show_surroundings)
        self._show_surroundings()
        self._on_current_changed()

    def _build(self) -> None:
        self.bar = MessageBar(self)
        self._frame = QWidget()
        self._area = QWidget(self._frame)
        self._area.setAutoFillBackground(True)
        self._bars = (QScrollBar(Qt.Orientation.Horizontal), QScrollBar(Qt.Orientation.Vertical))
        for name, bar in zip(("Scroll sideways", "Scroll up and down"), self._bars, strict=True):
            bar.setAccessibleName(name)
            bar.setSingleStep(_LINE_PIXELS)
            bar.hide()
            bar.valueChanged.connect(self._on_bar_moved)
        grid = QGridLayout(self._frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._area, 0, 0)
        grid.addWidget(self._bars[1], 0, 1)
        grid.addWidget(self._bars[0], 1, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._frame, 1)
        self.curtain = Curtain(self._frame)
        self._area.installEventFilter(self)
        self._frame.installEventFilter(self)

    def shut_down(self) -> None:
        """Before the canvas is deleted: ends the page in the right order."""
        self._designs.current_changed.disconnect(self._on_current_changed)
        self._designs.catalog_changed.disconnect(self._on_catalog_changed)
        self._session.host_changed.disconnect(self._on_host_changed)
        self._session.page_changed.disconnect(self._show_state)
        self._theme.changed.disconnect(self._show_surroundings)
        self._follower.release()
        self._leave_design()
        self._busy_later.stop()
        self.conversation.page_gone()
        browser, self._browser = self._browser, None
        if browser is not None:
            browser.shut_down()

    # --- for the overlay

    @property
    def area(self) -> QWidget:
        """Where the page is seen; the overlay lies over it."""
        return self._area

    def set_overlay(self, overlay: QWidget) -> None:
        """A transparent widget above the page, as large as what is seen of it."""
        self._overlay = overlay
        overlay.setParent(self._frame)
        overlay.setGeometry(self._area.geometry())
        overlay.show()
        overlay.raise_()
        self.curtain.raise_()

    def to_view(self, rect: Rect) -> QRectF:
        left, top = self.viewport.to_area(rect.x, rect.y)
        return QRectF(left, top, rect.width * self.viewport.zoom, rect.height * self.viewport.zoom)

    def to_content(self, point: QPointF) -> tuple[float, float]:
        return self.viewport.to_content(point.x(), point.y())

    def scroll_by(self, dx: float, dy: float) -> None:
        """Pixels of the screen."""
        self._set_viewport(self.viewport.scrolled(dx, dy))

    def ensure_visible(self, rect: Rect) -> None:
        self._set_viewport(self.viewport.showing(rect))

    @property
    def zoom(self) -> float:
        return self.viewport.zoom

    def set_zoom(self, factor: float, around: QPointF | None = None) -> None:
        """`around` is a point of the area that stays where it is; its middle, if none is given."""
        point = around if around is not None else QPointF(self._area.rect().center())
        self._set_viewport(self.viewport.zoomed(factor, (point.x(), point.y())))

    @property
    def device_width(self) -> int | None:
        return self.viewport.device

    def set_device_width(self, width: int | None) -> None:
        self._set_viewport(replace(self.viewport, device=width, x=0.0).clamped())

    @property
    def dark(self) -> bool | None:
        return self._dark

    def set_dark(self, dark: bool | None) -> None:
        """How the page looks; None: as the screen's own setting says."""
        self._dark = dark
        if self._browser is not None:
            self._browser.set_dark(dark)

    # --- where the page is

    def _set_viewport(self, viewport: Viewport) -> None:
        old, self.viewport = self.viewport, viewport
        if viewport != old:
            self._show_bars()
            self._place_page(scrolled=viewport.page_scroll != old.page_scroll)
            self.view_changed.emit()

    def _place_page(self, *, scrolled: bool) -> None:
        browser, viewport = self._browser, self.viewport
        if browser is None:
            return
        if browser.page.zoomFactor() != viewport.zoom:
            browser.set_zoom(viewport.zoom)
            scrolled = True
        browser.view.setGeometry(round(viewport.left), 0, viewport.view_width, max(1, round(viewport.height)))
        if scrolled:
            browser.scroll(*viewport.page_scroll)

    def _show_bars(self) -> None:
        viewport = self.viewport
        sides = (
            (viewport.max_x, viewport.width, viewport.x),
            (viewport.max_y, viewport.height, viewport.y),
        )
        for bar, (most, page, value) in zip(self._bars, sides, strict=True):
            bar.blockSignals(True)
            bar.setRange(0, round(most))
            bar.setPageStep(max(1, round(page)))
            bar.setValue(round(value))
            bar.blockSignals(False)
            bar.setVisible(most > 0)

    def _on_bar_moved(self) -> None:
        x, y = (float(bar.value()) for bar in self._bars)
        self._set_viewport(replace(self.viewport, x=x, y=y).clamped())

    def _on_area_resized(self) -> None:
        size = self._area.size()
        if self._overlay is not None:
            self._overlay.setGeometry(self._area.geometry())
        viewport = replace(self.viewport, width=float(size.width()), height=float(size.height()))
        self._set_viewport(viewport.clamped())
        self._place_page(scrolled=False)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if isinstance(event, QResizeEvent):
            if watched is self._area:
                self._on_area_resized()
            elif watched is self._frame:
                self.curtain.setGeometry(self._frame.rect())
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            point = self._area.mapFromGlobal(event.globalPosition())
            self.set_zoom(self.zoom * 1.1 ** (steps.y() / 120), point)
        else:
            moved = event.pixelDelta()
            dx, dy = (moved.x(), moved.y()) if not moved.isNull() else (steps.x() / 1.2, steps.y() / 1.2)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
                dx, dy = dy, 0
            self.scroll_by(-dx, -dy)
        event.accept()

    # --- designs

    def _on_current_changed(self) -> None:
        self._leave_design()
        design = self._design = self._designs.current
        if design is not None:
            design.changed.connect(self._on_changed)
            design.document.broken_changed.connect(self._show_broken)
            self._set_viewport(replace(self.viewport, x=0.0, y=0.0))
            self.conversation.show(design)
        self._show_broken()
        self._start_if_seen()
        self._show_state()

    def _leave_design(self) -> None:
        design, self._design = self._design, None
        if design is not None:
            design.changed.disconnect(self._on_changed)
            design.document.broken_changed.disconnect(self._show_broken)
        if self.picture.boxes:
            self._set_picture(Picture())

    def _on_changed(self, form: str, changes: tuple[Change, ...] | None) -> None:
        self.conversation.changed(form, changes)

    def _on_catalog_changed(self) -> None:
        if self._design is not None and self.conversation.form not in ("", self._design.form):
            self.conversation.show(self._design)  # the form has another name now

    # --- the page

    @property
    def browser(self) -> CanvasBrowser | None:
        return self._browser

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # After the first paint: making WebEngine's profile takes a quarter of a second.
        QTimer.singleShot(0, self, self._start_if_seen)

    def _start_if_seen(self) -> None:
        wanted = self._design is not None and self._session.host is HostState.READY and self.isVisible()
        if not wanted or self._given_up or self._address == self._session.url:
            return
        if self._browser is None:
            self._browser = self._make_browser()
        self._start_page(self._browser)

    def _make_browser(self) -> CanvasBrowser:
        from formwright.designer.forms.canvas.browser import CanvasBrowser

        browser = CanvasBrowser(self._area)
        browser.event_received.connect(self._on_event)
        browser.died.connect(self._on_died)
        browser.set_zoom(self.viewport.zoom)
        return browser

    def _start_page(self, browser: CanvasBrowser) -> None:
        self.conversation.page_gone()
        self._reader = PictureReader()
        self._address = self._session.url
        browser.start(Origin(self._session.url, self._session.token))
        browser.view.show()
        self._place_page(scrolled=False)
        self._busy_later.start()
        self._show_state()

    def _send(self, text: str) -> None:
        if self._browser is not None:
            self._browser.page.command(text)

    def _on_event(self, event: Mapping[str, Any]) -> None:
        kind, state = event.get("kind"), event.get("state")
        if kind == "picture":
            self._on_picture(event)
        elif kind == "canvas" and state == "ready":
            self._on_ready()
        elif kind == "canvas" and state == "drawn":
            self._on_drawn(event)
        elif kind == "state" and state == "failed":
            self._give_up("Python could not start on the canvas.")

    def _on_ready(self) -> None:
        assert self._browser is not None
        if self._dark is not None:
            self._browser.set_dark(self._dark)
        self.conversation.page_ready()

    def _on_picture(self, event: Mapping[str, Any]) -> None:
        try:
            picture = self._reader.read(event)
        except PictureMissed:
            if self._browser is not None:
                self._browser.tell_all()
            return
        except (KeyError, TypeError, ValueError, IndexError):
            return  # not from our own code: an app's script may write to the console too
        if self._design is not None and picture.form == self._design.form:
            self._set_picture(picture)

    def _set_picture(self, picture: Picture) -> None:
        self.picture = picture
        content = replace(self.viewport, content_width=picture.width, content_height=picture.height)
        self._set_viewport(content.clamped() if picture.boxes else content)
        self.picture_changed.emit()

    def _on_drawn(self, event: Mapping[str, Any]) -> None:
        if self._design is None or self.conversation.form != self._design.form:
            return
        self._busy_later.stop()
        self._show_state()
        assert self._browser is not None
        if any(self.viewport.page_scroll):
            self._browser.scroll(*self.viewport.page_scroll)
        if self._told_of_death:
            self._told_of_death = False
            self._show_broken()
        if event.get("form") == self._design.form:
            self.document_drawn.emit(int(event.get("version", 0)))

    # --- dying and starting again

    def _on_died(self, reason: str) -> None:
        self.conversation.page_gone()
        self._address = ""
        now = self._clock.elapsed()
        self._deaths = [*(at for at in self._deaths if now - at < _SHORT_LIFE_MILLISECONDS), now]
        if len(self._deaths) >= _MANY_DEATHS:
            self._give_up(reason)
            return
        self._told_of_death = True
        self.bar.show_message(
            "info", f"{reason} It is being started again; the form is as it was.", ("Close", self.bar.hide)
        )
        self._start_if_seen()

    def _give_up(self, reason: str) -> None:
        self.conversation.page_gone()
        self._given_up = reason
        self._set_picture(Picture())  # there is nothing to be seen, so nothing to be pointed at
        self._show_state()

    def try_again(self) -> None:
        self._given_up = ""
        self._deaths = []
        self._address = ""
        self._start_if_seen()
        self._show_state()

    def _on_host_changed(self) -> None:
        if self._session.host is HostState.READY:
            self._given_up = ""
            self._start_if_seen()
        self._show_state()

    # --- what is to be seen

    def _show_surroundings(self) -> None:
        """What is beside the page stands back from it."""
        colours = tokens()
        palette = self._area.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colours.base if colours.dark else colours.hover))
        self._area.setPalette(palette)

    def _show_broken(self) -> None:
        broken = self._design.document.broken if self._design is not None else None
        if broken is None:
            if not self._told_of_death:
                self.bar.hide()
            return
        assert self._design is not None
        path, line = self._design.document.text.path, broken.line
        self.bar.show_message(
            "warning",
            f"{path}, line {line}: {broken.message.rstrip('.')}. {_LAST_GOOD}",
            ("Show", lambda: self._commands.execute("open_location", Location(path, line))),
        )

    def _show_state(self) -> None:
        session = self._session
        if self._design is None:
            self._cover("vector-square", "No form is open", "Open a form of the app to design it.")
        elif session.question:
            self.curtain.show_choice(
                "shield-outline", "muted", "Run this app?", session.question, "Run", session.allow
            )
        elif self._given_up:
            self.curtain.show_choice(
                "alert-circle-outline", "danger", "The canvas does not work", self._given_up, "Try again",
                self.try_again,
            )  # fmt: skip
        elif session.host is HostState.FAILED and not self.conversation.form:
            reason = session.host_message or "What went wrong is told in the consoles."
            self.curtain.show_choice(
                "alert-circle-outline", "danger", "The app's server did not start", reason, "Start again",
                session.start_host,
            )  # fmt: skip
        elif self.picture.boxes and self.picture.form == self._design.form:
            self.curtain.hide()
        elif session.host is not HostState.READY or not self._busy_later.isActive():
            self._show_starting()

    def _show_starting(self) -> None:
        if self._design is not None and self.picture.form != self._design.form:
            waiting = self._session.host is not HostState.READY
            self.curtain.show_busy("Starting the app's server" if waiting else "Drawing the form")

    def _cover(self, picture: str, title: str, text: str) -> None:
        self.curtain.show_choice(picture, "muted", title, text, "", lambda: None)
        self.curtain.button.hide()
