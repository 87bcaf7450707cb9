"""The guided tour on the real interface: by its buttons and keys, and by doing what it asks for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from formwright.designer.core.preferences import Preferences
from formwright.designer.shell.tour import OFFER, Tour
from formwright.designer.ui.spotlight import place_card
from tests.designer.shell.conftest import Desk

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def begin(desk: Desk) -> Tour:
    app = desk.open()
    desk.designer.commands.execute("help.tour")
    assert app.tour.running
    return app.tour


def press(tour: Tour, key: Key) -> None:
    card = tour.light.card
    here = QApplication.focusWidget()
    QTest.keyClick(here if here is not None and card.isAncestorOf(here) else card.next, key)


def hole_of(tour: Tour, target: QWidget) -> bool:
    """Whether the light is on it, where it is now."""
    tour.light.follow()
    corner = target.mapTo(target.window(), QPoint())
    area = QRect(corner, target.size())
    return any(hole.contains(area) for hole in tour.light.holes)


def test_it_is_offered_once_and_out_of_the_way(desk: Desk) -> None:
    app = desk.open()
    bar = desk.designer.window.bar
    assert bar.isVisible() and bar.text == OFFER and not app.tour.running
    QTest.mouseClick(bar.button("No, thank you"), LEFT)
    assert not bar.isVisible()
    desk.designer.commands.execute("app.close")
    app = desk.open()
    assert not bar.isVisible()
    desk.designer.preferences.update(tour_offered=False)
    app.tour.offer()
    QTest.mouseClick(bar.button("Take the tour"), LEFT)
    assert app.tour.running and not bar.isVisible()


def test_keys_go_on_and_back_and_leave_it_and_it_goes_on_there(desk: Desk) -> None:
    tour = begin(desk)
    card = tour.light.card
    assert card.title.text() == "This is your app" and not card.back.isEnabled()
    press(tour, Key.Key_Right)
    press(tour, Key.Key_Right)
    press(tour, Key.Key_Left)
    assert (tour.step, card.title.text()) == (1, "Draw the form")
    seen = set()
    for _ in range(3):
        press(tour, Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert seen == {card.skip, card.back, card.next}
    press(tour, Key.Key_Escape)
    assert not tour.running and not card.isVisible()
    assert Preferences(desk.designer.preferences._file).values.tour_step == 1
    desk.designer.commands.execute("app.close")
    again = begin(desk)
    assert again.step == 1
    for _ in range(4):
        QTest.mouseClick(again.light.card.next, LEFT)
        if not again.running:
            break
    assert not again.running
    desk.designer.commands.execute("help.tour")
    assert again.step == 0  # it was finished, and begins anew


def test_each_step_ends_by_doing_what_it_asks_for(desk: Desk) -> None:
    tour = begin(desk)
    app = desk.app

    def reaches(step: int) -> None:
        desk.qtbot.waitUntil(lambda: tour.step == step, timeout=10_000)

    index = app.tree.model.index_of_path("client_code/Global.py")
    QTest.mouseClick(app.tree.view.viewport(), LEFT, pos=app.tree.view.visualRect(index).center())
    desk.qtbot.waitUntil(lambda: "Well done" in tour.light.card.done.text())
    reaches(1)
    design = app.designs.current
    assert design is not None  # a form was brought to the front
    app.toolbox.search.setFocus()
    QTest.keyClicks(app.toolbox.search, "Button")
    QTest.keyClick(app.toolbox.search, Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget() or app.toolbox, Key.Key_Return)
    reaches(2)
    assert not tour.light.card.isAncestorOf(QApplication.focusWidget() or app.docks)  # the focus stays
    design.selection.select("Form1", ["label_1"])
    desk.designer.commands.execute("design.duplicate")
    reaches(3)
    page = app.editor.current_page()
    assert page is not None
    QTest.mouseClick(page.parts, LEFT, pos=page.parts.tabRect(page.modes.index("code")).center())
    reaches(4)
    desk.designer.commands.execute("run.restart")
    desk.qtbot.waitUntil(lambda: "Well done" in tour.light.card.done.text())
    QTest.mouseClick(tour.light.card.next, LEFT)
    assert not tour.running


def test_the_light_follows_what_it_shows(desk: Desk) -> None:
    app = desk.open()
    app.docks.toggle("tree")
    assert not app.docks.is_shown("tree")
    desk.designer.commands.execute("help.tour")
    tour = app.tour
    assert app.docks.is_shown("tree")  # hidden panels come back
    desk.qtbot.waitUntil(lambda: hole_of(tour, app.tree))
    middle = app.tree.view.mapTo(desk.designer.window, app.tree.view.rect().center())
    under = desk.designer.window.childAt(middle)
    assert under is not None and app.tree.isAncestorOf(under)  # the veil takes no clicks
    before = tour.light.holes
    desk.designer.window.resize(1100, 700)
    desk.qtbot.waitUntil(lambda: tour.light.holes != before and hole_of(tour, app.tree))
    window = desk.designer.window
    assert window.rect().contains(tour.light.card.geometry())
    app.docks.float_panel("tree")
    desk.qtbot.waitUntil(lambda: app.tree.window() is not window and hole_of(tour, app.tree))
    assert tour.light.window() is app.tree.window()
    assert tour.light.card.window() is window and tour.light.card.isVisible()


def test_the_card_stands_beside_what_is_shown_and_inside_the_window() -> None:
    window, card = QRect(0, 0, 1000, 700), QSize(300, 150)
    left = QRect(0, 60, 250, 500)
    assert place_card([left], card, window).x() > left.right()
    right = QRect(750, 60, 250, 500)
    assert place_card([right], card, window).x() + card.width() < right.left()
    for holes in ([left], [right], [left, right], [window], [QRect(400, 5, 200, 30)]):
        place = QRect(place_card(holes, card, window), card)
        assert window.contains(place)
        if holes != [window]:
            assert not any(hole.intersects(place) for hole in holes)
