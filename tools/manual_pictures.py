#!/usr/bin/env python3
"""Takes the manual's pictures: does what the tutorial says in the real designer, and photographs it.

Run from the project's folder after a change of the tutorial or of the designer, and look at the results:

    xvfb-run -a -s "-screen 0 1440x900x24" .venv/bin/python -m tools.manual_pictures [light|dark]

Writes `docs/pictures/NAME-THEME.png`. Whatever the tutorial promises is waited for, so a step that is no
longer true ends this with its name.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from formwright.designer.shell import sandbox
from formwright.designer.shell.designer import Designer
from formwright.designer.ui.host_process import wait_for_ending_hosts
from tools.manual.hands import LEFT, Hands

LOOKS = Path(tempfile.gettempdir())
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
WORDS = '''"""Words that Forms of this app share."""

greeted = []


def greet(name):
    greeted.append(name)
    return f"Hello, {name}! You are number {len(greeted)}."
'''
GUESTS = '''"""Runs on the server. People who use the app cannot read it."""

import anvil.server

guests = []


@anvil.server.callable
def welcome(name):
    guests.append(name)
    return f"{name} is guest number {len(guests)}."
'''


class Tutorial:
    """The steps of docs/tutorial, in its order."""

    def __init__(self, hands: Hands, theme: str) -> None:
        self.hands = hands
        self.theme = theme

    def picture(self, name: str) -> None:
        self.hands.photograph(PICTURES, name, self.theme)

    def look(self, name: str) -> None:
        """A picture for whoever writes the page, beside those that the page shows."""
        self.hands.photograph(LOOKS, name, self.theme)

    def run(self) -> None:
        self.picture("gallery")
        self.clone()
        self.change()
        self.draw_a_form()
        self.share_a_module()
        self.call_the_server()

    def clone(self) -> None:
        hands = self.hands
        card = next(card for card in hands.designer.gallery.cards if card.example.name == "global_variables")
        QTest.mouseClick(card.button, LEFT)
        hands.until(lambda: hands.designer.open is not None, "the clone is open")
        hands.press("No, thank you")
        hands.until_page_says("0 clicks")
        hands.use_page("document.querySelector('.fw-link, a').click()")
        hands.until_page_says("1 click")
        hands.open("form:Form1", "design")
        hands.spot("heading")
        self.picture("running")

    def change(self) -> None:
        hands = self.hands
        hands.click("heading")
        hands.set_property("text", "My counter")
        hands.until_page_says("My counter")
        self.picture("property")
        hands.open("module:Global", "code")
        hands.write('clicks"\n', 'clicks so far"\n')
        hands.until_page_says("0 clicks so far")
        hands.write('clicks so far"', "clicks so far")
        problems = hands.app.project
        hands.until(
            lambda: any(each.path == "client_code/Global.py" for each in problems.problems),
            "a problem in Global",
        )
        self.look("mistake")
        hands.write("clicks so far", 'clicks so far"')
        hands.until(lambda: not problems.problems, "no problem any more")
        hands.until_page_says("0 clicks so far")

    def draw_a_form(self) -> None:
        hands = self.hands
        hands.new("Form", "Greeting")
        for tool, name in (("TextBox", "text_box_1"), ("Button", "button_1"), ("Label", "label_1")):
            assert hands.take(tool) == name
        hands.click("button_1")
        hands.set_property("text", "Greet")
        hands.rest(0.5)
        self.picture("form")
        hands.click("button_1", twice=True)
        page = hands.app.editor.current_page
        hands.until(lambda: (p := page()) is not None and p.mode == "code", "the handler")
        hands.write("        pass", '        self.label_1.text = f"Hello, {self.text_box_1.text}!"')
        hands.app.tree.view.choose(hands.app.tree.model.index_of("form:Greeting"))
        hands.app.tree.view.setFocus()
        hands.designer.commands.execute("tree.startup")
        hands.until_page_says("Greet")
        self.greet("Ada")
        hands.until_page_says("Hello, Ada!")
        self.picture("handler")

    def greet(self, name: str) -> None:
        self.hands.use_page(
            f"const field = document.querySelector('input'); field.value = '{name}';"
            "field.dispatchEvent(new Event('input', {bubbles: true}));"
            "document.querySelector('button').click()"
        )

    def share_a_module(self) -> None:
        hands = self.hands
        hands.new("Module", "Words")
        hands.write("", WORDS)
        hands.open("form:Greeting", "code")
        hands.write("from anvil import *\n", "from anvil import *\n\nfrom .. import Words\n")
        hands.write('f"Hello, {self.text_box_1.text}!"', "Words.greet(self.text_box_1.text)")
        hands.until_page_says("Greet")
        hands.rest(1.5)
        self.greet("Ada")
        hands.until_page_says("You are number 1.")
        self.greet("Grace")
        hands.until_page_says("You are number 2.")

    def call_the_server(self) -> None:
        hands = self.hands
        hands.new("Server module", "Guests")
        hands.write("", GUESTS)
        hands.open("form:Greeting", "code")
        hands.write("from .. import Words\n", "import anvil.server\n")
        hands.write("Words.greet(self.text_box_1.text)", 'anvil.server.call("welcome", self.text_box_1.text)')
        hands.rest(1.5)
        hands.until_page_says("Greet")
        self.greet("Ada")
        hands.until_page_says("Ada is guest number 1.")
        self.greet("Grace")
        hands.until_page_says("Grace is guest number 1.")
        hands.designer.commands.execute("run.persistent")
        hands.until(lambda: hands.app.session.persistent, "the server is kept running")
        hands.rest(2)
        self.greet("Ada")
        hands.until_page_says("Ada is guest number 1.")
        self.greet("Grace")
        hands.until_page_says("Grace is guest number 2.")
        hands.open("server_module:Guests", "code")
        hands.designer.commands.execute("consoles.server")
        self.picture("server")


def take(theme: str) -> None:
    # A name that is always the same, for it can be seen in a picture.
    scratch = Path(tempfile.gettempdir()) / "formwright-pictures"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        os.environ["XDG_STATE_HOME"] = str(scratch / "xdg-state")
        sandbox.prepare(os.environ)
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        designer = Designer(application, scratch / "config", scratch / "state")
        designer.preferences.update(theme=theme, workspace=str(scratch / "Formwright apps"))
        designer.show_gallery()
        designer.window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        designer.window.resize(1440, 900)
        designer.window.move(0, 0)
        designer.window.show()
        hands = Hands(designer)
        hands.rest(1.5)
        try:
            Tutorial(hands, theme).run()
        finally:
            designer.window.close()
            wait_for_ending_hosts()
            designer.window.deleteLater()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main(themes: list[str]) -> int:
    PICTURES.mkdir(exist_ok=True)
    for theme in themes or ["light", "dark"]:
        take(theme)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
