"""The properties panel: a view of what is selected in the current design. GUI thread.

It shows, and asks the design to apply transactions; what is shown afterwards is what the form then says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.changes import (
    UNSET,
    Change,
    RenameComponent,
    SetBinding,
    SetEvent,
    SetKey,
    SetLayoutProperty,
    SetProperty,
    Transaction,
)
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.locations import Location
from formwright.designer.forms.properties.body import Body
from formwright.designer.forms.properties.editors.base import AskFile, Surroundings, ask_file
from formwright.designer.forms.properties.editors.cell import is_history_key
from formwright.designer.forms.properties.empty import EmptyState
from formwright.designer.forms.properties.events import EventList
from formwright.designer.forms.properties.events.links import Link, Links
from formwright.designer.forms.properties.form_section import FormSection
from formwright.designer.forms.properties.grouping import grouped
from formwright.designer.forms.properties.header import Header
from formwright.designer.forms.properties.hint import Hint
from formwright.designer.forms.properties.menu import property_menu
from formwright.designer.forms.properties.row import Row
from formwright.designer.forms.properties.subject import Entry, Shown, Subject
from formwright.designer.forms.properties.suggestions import suggestions
from formwright.designer.ui.icons import icon
from formwright.designer.ui.message_bar import MessageBar
from formwright.designer.ui.theme import Theme
from formwright.runtime.spec.app import Json

PROPERTIES, EVENTS = 0, 1
ROOM_FOR_HINT = 560
MANY = 200
"""Selected components whose links are not counted: it would take longer than anybody waits to see it."""


class PropertiesPanel(QWidget):
    left = Signal()
    """Esc: the keyboard goes back to the canvas."""

    def __init__(
        self, designs: Designs, commands: Commands, theme: Theme, choose_file: AskFile = ask_file
    ) -> None:
        super().__init__()
        self._designs = designs
        self._commands = commands
        self._surroundings = Surroundings(designs, commands, theme, choose_file, suggest=self._suggest)
        self._design: Design | None = None
        self._document: FormDocument | None = None
        self._subject: Subject | None = None
        self._gesture = 0  # how many there were
        self._gesture_key = ""  # of the one that goes on: merges what it does into one step
        self._touched = ""
        self._extra: list[QWidget] = []
        self.header = Header()
        self.message = MessageBar()
        self.tabs = QTabBar()
        self.search = QLineEdit()
        self.body = Body()
        self.events = EventList()
        self.form_section = FormSection(commands)
        self.empty = EmptyState()
        self.hint = Hint(self)
        self._lay_out()
        self._connect()
        self._on_current()

    # --- for the shell

    def focus_properties(self) -> None:
        """F4: to the property that was edited last, or the first one."""
        if self._subject is None:
            self.empty.button.setFocus()
            return
        self.tabs.setCurrentIndex(PROPERTIES)
        if not (self._touched and self.body.focus_row(self._touched)) and not self.body.focus_first():
            self.search.setFocus()

    def focus_property(self, name: str) -> bool:
        """Of what is selected: shown wherever it is folded away. False: there is no such property."""
        if self._subject is None or self._subject.entry(name) is None:
            return False
        self.tabs.setCurrentIndex(PROPERTIES)
        if name not in self.body.rows:
            title = next(
                (
                    group.title
                    for group in grouped(self._subject)
                    if any(entry.key == name for entry in group.entries)
                ),
                None,
            )
            if title is None:
                self.search.setText(name)
            else:
                self.search.clear()
                self.body.set_folded(title, False)
        return self.body.focus_row(name)

    def show_events(self) -> None:
        self.tabs.setCurrentIndex(EVENTS)
        self.events.focus_first()

    def add_form_section(self, section: QWidget) -> None:
        """Something more for the form itself, below its container and above its properties."""
        self._extra.append(section)
        self._show_subject()

    @property
    def subject(self) -> Subject | None:
        return self._subject

    # --- following the design

    def _on_current(self) -> None:
        old, self._design = self._design, self._designs.current
        if old is not self._design:
            if old is not None:
                old.selection.changed.disconnect(self._on_selection)
                old.changed.disconnect(self._on_changed)
            if self._design is not None:
                self._design.selection.changed.connect(self._on_selection)
                self._design.changed.connect(self._on_changed)
        self._on_selection()

    def _on_selection(self) -> None:
        design = self._design
        if self._subject is not None and (
            design is None
            or self._subject.design is not design
            or self._subject.names != design.selection.names
            or self._subject.form != design.selection.form
        ):
            self._end_gesture()
            self.body.forget()
            self.events.forget()
        self._follow_document()
        before, self._subject = self._subject, Subject(design) if design is not None else None
        self._show_subject()
        if before is not None and self._subject is not None and before.types != self._subject.types:
            self.body.verticalScrollBar().setValue(0)

    def _follow_document(self) -> None:
        document = self._design.active if self._design is not None else None
        if document is not self._document:
            if self._document is not None:
                self._document.broken_changed.disconnect(self._show_subject)
            self._document = document
            if document is not None:
                document.broken_changed.connect(self._show_subject)

    def _on_changed(self, form: str, changes: tuple[Change, ...] | None) -> None:
        subject = self._subject
        if subject is None or form != subject.form:
            return
        keys = any(isinstance(change, SetKey) for change in changes or ())
        if changes is None or keys or subject.design.selection.names != subject.names:
            self._on_selection()
            return
        mine = [change for change in changes if _component_of(change) in subject.names]
        if all(isinstance(change, SetProperty | SetLayoutProperty | SetBinding) for change in mine):
            if mine:
                self.body.show_values({_key_of(change) for change in mine})
            return
        if all(isinstance(change, SetEvent) for change in mine):
            self.events.refresh()
            self._show_links(subject)
            return
        self._on_selection()

    @property
    def _editable(self) -> bool:
        return self._document is not None and not self._document.obstacle

    def _show_subject(self) -> None:
        subject = self._subject
        self.empty.setVisible(subject is None)
        for widget in (self.header, self._tab_holder, self.pages):
            widget.setVisible(subject is not None)
        self._show_hint()
        self._show_obstacle()
        if subject is None:
            self.events.show_subject(None)
            return
        self._surroundings.types = subject.types
        self._surroundings.form = subject.form
        self.header.show_subject(subject, editable=self._editable)
        self.hint.show_subject(subject.spec.name, subject.spec.description)
        self._show_links(subject)
        if self.tabs.currentIndex() == PROPERTIES:
            self._show_properties(subject)
        else:
            self.events.show_subject(subject, self.search.text(), editable=self._editable)

    def _show_properties(self, subject: Subject) -> None:
        searching = bool(self.search.text().strip())
        had_keyboard = self.body.has_keyboard
        row = self.body.row_with_keyboard
        top: list[QWidget] = []
        if subject.is_form and not searching:
            self.form_section.show_subject(subject, editable=self._editable)
            top = [self.form_section, *self._extra]
        groups = grouped(subject, self.search.text())
        self._nothing.setText(f"No property of this is about “{self.search.text().strip()}”.")
        self.body.show_groups(
            groups,
            self._shown,
            self._surroundings,
            editable=self._editable,
            top=top,
            bottom=[] if groups else [self._nothing],
            strips=not searching,
        )
        if had_keyboard and row not in self.body.rows.values():
            self.setFocus()  # the property is not there any more; another one must not be typed into

    def _shown(self, entry: Entry) -> Shown:
        assert self._subject is not None
        return self._subject.shown(entry)

    def _show_links(self, subject: Subject) -> None:
        """On the tab: how many events are handled, and whether a link leads nowhere."""
        if len(subject.names) > MANY:
            found: list[Link] = []
        else:
            links = Links(subject)
            found = [links.link(event) for event in subject.events]
        count = sum(bool(link.method) or link.mixed for link in found)
        broken = any(not link.exists for link in found)
        self.tabs.setTabText(EVENTS, f"Events ({count})" if count else "Events")
        self.tabs.setTabIcon(EVENTS, icon("alert-circle-outline", "danger") if broken else QIcon())
        self.tabs.setTabToolTip(EVENTS, "A link leads to a method that is not there." if broken else "")

    def _suggest(self, entry: Entry) -> Sequence[tuple[str, Json]]:
        return suggestions(self._subject, entry) if self._subject is not None else ()

    def _show_obstacle(self) -> None:
        document = self._document
        if document is None or not document.obstacle:
            self.message.hide()
            return
        actions: list[tuple[str, Callable[[], object]]] = []
        if document.broken is not None and "open_location" in self._commands:
            place = Location(document.text.path, document.broken.line, document.broken.column)
            actions.append(("Show it", lambda: self._commands.execute("open_location", place)))
        text = f"{document.obstacle} Until that is mended, nothing can be changed here."
        self.message.show_message("danger" if document.broken is not None else "warning", text, *actions)

    # --- changing

    def _apply(self, transaction: Transaction) -> bool:
        design, subject = self._design, self._subject
        if design is None or subject is None:
            return False
        if design.apply(transaction, subject.form):
            return True
        self._show_subject()  # it is as it was, whatever an editor shows
        return False

    def _on_edited(self, row: Row, value: object, gesture: bool) -> None:
        subject = self._subject
        if subject is None or row.entry is None or not self._editable:
            return
        self._touched = row.entry.key
        if gesture:
            names = ",".join(subject.names)
            self._gesture_key = f"property {subject.form} {names} {row.entry.key} {self._gesture}"
        merge = self._gesture_key if gesture else ""
        self._apply(subject.set(row.entry, value, merge, on_the_way=gesture and row.editor.live))

    def _on_committed(self, row: Row) -> None:
        subject, entry = self._subject, row.entry
        if subject is not None and entry is not None and entry.key == self._touched and self._gesture_key:
            shown = subject.shown(entry)
            if shown.is_set and not shown.differs and not shown.mixed:
                self._apply(subject.set(entry, UNSET, self._gesture_key))
        self._end_gesture()

    def _end_gesture(self) -> None:
        self._gesture += 1
        self._gesture_key = ""

    def _on_bound(self, row: Row, binding: object) -> None:
        if self._subject is not None and row.entry is not None:
            self._touched = row.entry.key
            self._apply(self._subject.bind(row.entry, binding))  # type: ignore[arg-type]
            row.show_value(self._shown(row.entry), editable=self._editable)

    def reset(self, key: str) -> None:
        """To the default, and without a binding."""
        subject = self._subject
        entry = subject.entry(key) if subject is not None else None
        if subject is None or entry is None:
            return
        self._end_gesture()
        changes = subject.set(entry, UNSET).changes
        if subject.shown(entry).binding is not None:
            changes = (*changes, *subject.bind(entry, None).changes)
        row = self.body.rows.get(key)
        if row is not None:
            row.forget()
        self._apply(Transaction(f"Reset {entry.spec.name} of {subject.words}", changes))

    def _on_renamed(self, old: str, new: str) -> None:
        subject = self._subject
        if subject is None:
            return
        if "design.rename" in self._commands:
            self._commands.execute("design.rename", subject.form, old, new)
        else:
            self._apply(Transaction(f"Rename {old}", (RenameComponent(old, new),)))
        if self._subject is not None:
            self.header.rename_refused()

    def _on_open_handler(self, event: str) -> None:
        if "design.open_handler" in self._commands:
            self._commands.execute("design.open_handler", event)
            self.events.refresh()
            if self._subject is not None:
                self._show_links(self._subject)

    # --- the menu of a property

    def menu_of(self, row: Row) -> QMenu | None:
        if self._subject is None or row.entry is None:
            return None
        return property_menu(
            row,
            self._subject.shown(row.entry),
            editable=self._editable,
            unbind=lambda: self._on_bound(row, None),
            reset=self.reset,
        )

    def _show_menu(self, row: Row, place: QPoint) -> None:
        menu = self.menu_of(row)
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    # --- making it

    def _connect(self) -> None:
        self._designs.current_changed.connect(self._on_current)
        self._designs.catalog_changed.connect(self._on_catalog)
        self.body.row_made.connect(self._on_row_made)
        self.body.escaped.connect(self._on_escaped)
        self.body.above.connect(self.search.setFocus)
        self.events.escaped.connect(self.left)
        self.events.apply.connect(self._apply)
        self.events.open_wanted.connect(self._on_open_handler)
        self.form_section.apply.connect(self._apply)
        self.header.renamed.connect(self._on_renamed)
        self.header.escaped.connect(self.left)
        self.header.down.connect(self.body.focus_first)
        self.tabs.currentChanged.connect(self._on_tab)
        self.search.textChanged.connect(lambda _text: self._show_subject())
        self.search.installEventFilter(self)
        self.empty.button.clicked.connect(self._go_to_form)

    def _on_row_made(self, row: Row) -> None:
        row.edited.connect(self._on_edited)
        row.committed.connect(self._on_committed)
        row.bound.connect(self._on_bound)
        row.withdrawn.connect(self._withdraw)
        row.menu_wanted.connect(self._show_menu)

    def _on_catalog(self) -> None:
        """Forms, colours, roles or own properties may be other ones now."""
        self._on_selection()

    def _on_tab(self, index: int) -> None:
        self.pages.setCurrentIndex(index)
        self.search.setPlaceholderText("Search properties" if index == PROPERTIES else "Search events")
        self.search.setAccessibleName(self.search.placeholderText())
        self._show_subject()

    def _on_escaped(self) -> None:
        """What is being typed is taken back; then the keyboard goes."""
        if not self._withdraw():
            self.left.emit()

    def _withdraw(self) -> bool:
        """Takes back what the gesture that goes on has done. False: it has done nothing."""
        document = self._document
        last = document.history.to_undo if document is not None else None
        if document is None or last is None or not self._gesture_key or last.merge != self._gesture_key:
            return False
        document.undo()
        self._end_gesture()
        return True

    def _go_to_form(self) -> None:
        forms = list(self._designs.project.app.form_files)
        startup = self._designs.project.app.manifest.startup
        first = startup.module if startup is not None and startup.module in forms else next(iter(forms), "")
        if first:
            self._surroundings.open_form(first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                page = self.body if self.tabs.currentIndex() == PROPERTIES else self.events
                page.focus_first()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.search.text():
                    self.search.clear()
                else:
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        document = self._document
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_history_key(event) and document is not None:
            self._end_gesture()
            document.undo() if event.matches(QKeySequence.StandardKey.Undo) else document.redo()
        elif event.key() == Qt.Key.Key_Down and self.hasFocus():
            self.body.focus_first()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setMinimumWidth(240)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.tabs.setObjectName("panel_tabs")
        self.tabs.addTab("Properties")
        self.tabs.addTab("Events")
        self.tabs.setExpanding(True)
        self.tabs.setDrawBase(False)
        self.tabs.setIconSize(QSize(14, 14))
        self.tabs.setFixedHeight(30)
        self.tabs.setAccessibleName("Properties or events")
        self.search.setPlaceholderText("Search properties")
        self.search.setAccessibleName("Search properties")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)

        self._nothing = QLabel()
        self._nothing.setProperty("kind", "muted")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(16, 16, 16, 16)
        self._nothing.setMinimumHeight(60)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.body)
        self.pages.addWidget(self.events)
        self._tab_holder = QWidget()
        holder = QVBoxLayout(self._tab_holder)
        holder.setContentsMargins(12, 0, 12, 6)
        holder.setSpacing(8)
        holder.addWidget(self.tabs)
        holder.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.message)
        column.addWidget(self._tab_holder)
        column.addWidget(self.pages, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hint()

    def _show_hint(self) -> None:
        """Where there is little room, properties need it more."""
        self.hint.setVisible(self._subject is not None and self.height() >= ROOM_FOR_HINT)

    def sizeHint(self) -> QSize:
        return QSize(300, 640)


def _component_of(change: Change) -> str:
    return str(getattr(change, "component", ""))


def _key_of(change: Change) -> str:
    if isinstance(change, SetBinding):
        return change.property
    if isinstance(change, SetLayoutProperty):
        return f"layout:{change.name}"
    assert isinstance(change, SetProperty)
    return change.name
