"""The overlay above the real page: what is dragged, typed and dropped is in the document and is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QSplitter, QWidget

from formwright.designer.core.commands import Commands
from formwright.designer.core.forms.canvas import Box, Ref
from formwright.designer.forms.canvas.overlay import Overlay
from formwright.designer.forms.toolbox import ToolboxPanel
from formwright.designer.ui.theme import Theme
from tests.designer.forms.canvas.atelier import make_atelier
from tests.designer.forms.canvas.conftest import WAIT, Atelier

FORMS = {
    "Free": """\
container: {type: XYPanel, properties: {width: 600, height: 400}}
components:
- {type: Button, name: one, properties: {text: One}, layout_properties: {x: 50, y: 40, width: 120}}
""",
    "Grid": """\
container: {type: GridPanel}
components:
- {type: Button, name: one, properties: {text: One}, layout_properties: {row: R, col_xs: 0, width_xs: 8}}
- {type: Button, name: two, properties: {text: Two}, layout_properties: {row: R, col_xs: 8, width_xs: 4}}
""",
    "Table": """\
container: {type: ColumnPanel}
components:
- type: DataGrid
  name: grid
  properties:
    columns: [{id: A, title: Name, data_key: name}, {id: B, title: Sum, data_key: sum}]
  components:
  - {type: RepeatingPanel, name: rows, properties: {item_template: Line}}
""",
    "Line": """\
container: {type: DataRowPanel}
components: []
""",
    "Page": """\
container:
  type: HtmlTemplate
  properties:
    html: |
      <header style="display: flex; gap: 12px" anvil-slot="top"></header>
      <main anvil-slot="default"></main>
components:
- {type: Link, name: home, properties: {text: Home}, layout_properties: {slot: top}}
- {type: Link, name: about, properties: {text: About}, layout_properties: {slot: top}}
- {type: Label, name: words, properties: {text: Words}}
""",
    "Columns": """\
container: {type: ColumnPanel}
components:
- {type: TextBox, name: left, layout_properties: {grid_position: 'R,A'}}
- {type: TextBox, name: right, layout_properties: {grid_position: 'R,B'}}
- {type: Spacer, name: gap}
""",
}
LEFT = Qt.MouseButton.LeftButton
NO = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


class Easel:
    """A toolbox, and the canvas with its overlay, in one window."""

    def __init__(self, atelier: Atelier, theme: Theme) -> None:
        self.atelier = atelier
        commands = Commands()
        self.overlay = Overlay(atelier.canvas, atelier.designs, commands)
        atelier.canvas.set_overlay(self.overlay)
        self.toolbox = ToolboxPanel(atelier.designs, commands, theme)
        self.window = QMainWindow()
        splitter = QSplitter()
        splitter.addWidget(self.toolbox)
        splitter.addWidget(atelier.canvas)
        splitter.setSizes([260, 900])
        self.window.setCentralWidget(splitter)
        self.window.resize(1180, 800)
        with atelier.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        atelier.qtbot.waitUntil(self.window.isActiveWindow)

    def open(self, form: str) -> None:
        """Until it is drawn as wide as it is now in the window."""
        self.atelier.open(form)
        canvas = self.atelier.canvas
        self.atelier.qtbot.waitUntil(
            lambda: abs(canvas.picture.width - canvas.viewport.page_width) < 2 and canvas.curtain.isHidden(),
            timeout=WAIT,
        )

    def point(self, box: Box, across: float = 0.5, down: float = 0.5) -> QPoint:
        view = self.atelier.canvas.to_view(box.rect)
        return QPointF(view.x() + view.width() * across, view.y() + view.height() * down).toPoint()

    def at(self, name: str, across: float = 0.5, down: float = 0.5, form: str = "") -> QPoint:
        return self.point(self.atelier.box(name, form), across, down)

    @property
    def names(self) -> list[str]:
        return [*self.atelier.design.selection.names]

    def click(self, name: str, form: str = "") -> None:
        self._send(self.at(name, form=form))

    def _send(self, point: QPoint) -> None:
        """Through the window, so that it is the overlay that must be in the way, not the page."""
        handle = self.window.windowHandle()
        QTest.mouseClick(handle, LEFT, NO, self.overlay.mapTo(self.window, point))

    def drag(self, source: QWidget, start: QPoint, end: QPoint) -> None:
        """With the mouse, from a widget to a point of the overlay."""
        handle = self.window.windowHandle()
        begin, finish = source.mapTo(self.window, start), self.overlay.mapTo(self.window, end)
        way = [begin + (finish - begin) * part / 4 for part in (1, 2, 3)]
        way += [finish, finish + QPoint(1, 0), finish]
        timer = QTimer()
        timer.setInterval(15)
        waits = [200]

        def step() -> None:
            if way:
                QTest.mouseMove(handle, way.pop(0))
                arrived = self.overlay.gesture is not None and bool(self.overlay.stage.preview.chip)
                if not way and not arrived and waits[0] > 0:
                    # The system brings a drag from widget to widget in its own time.
                    waits[0] -= 1
                    way.extend((finish + QPoint(1, 0), finish))
            else:
                timer.stop()
                QTest.mouseRelease(handle, LEFT, NO, finish)

        timer.timeout.connect(step)
        QTest.mousePress(handle, LEFT, NO, begin)
        timer.start()
        QTest.mouseMove(handle, begin + QPoint(QApplication.startDragDistance() + 2, 3))
        self.atelier.qtbot.waitUntil(lambda: not way and not timer.isActive())
        QApplication.processEvents()

    def tool(self, name: str) -> QPoint:
        view = self.toolbox.view
        index = self.toolbox.model.index_of(name)
        view.scrollTo(index)
        QApplication.processEvents()
        return view.visualRect(index).center()

    def wait_for(self, name: str, form: str = "") -> Box:
        ref = Ref(form or self.atelier.design.form, name)
        self.atelier.qtbot.waitUntil(lambda: self.atelier.canvas.picture.box(ref) is not None, timeout=WAIT)
        return self.atelier.box(name, form)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a form for each way in which containers arrange what is in them."""
    app = make_atelier(tmp_path / "Atelier")
    for name, template in FORMS.items():
        form = app / "client_code" / name
        form.mkdir()
        (form / "form_template.yaml").write_text(template)
        (form / "__init__.py").write_text("")
    return app


