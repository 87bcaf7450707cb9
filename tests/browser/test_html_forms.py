"""HTML forms, layouts, custom containers and dependencies in a real browser: L01, L06, L10, L11, M21, F28."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.host import ControlledHost

PLAIN = "from ._anvil_designer import {0}Template\nclass {0}({0}Template):\n    def __init__(self, **p):\n"
FILES = {
    "app/anvil.yaml": (
        "name: Html\npackage_name: Html\nstartup: {type: form, module: Home}\nruntime_options: {version: 3}\n"
        "client_init_module: Init\ndependencies:\n- {dep_id: d, resolution_hints: {package_name: Lib}}\n"
    ),
    "app/client_code/Init.py": "from Lib import order\norder.seen.append('app')\n",
    "app/client_code/Home/__init__.py": PLAIN.format("Home")
    + "        self.item = {'t': 'Bound'}\n        self.init_components(**p)\n"
    "    def save_click(self, **e):\n        from anvil import open_form\n        open_form('Other')\n"
    "    def typed(self, event):\n"
    "        self.dom_nodes['out'].textContent = event.target.value.upper()\n",
    "app/client_code/Home/form_template.html": (
        '<anvil-form layout="Lib.Frame" prop:title="Home"><anvil-block slot="content">'
        '<section class="card"><h2><anvil-component type="Label" name="head" bind:text="self.item[\'t\']" />'
        '</h2><input anvil:dom-node="field" anvil:on-dom:input="typed" aria-label="field">'
        '<output anvil:dom-node="out"></output>'
        '<table><tbody><tr><td><anvil-component type="Label" name="cell" prop:text="cell" /></td></tr>'
        '</tbody></table><ul><li anvil:name="item_1">promoted</li></ul>'
        '<anvil-component type="Button" name="save" prop:text="Save" prop:icon="mi:save" '
        'on:click="save_click" />'
        "</section></anvil-block></anvil-form>"
    ),
    "app/client_code/Other/__init__.py": PLAIN.format("Other") + "        self.init_components(**p)\n"
    "        from Lib import order\n        self.label_1.text = ' '.join(order.seen)\n",
    "app/client_code/Other/form_template.yaml": (
        "layout: {type: Lib.Frame}\ncomponents_by_slot:\n  content:\n"
        "  - {type: Label, name: label_1, properties: {foreground: 'theme:Ink'}}\n"
    ),
    "lib/anvil.yaml": (
        "name: Lib\npackage_name: Lib\nruntime_options: {version: 3}\nclient_init_module: Init\n"
    ),
    "lib/client_code/order.py": "seen = []\n",
    "lib/client_code/Init.py": "from .order import seen\nseen.append('lib')\n",
    "lib/client_code/Frame/__init__.py": PLAIN.format("Frame") + "        self.init_components(**p)\n",
    "lib/client_code/Frame/form_template.html": (
        "---\nproperties: [{name: title, type: string, default_value: Untitled}]\n---\n"
        '<main class="frame"><h1><anvil-component type="Label" name="t" bind:text="self.title" /></h1>'
        '<input aria-label="kept"><anvil-slot name="content"></anvil-slot></main>\n'
    ),
    "lib/theme/assets/theme.css": ".frame { border-left: 3px solid %color:Ink%; }\n",
    "lib/theme/parameters.yaml": "color_scheme: {colors: [{name: Ink, color: 'rgb(1, 2, 3)'}]}\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("html")
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    with ControlledHost(root / "app") as running:
        yield running.address()


def test_L01_L06_L11_M21_html_forms_in_the_layout_of_a_dependency(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("main.frame > h1")).to_have_text("Home", timeout=20_000)
    expect(page.locator("main > section.card > h2")).to_have_text("Bound")
    expect(page.locator("table > tbody > tr > td")).to_have_text("cell")
    expect(page.locator("section > ul > li")).to_have_text("promoted")
    page.get_by_label("field").fill("abc")
    expect(page.locator("output")).to_have_text("ABC")
    frame = page.locator("main.frame")
    assert frame.evaluate("e => getComputedStyle(e).borderLeftColor") == "rgb(1, 2, 3)"
    icon = page.locator("button i.mi")
    assert icon.evaluate("e => document.fonts.load('16px \"Material Icons\"').then(f => f.length)") == 1
    assert icon.evaluate("e => e.getBoundingClientRect().width < 30") is True
    page.get_by_label("kept").fill("stays")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("lib app")).to_be_visible()
    expect(page.locator("main.frame > h1")).to_have_text("Untitled")
    expect(page.get_by_label("kept")).to_have_value("stays")
    expect(page.locator("section.card")).to_have_count(0)
    shown = page.get_by_text("lib app")
    assert shown.evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
