"""The tree with real keys and clicks: what is done in it happens on disk, and can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from formwright.designer.core.forms.wire import FORM_MIME, NODE_MIME
from formwright.designer.core.tree import Kind
from formwright.designer.tree.model import MIME
from formwright.designer.ui.name_hint import NameHint
from tests.designer.tree.conftest import Room

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def field_of(room: Room) -> QLineEdit:
    room.qtbot.waitUntil(lambda: room.field is not None)
    field = room.field
    assert field is not None
    return field


def test_a_click_opens_and_leaves_the_focus_enter_takes_it_along(room: Room) -> None:
    room.click("Form1")
    assert room.opened == ["client_code/Form1/__init__.py"]
    assert room.panel.view.hasFocus()
    room.choose("Server")
    room.key(Key.Key_Return)
    room.click("Settings")
    assert room.opened[1:] == ["server_code/Server.py", "settings"]


def test_arrows_walk_the_tree(room: Room) -> None:
    room.choose("Client code")
    names = []
    for _ in range(6):
        node = room.panel.view.current_node()
        assert node is not None
        names.append(node.name)
        room.key(Key.Key_Down)
    assert names == ["Client code", "tools", "Prices", "Form1", "Global", "Server code"]
    room.choose("tools")
    room.key(Key.Key_Left)
    room.key(Key.Key_Down)
    node = room.panel.view.current_node()
    assert node is not None and node.name == "Form1"


def test_f2_renames_in_place_and_imports_follow(room: Room) -> None:
    room.choose("Global")
    room.key(Key.Key_F2)
    field = field_of(room)
    assert field.selectedText() == "Global"
    room.type("Shared")
    room.key(Key.Key_Return)
    room.wait_for("client_code/Shared.py")
    assert "from .. import Shared" in (room.project.folder / "client_code/Form1/__init__.py").read_text()
    assert any("Shared" in text for text in room.said)
    room.settle()
    node = room.panel.view.current_node()
    assert node is not None and node.name == "Shared"  # still selected under its new name
    room.key(Key.Key_Z, CONTROL)
    room.wait_for("client_code/Global.py")
    assert any("Undone" in text for text in room.said)


def test_an_impossible_name_keeps_the_editor_open_and_offers_a_good_one(room: Room) -> None:
    room.choose("Global")
    room.key(Key.Key_F2)
    field = field_of(room)
    room.type("class")
    room.key(Key.Key_Return)
    QTest.qWait(0)  # Qt would close the editor only after this event
    QTest.qWait(0)
    assert room.field is field
    hint = field.findChild(NameHint)
    assert isinstance(hint, NameHint) and hint.isVisible()
    assert "Python language" in hint.reason.text()
    assert field.accessibleDescription().startswith("class is a word")
    QTest.mouseClick(hint.use, Qt.MouseButton.LeftButton)
    assert field.text() == "class_"
    assert not hint.isVisible()
    room.key(Key.Key_Return)
    room.wait_for("client_code/class_.py")


def test_escape_renames_nothing(room: Room) -> None:
    room.choose("Global")
    room.key(Key.Key_F2)
    field_of(room)
    room.type("Other")
    room.key(Key.Key_Escape)
    room.settle()
    assert not room.project.operations.can_undo
    assert (room.project.folder / "client_code/Global.py").exists()


def test_a_new_form_is_named_first_and_made_on_enter(room: Room) -> None:
    room.choose("Global")
    room.panel.begin_new(Kind.FORM)
    field = field_of(room)
    assert field.text() == "Form2"
    assert not (room.project.folder / "client_code/Form2").exists()
    room.type("Home")
    room.key(Key.Key_Return)
    room.wait_for("client_code/Home/form_template.yaml")
    room.qtbot.waitUntil(lambda: room.opened[-1:] == ["client_code/Home/__init__.py"])
    assert "Home" in (room.project.folder / "client_code/Home/__init__.py").read_text()


def test_escape_leaves_no_placeholder(room: Room) -> None:
    room.panel.begin_new(Kind.SERVER_MODULE)
    assert field_of(room).text() == "ServerModule1"
    room.key(Key.Key_Escape)
    room.settle()
    assert not room.panel.model.pending_index().isValid()
    assert not room.project.operations.can_undo


def test_new_things_go_where_the_selection_is(room: Room) -> None:
    room.choose("tools.Prices")
    room.panel.begin_new(Kind.MODULE)
    field_of(room)
    room.type("Taxes")
    room.key(Key.Key_Return)
    room.wait_for("client_code/tools/Taxes.py")
    room.settle()
    room.panel.begin_new(Kind.SERVER_MODULE)  # the selection is on the other side
    field_of(room)
    room.type("Jobs")
    room.key(Key.Key_Return)
    room.wait_for("server_code/Jobs.py")


def test_duplicate_delete_undo_redo_by_keys(room: Room) -> None:
    room.choose("Global")
    room.key(Key.Key_D, CONTROL)
    room.wait_for("client_code/Global2.py")
    room.choose("Global2")
    room.key(Key.Key_Delete)
    room.wait_for("client_code/Global2.py", there=False)
    room.key(Key.Key_Z, CONTROL)
    room.wait_for("client_code/Global2.py")
    room.key(Key.Key_Z, CONTROL | SHIFT)
    room.wait_for("client_code/Global2.py", there=False)


def test_several_are_deleted_in_one_step(room: Room) -> None:
    room.choose("Form1")
    room.key(Key.Key_Down, SHIFT)
    room.key(Key.Key_Delete)
    room.wait_for("client_code/Global.py", there=False)
    assert not (room.project.folder / "client_code/Form1").exists()
    room.key(Key.Key_Z, CONTROL)
    room.wait_for("client_code/Form1/form_template.yaml")
    assert (room.project.folder / "client_code/Global.py").exists()


def test_the_roots_cannot_be_renamed_or_deleted(room: Room) -> None:
    for name in ("Client code", "Server code", "Theme assets", "Settings"):
        room.choose(name)
        room.key(Key.Key_F2)
        room.key(Key.Key_Delete)
        assert room.field is None
    assert not room.project.operations.can_undo


def drop(room: Room, dragged: str, target: str) -> bool:
    data = room.panel.model.mimeData([room.index(dragged)])
    index = room.index(target)
    action = Qt.DropAction.MoveAction
    if not room.panel.model.canDropMimeData(data, action, -1, -1, index):
        return False
    room.panel.model.dropMimeData(data, action, -1, -1, index)
    return True


def test_dragging_into_a_package_moves_and_rewrites(room: Room) -> None:
    assert drop(room, "Global", "tools")
    room.wait_for("client_code/tools/Global.py")
    code = (room.project.folder / "client_code/Form1/__init__.py").read_text()
    assert "from ..tools import Global" in code
    assert not drop(room, "Server", "tools")
    assert not drop(room, "Client code", "tools")


def test_files_dragged_from_outside_become_assets(room: Room) -> None:
    file = room.project.folder.parent / "photo.png"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    index = room.index("Theme assets")
    action = Qt.DropAction.CopyAction
    assert room.panel.model.canDropMimeData(data, action, -1, -1, index)
    assert not room.panel.model.canDropMimeData(data, action, -1, -1, room.index("Client code"))
    room.panel.model.dropMimeData(data, action, -1, -1, index)
    room.panel.add_assets()  # the same file once more: a free name
    assert sorted(path.name for path in (room.project.folder / "theme/assets").glob("photo*")) == [
        "photo-2.png",
        "photo.png",
    ]
    assert not data.hasFormat(MIME)


def test_searching_narrows_and_enter_goes_to_the_first_hit(room: Room) -> None:
    room.choose("Form1")
    room.key(Key.Key_F, CONTROL)
    assert room.panel.search.hasFocus()
    room.type("pri")
    view, model = room.panel.view, room.panel.model
    shown = [model.node(model.index(row, 0)) for row in range(model.rowCount())]
    assert len(shown) == 4
    room.key(Key.Key_Return)
    node = view.current_node()
    assert node is not None and node.name == "Prices"
    room.key(Key.Key_Return)
    assert room.opened == ["client_code/tools/Prices.py"]
    room.panel.search.setFocus()
    room.key(Key.Key_Escape)
    assert room.panel.search.text() == ""
    assert model.index_of("module:Global").isValid()


def test_changes_from_outside_appear_and_the_selection_stays(room: Room) -> None:
    room.choose("Global")
    (room.project.folder / "client_code/Added.py").write_text("x = 1\n")
    room.project.disk_changed(["client_code/Added.py"])
    assert room.panel.model.index_of("module:Added").isValid()
    node = room.panel.view.current_node()
    assert node is not None and node.name == "Global"


def test_what_cannot_be_done_is_said_in_the_panel(room: Room) -> None:
    document = room.project.open_document("client_code/Global.py")
    document.set_text("clicks = 5\n")
    (room.project.folder / "client_code/Global.py").write_text("clicks = 6\n")
    room.project.disk_changed(["client_code/Global.py"])
    room.choose("Global")
    room.key(Key.Key_Delete)
    assert room.panel.notice.isVisible()
    assert "another program" in room.panel.notice.text
    assert (room.project.folder / "client_code/Global.py").exists()


def test_problems_and_the_startup_mark_are_spoken(room: Room) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert room.index("Form1").data(role) == "Form1, form, startup form"
    (room.project.folder / "client_code/Form1/form_template.yaml").write_text("components: [\n")
    room.project.disk_changed(["client_code/Form1/form_template.yaml"])
    assert "1 error" in room.index("Form1").data(role)
    assert "server module" in room.index("Server").data(role)


def test_every_control_has_an_accessible_name(room: Room) -> None:
    for control in (room.panel.search, room.panel.add_button, room.panel.view):
        assert control.accessibleName()


def test_a_form_can_be_dragged_into_another_form_a_module_cannot(room: Room) -> None:
    model = room.panel.model
    data = model.mimeData([room.index("Form1")])
    assert bytes(data.data(FORM_MIME).data()).decode() == '"Form1"'
    assert not data.hasFormat(NODE_MIME)  # it is no tool of the toolbox
    assert not model.mimeData([room.index("Global")]).hasFormat(FORM_MIME)