@pytest.fixture
def easel(atelier: Atelier, theme: Theme) -> Iterator[Easel]:
    easel = Easel(atelier, theme)
    yield easel
    easel.overlay.shut_down()
    easel.window.hide()
    atelier.canvas.setParent(None)
    easel.window.deleteLater()


def test_a_component_dragged_from_the_toolbox_is_drawn_where_the_line_was(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    before = atelier.design.document.text.text
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Button"), easel.at("send", 0.5, 0.9))
    assert atelier.design.template.children("stack") == ("send", "button_1", "amount")
    assert easel.names == ["button_1"]
    made = easel.wait_for("button_1")
    atelier.wait_for_picture()
    send, amount = atelier.box("send"), atelier.box("amount")
    assert send.rect.bottom <= made.rect.y and made.rect.bottom <= amount.rect.y
    assert atelier.design.document.undo()
    assert atelier.design.document.text.text == before


def test_dragging_on_the_canvas_moves_the_component_on_the_page(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.drag(easel.overlay, easel.at("heading"), easel.at("amount", 0.5, 0.9))
    assert atelier.design.template.children("stack") == ("send", "amount", "heading")
    atelier.wait_for_picture()
    assert atelier.box("heading").rect.y > atelier.box("amount").rect.y


def test_beside_another_it_stands_in_one_row(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Label"), easel.at("heading", 0.97, 0.5))
    made = easel.wait_for("label_1")
    atelier.wait_for_picture()
    heading = atelier.box("heading")
    assert heading.rect.right <= made.rect.x
    assert abs(heading.rect.y - made.rect.y) < 30


def test_an_empty_panel_and_a_slot_of_the_layout_take_components(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.drag(easel.toolbox.view.viewport(), easel.tool("CheckBox"), easel.at("empty_flow"))
    assert atelier.design.template.children("empty_flow") == ("check_box_1",)
    easel.open("Framed")
    aside = next(zone for zone in atelier.canvas.picture.zones if zone.slot == "aside")
    point = easel.point(Box(aside.ref, aside.rect, None))
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Button"), point)
    assert atelier.design.template.children("", "aside") == ("button_1",)
    made = easel.wait_for("button_1")
    atelier.wait_for_picture()
    aside = next(zone for zone in atelier.canvas.picture.zones if zone.slot == "aside")
    assert aside.rect.intersects(made.rect)


def test_an_item_template_is_edited_in_its_panel(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.click("row_label", "Row")
    assert atelier.design.selection.form == "Row"
    assert easel.names == ["row_label"]
    easel.drag(easel.overlay, easel.at("row_label", form="Row"), easel.at("row_button", 0.9, 0.5, "Row"))
    assert atelier.designs.template("Row").children("") == ("row_button", "row_label")


def layout_of(easel: Easel, name: str, form: str = "") -> dict[str, object]:
    template = easel.atelier.designs.template(form or easel.atelier.design.form)
    return dict(template.node(name).get("layout_properties") or {})


def test_where_places_are_free_it_is_drawn_where_it_was_let_go(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Free")
    before = atelier.box("one").rect
    easel.drag(easel.overlay, easel.at("one"), easel.at("one") + QPoint(137, 83))
    assert layout_of(easel, "one") == {"x": 187, "y": 123, "width": 120}
    atelier.wait_for_picture()
    atelier.qtbot.waitUntil(lambda: atelier.box("one").rect.x > before.x + 100, timeout=WAIT)
    after = atelier.box("one").rect
    assert (round(after.x - before.x), round(after.y - before.y)) == (137, 83)
    easel.click("one")
    easel.overlay.repaint()
    right = easel.at("one", 1.0, 0.5) - QPoint(1, 0)
    easel.drag(easel.overlay, right, right + QPoint(60, 0))
    assert layout_of(easel, "one")["width"] == 180
    atelier.qtbot.waitUntil(lambda: round(atelier.box("one").rect.width) == 180, timeout=WAIT)


def test_a_grid_shares_its_columns(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Grid")
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Button"), easel.at("one", 0.9, 0.5))
    made = easel.wait_for("button_1")
    atelier.wait_for_picture()
    one, two = atelier.box("one").rect, atelier.box("two").rect
    assert one.right <= made.rect.x and made.rect.right <= two.x
    assert abs(one.y - made.rect.y) < 2 and abs(two.y - made.rect.y) < 2


def test_a_cell_of_a_data_grid_takes_what_is_dropped_in_it(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Table")
    row = next(zone for zone in atelier.canvas.picture.zones if zone.arrangement == "data_row")
    point = easel.point(Box(row.ref, row.cells[1], None))
    easel.drag(easel.toolbox.view.viewport(), easel.tool("CheckBox"), point)
    assert layout_of(easel, "check_box_1", "Line") == {"column": "B"}
    made = easel.wait_for("check_box_1", "Line")
    assert row.cells[1].intersects(made.rect)


def test_slots_of_html_arrange_as_they_are_drawn(easel: Easel) -> None:
    easel.open("Page")
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Button"), easel.at("about", 0.2, 0.5))
    assert easel.atelier.design.template.children("") == ("home", "button_1", "about", "words")
    assert layout_of(easel, "button_1") == {"slot": "top"}
    easel.drag(easel.toolbox.view.viewport(), easel.tool("Button"), easel.at("words", 0.5, 0.9))
    assert layout_of(easel, "button_2").get("slot", "default") == "default"


def test_the_boundary_of_columns_and_the_height_of_a_spacer_follow_the_pointer(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Columns")
    easel.click("left")
    easel.overlay.repaint()
    before = atelier.box("left").rect.width
    ((area, _),) = easel.overlay._painted.grips
    start = area.center().toPoint()
    easel.drag(easel.overlay, start, start + QPoint(150, 0))
    atelier.qtbot.waitUntil(lambda: atelier.box("left").rect.width > before + 120, timeout=WAIT)
    atelier.wait_for_picture()
    assert abs(atelier.box("left").rect.width - before - 150) < 12
    easel.click("gap")
    easel.overlay.repaint()
    lower = easel.at("gap", 0.5, 1.0) - QPoint(0, 1)
    easel.drag(easel.overlay, lower, lower + QPoint(0, 40))
    atelier.qtbot.waitUntil(lambda: round(atelier.box("gap").rect.height) == 72, timeout=WAIT)


def test_a_text_is_edited_in_its_own_font(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    handle = easel.window.windowHandle()
    point = easel.overlay.mapTo(easel.window, easel.at("last"))
    QTest.mouseClick(handle, LEFT, NO, point)
    QTest.mouseDClick(handle, LEFT, NO, point)
    field = easel.overlay.text.field
    assert isinstance(field, QLineEdit) and field.text() == "The end"
    box = atelier.box("last")
    assert box.text is not None
    assert field.geometry().intersects(atelier.canvas.to_view(box.text).toRect())
    assert f"{field.font().pixelSize()}px" in box.font
    QTest.keyClicks(field, "Good night")
    QTest.keyClick(field, Key.Key_Return)
    atelier.wait_for_text("Good night")


def test_the_wheel_scrolls_and_zooms_the_page_below(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.window.resize(900, 300)
    atelier.qtbot.waitUntil(lambda: atelier.canvas.viewport.max_y > 0, timeout=WAIT)
    handle = easel.window.windowHandle()
    place = easel.overlay.mapTo(easel.window, QPoint(100, 50))
    before = easel.at("heading")
    QTest.wheelEvent(handle, place, QPoint(0, -120))
    assert easel.at("heading").y() < before.y()
    QTest.wheelEvent(handle, place, QPoint(0, 120), QPoint(), Qt.KeyboardModifier.ControlModifier)
    assert atelier.canvas.zoom > 1
    easel.click("send")
    assert easel.names == ["send"]


def test_keys_walk_what_is_drawn_and_scroll_to_it(easel: Easel) -> None:
    atelier = easel.atelier
    easel.open("Main")
    easel.window.resize(900, 300)
    atelier.qtbot.waitUntil(lambda: atelier.canvas.viewport.max_y > 0, timeout=WAIT)
    easel.overlay.setFocus()
    QTest.keyClick(easel.overlay, Key.Key_Return)
    assert easel.names == ["heading"]
    QTest.keyClick(easel.overlay, Key.Key_End)
    assert easel.names == ["last"]
    assert easel.overlay.rect().contains(easel.at("last"))
    QTest.keyClick(easel.overlay, Key.Key_Up)
    assert easel.names == ["badge"]
    QTest.keyClick(easel.overlay, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert easel.names == ["badge"]
