"""Output, links, folds, badges and the server's header, driven as the host and the user do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from formwright.designer.consoles import ConsolesPanel
from formwright.designer.consoles.text_view import TextView
from formwright.designer.core.console import Line
from formwright.designer.core.locations import Location
from formwright.designer.core.preferences import Preferences
from formwright.designer.core.project import Project
from formwright.designer.core.run import RunSession
from formwright.designer.ui.theme import DARK, LIGHT, Theme
from formwright.runtime.protocol import control
from tests.designer.played_host import Host

FORM = "client_code/Form1/__init__.py"


def settle(qtbot: QtBot, view: TextView) -> None:
    qtbot.waitUntil(lambda: view.settled, timeout=30_000)


def visible_rows(view: TextView) -> list[str]:
    block, rows = view.document().begin(), []
    while block.isValid():
        if block.isVisible():
            rows.append(block.text())
        block = block.next()
    return rows


def click_text(view: TextView, text: str) -> None:
    cursor = view.document().find(text)
    assert not cursor.isNull(), f"{text!r} is not in the console"
    cursor.setPosition(cursor.selectionStart() + 2)
    where = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where + QPoint(1, 0))


def test_output_is_shown_as_printed(qtbot: QtBot, panel: ConsolesPanel, session: RunSession) -> None:
    for text in ("one\ntwo\n", "par", "tial\n", "\n", "end"):
        session.page_event({"kind": "output", "stream": "stdout", "text": text})
    settle(qtbot, panel.output.view)
    assert panel.output.view.toPlainText() == "one\ntwo\npartial\n\nend"


def test_streams_do_not_run_into_each_other(qtbot: QtBot, panel: ConsolesPanel, session: RunSession) -> None:
    session.page_event({"kind": "output", "stream": "stdout", "text": "no end"})
    session.page_event({"kind": "output", "stream": "stderr", "text": "warning\n"})
    settle(qtbot, panel.output.view)
    assert panel.output.view.toPlainText() == "no end\nwarning"


def test_error_in_plain_words_with_its_trace_folded(
    qtbot: QtBot, panel: ConsolesPanel, session: RunSession, went_to: list[Location]
) -> None:
    session.page_event(
        {
            "kind": "error",
            "type": "NameError",
            "message": "name 'lable' is not defined",
            "trace": [
                {"file": "client_code/Main.py", "line": 3, "function": "<module>"},
                {"file": FORM, "line": 12, "function": "button_1_click"},
                {"file": "anvil/_lib.py", "line": 99, "function": "inner"},
            ],
        }
    )
    view = panel.output.view
    settle(qtbot, view)
    assert visible_rows(view) == [
        "Nothing here is called lable. Is it misspelt, or not imported?",
        f"    {FORM}, line 12 in button_1_click · NameError: name 'lable' is not defined",
        "    ▸ Traceback",
    ]
    click_text(view, "Form1/__init__")
    assert went_to == [Location(FORM, 12)]
    click_text(view, "Traceback")
    assert visible_rows(view)[2] == "    ▾ Traceback"
    assert len(visible_rows(view)) == 6
    click_text(view, 'File "client_code/Main.py"')
    assert went_to[1:] == [Location("client_code/Main.py", 3)]
    click_text(view, "anvil/_lib.py")
    assert len(went_to) == 2, "files outside the app are no links"
    click_text(view, "Traceback")
    assert len(visible_rows(view)) == 3


def test_printed_tracebacks_have_links(
    qtbot: QtBot, panel: ConsolesPanel, session: RunSession, went_to: list[Location]
) -> None:
    session.page_event({"kind": "output", "stream": "stderr", "text": f'  File "{FORM}", line 7, in f\n'})
    settle(qtbot, panel.output.view)
    click_text(panel.output.view, "File")
    assert went_to == [Location(FORM, 7)]


def test_a_hundred_thousand_lines(qtbot: QtBot, panel: ConsolesPanel, session: RunSession) -> None:
    lines = tuple(Line("stdout", f"line {number}\n") for number in range(120_000))
    for start in range(0, len(lines), 1000):
        session.client_console.append(*lines[start : start + 1000])
    view = panel.output.view
    settle(qtbot, view)
    assert view.document().blockCount() == 100_000
    last = QTextCursor(view.document())
    last.movePosition(QTextCursor.MoveOperation.End)
    assert last.block().text() == "line 119999"
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    panel.output.filter.setText("LINE 11999")
    qtbot.waitUntil(lambda: view.document().blockCount() == 10 and view.settled, timeout=20_000)
    panel.output.filter.clear()
    qtbot.waitUntil(lambda: view.document().blockCount() == 100_000 and view.settled, timeout=30_000)


def test_following_stops_when_the_user_scrolls_up(
    qtbot: QtBot, panel: ConsolesPanel, session: RunSession
) -> None:
    view, bar = panel.output.view, panel.output.view.verticalScrollBar()
    session.client_console.append(*(Line("stdout", f"{n}\n") for n in range(500)))
    settle(qtbot, view)
    assert bar.value() == bar.maximum()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    qtbot.waitUntil(lambda: not view.following)
    session.client_console.append(Line("stdout", "more\n"))
    settle(qtbot, view)
    assert bar.value() == 0
    QTest.mouseClick(panel.output.to_end, Qt.MouseButton.LeftButton)
    session.client_console.append(Line("stdout", "and more\n"))
    settle(qtbot, view)
    assert bar.value() == bar.maximum()


def test_copy_and_clear(qtbot: QtBot, panel: ConsolesPanel, session: RunSession) -> None:
    session.client_console.append(Line("stdout", "a\nb\n"))
    settle(qtbot, panel.output.view)
    QTest.mouseClick(panel.output.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "a\nb"
    QTest.mouseClick(panel.output.clear, Qt.MouseButton.LeftButton)
    assert panel.output.view.toPlainText() == ""
    assert not session.client_console.lines
    assert not panel.output.view.isVisible(), "the empty state says what will appear"


def test_what_empty_pages_offer_fits_whether_the_app_runs(panel: ConsolesPanel, session: RunSession) -> None:
    pages = (panel.output, panel.server, panel.calls, panel.problems)
    assert {page.empty.button.text() for page in pages} == {"Run the app"}
    session.page_event({"kind": "state", "state": "running"})
    assert {page.empty.button.text() for page in pages} == {"Run the app again"}
    session.server_log.clear()
    assert panel.server.empty.button.text() == "Run the app again"
    session.stop()
    assert {page.empty.button.accessibleName() for page in pages} == {"Run the app"}


def test_header_tells_mode_process_and_calls(qtbot: QtBot, panel: ConsolesPanel, host: Host) -> None:
    header = panel.header
    assert header.badge.text() == "Per call"
    host.event(control.CallFinished("c1", "f", True, 2.5, 1, "per-call"))
    qtbot.waitUntil(lambda: "1 call · last took 2.5 ms" in header.facts.text())
    panel.setCurrentWidget(panel.server)
    QTest.mouseClick(header.keep, Qt.MouseButton.LeftButton, pos=QPoint(8, header.keep.height() // 2))
    assert host.sent == [control.SetMode(True)]
    assert header.badge.text() == "Persistent"
    host.event(control.WorkerState(99, "persistent", "idle", 12, 0.0, 41_000_000, "CPython 3.12"))
    assert "process 99 · 12 calls" in header.facts.text()
    assert "41 MB" in header.facts.text()
    QTest.mouseClick(header.restart, Qt.MouseButton.LeftButton)
    assert host.sent[1:] == [control.Restart()]
    host.exit("The app server ended 4 times within a minute.")
    assert header.badge.text() == "Not available"
    assert "ended 4 times" in header.facts.text()


def has_syntax_error(panel: ConsolesPanel) -> bool:
    return any(item.code == "syntax" for item in panel.problems.problems)


def test_problems_are_listed_and_opened(
    qtbot: QtBot, panel: ConsolesPanel, project: Project, went_to: list[Location]
) -> None:
    panel.setCurrentWidget(panel.problems)
    document = project.open_document("client_code/Module1.py")
    document.set_text("import os\ndef broken(:\n")
    document.save()
    view = panel.problems.list
    qtbot.waitUntil(lambda: has_syntax_error(panel), timeout=20_000)
    assert panel.tabText(4) == f"Problems ({view.model().rowCount()})"
    first = view.model().index(0, 0)
    assert "syntax error" in first.data()
    assert first.siblingAtColumn(1).data() == "client_code/Module1.py:2"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(first).center())
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert [(place.path, place.line) for place in went_to] == [("client_code/Module1.py", 2)]
    document.set_text("import os\n")
    document.save()
    qtbot.waitUntil(
        lambda: not any(item.code == "syntax" for item in panel.problems.problems), timeout=20_000
    )


def test_a_broken_manifest_is_a_problem(panel: ConsolesPanel, project: Project, qtbot: QtBot) -> None:
    (project.folder / "anvil.yaml").write_text("name: [\n")
    project.disk_changed(["anvil.yaml"])
    qtbot.waitUntil(
        lambda: any(item.path == "anvil.yaml" for item in panel.problems.problems), timeout=20_000
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ("AttributeError: 'Label' object has no attribute 'txt'", "A Label has nothing called txt."),
        ("KeyError: 'x'", "The dictionary has no key 'x'."),
        ("ValueError: as it is", "ValueError: as it is"),
    ],
)
def test_plain_words(
    qtbot: QtBot, panel: ConsolesPanel, session: RunSession, error: str, expected: str
) -> None:
    session.client_console.append(Line("error", error))
    settle(qtbot, panel.output.view)
    assert visible_rows(panel.output.view)[0] == expected


def test_colours_follow_the_theme(
    qtbot: QtBot, panel: ConsolesPanel, session: RunSession, preferences: Preferences
) -> None:
    session.client_console.append(Line("stderr", "red\n"))
    view = panel.output.view
    settle(qtbot, view)

    def colour() -> str:
        return view.document().find("red").charFormat().foreground().color().name()

    assert colour() == LIGHT.danger
    preferences.update(theme="dark")
    assert colour() == DARK.danger
    preferences.update(theme="light")


def test_text_keeps_the_font_of_code(panel: ConsolesPanel, theme: Theme) -> None:
    shown = QFontInfo(panel.output.view.document().defaultFont())
    assert shown.fixedPitch()
    assert theme.monospace().pointSize() == panel.output.view.font().pointSize()
