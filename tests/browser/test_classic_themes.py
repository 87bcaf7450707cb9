"""Apps with a theme for Anvil's class names look as that theme says; computed styles in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.host import ControlledHost
from tests.browser.themed import APPS, write_themed

PRIMARY = "rgb(10, 90, 200)"


class Themed:
    """One booted page for an app, and what it asked of other machines."""

    def __init__(self, page: Page, asked: list[str], home: str) -> None:
        self.page = page
        self._asked = asked
        self._home = home

    @property
    def outside(self) -> list[str]:
        return [url for url in self._asked if not url.startswith((self._home, "data:", "ws:"))]

    def named(self, name: str) -> Locator:
        """The element of a component of the open form."""
        code = (
            "import anvil\n"
            f"node = anvil.js.get_dom_node(anvil.get_open_form().{name})\n"
            f"node.setAttribute('data-name', {name!r})"
        )
        self.page.evaluate("code => formwright.python.runPythonAsync(code).then(() => null)", code)
        return self.page.locator(f'[data-name="{name}"]')


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Themed]]:
    with ExitStack() as stack:

        @cache
        def open_app(name: str) -> Themed:
            folder = write_themed(tmp_path_factory.mktemp("themed") / "app", name)
            host = stack.enter_context(ControlledHost(folder))
            context = browser.new_context(viewport={"width": 1100, "height": 900})
            stack.callback(context.close)
            context.set_default_timeout(20_000)
            page, outside = context.new_page(), list[str]()
            page.on("request", lambda asked: outside.append(asked.url))
            page.goto(host.address())
            expect(page.get_by_text("Themed", exact=True)).to_be_visible(timeout=20_000)
            return Themed(page, outside, host.url)

        yield open_app


@pytest.fixture(params=list(APPS))
def themed(request: pytest.FixtureRequest, opened: Callable[[str], Themed]) -> Themed:
    return opened(request.param)


@pytest.fixture(params=["material", "m3"])
def classic(request: pytest.FixtureRequest, opened: Callable[[str], Themed]) -> Themed:
    """With the old names and Bootstrap below."""
    return opened(request.param)


@pytest.fixture
def material(opened: Callable[[str], Themed]) -> Themed:
    return opened("material")


@pytest.fixture
def prefixed(opened: Callable[[str], Themed]) -> Themed:
    return opened("prefixed")


def test_nothing_is_asked_of_other_machines_and_roboto_is_there(themed: Themed) -> None:
    assert themed.page.evaluate("document.fonts.load('16px Roboto').then(found => found.length)") > 0
    assert themed.outside == []


def test_a_rule_for_buttons_wins_over_all_that_is_below(material: Themed) -> None:
    button = material.named("ask").locator("button")
    expect(button).to_have_css("text-transform", "uppercase")
    expect(button).to_have_css("padding", "9px 18px")
    expect(button).to_have_css("border-radius", "3px")
    expect(button).to_have_css("color", PRIMARY)
    expect(button).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(button).to_have_css("background-image", "none")
    expect(material.named("off").locator("button")).to_have_css("color", "rgba(0, 0, 0, 0.3)")
    raised = material.named("colour").locator("button")
    expect(raised).to_have_css("color", "rgb(255, 255, 255)")
    expect(raised).to_have_css("box-shadow", "rgba(0, 0, 0, 0.3) 0px 2px 4px 0px")


def test_fields_are_dressed_where_style_sheets_expect_them(material: Themed) -> None:
    text_box = material.named("text_box")
    assert text_box.evaluate("node => node.matches('input.anvil-component.anvil-text-box.form-control')")
    expect(text_box).to_have_css("border-top-width", "0px")
    expect(text_box).to_have_css("border-bottom", "1px solid rgba(0, 0, 0, 0.4)")
    expect(text_box).to_have_css("padding", "7px 0px 5px")
    expect(text_box).to_have_css("font-size", "17px")
    expect(material.named("outlined")).to_have_css("border", f"1px solid {PRIMARY}")
    assert material.named("text_area").evaluate(
        "node => node.matches('textarea.anvil-component.form-control')"
    )
    select = material.named("drop_down").locator("form > select.form-control")
    expect(select).to_have_css("border-bottom", "1px solid rgba(0, 0, 0, 0.4)")
    arrow = "node => getComputedStyle(node, '::before').content"
    assert material.named("drop_down").locator("form").evaluate(arrow) == '"▼"'
    date = material.named("date")
    expect(date.locator("input.form-control")).to_have_css("padding", "7px 0px 5px")
    expect(date.locator(".fw-date-text")).to_have_css("padding-left", "0px")
    expect(material.named("check_box").locator(".checkbox label")).to_have_css("padding-top", "7px")
    expect(material.named("radio").locator(".radio label")).to_have_css("padding-top", "7px")
    upload = material.page.locator(".file-loader > label")
    expect(upload.first).to_have_css("text-transform", "uppercase")
    expect(upload.nth(1)).to_have_css("color", "rgb(150, 150, 150)")


def test_fields_still_work(classic: Themed) -> None:
    classic.named("text_box").fill("Ada")
    classic.named("check_box").locator("label").click()
    classic.named("drop_down").locator("select").select_option("Two")
    code = (
        "import anvil\nf = anvil.get_open_form()\n"
        "str([f.text_box.text, f.check_box.checked, f.drop_down.selected_value])"
    )
    read = classic.page.evaluate("code => formwright.python.runPythonAsync(code)", code)
    assert read == "['Ada', False, 'Two']"


def test_labels_icons_and_spacing_have_their_names(material: Themed) -> None:
    label = material.named("starred")
    assert label.evaluate("node => node.matches('.anvil-component.anvil-label.has-text.left-icon')")
    expect(label.locator("> .label-text")).to_have_css("padding", "9px 0px")
    expect(label.locator("> i.anvil-component-icon")).to_have_css("margin-right", "11px")
    after = material.named("starred_after")
    expect(after.locator("> .label-text + i.anvil-component-icon.right-icon")).to_have_css(
        "margin-left", "11px"
    )
    expect(after).to_have_css("margin-top", "0px")
    expect(label).to_have_css("margin-top", "6px")
    expect(material.named("link").locator("> .link-text")).to_have_css("padding-top", "9px")
    expect(material.named("wait").locator("button > i + .button-text")).to_be_visible()


def test_panels_nest_as_style_sheets_expect(material: Themed) -> None:
    row = (
        ".anvil-role-card > .anvil-panel-section > .anvil-panel-section-container "
        "> .anvil-panel-section-gutter > .anvil-panel-row > .anvil-panel-col > .col-padding"
    )
    columns = material.page.locator(row)
    expect(columns).to_have_count(2)
    expect(columns.first).to_have_css("padding", "0px 6px")
    left, right = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert left and right
    assert left["y"] == right["y"] and abs(left["width"] - right["width"]) < 1
    items = material.named("buttons").locator("> .flow-panel-gutter > .flow-panel-item")
    expect(items).to_have_count(5)
    expect(items.first).to_have_css("margin-left", "5px")


def test_rows_of_a_data_grid_are_dressed_also_where_they_are_copies(material: Themed) -> None:
    header = ".anvil-data-grid > .data-grid-child-panel > div.auto-grid-header div.data-row-col > div"
    expect(material.page.locator(header).first).to_have_css("color", "rgb(90, 90, 90)")
    rows = material.page.locator(".anvil-repeating-panel > .anvil-data-row-panel")
    expect(rows).to_have_count(3)
    for n in range(3):
        cell = rows.nth(n).locator("> .data-row-col").first
        expect(cell).to_have_css("padding", "2px 6px")
        expect(cell.locator(".label-text")).to_have_text(f"Row {n}")


def test_the_page_of_the_theme_has_its_structure_and_its_script_runs(material: Themed) -> None:
    content = material.page.locator(".content > * > .anvil-container")
    expect(content).to_have_css("padding", "14px 22px")
    assert "/_/theme/dot.svg" in material.page.locator(".content").evaluate(
        "node => getComputedStyle(node).backgroundImage"
    )
    side = material.page.locator(".structure > .nav-holder > .left-nav")
    expect(side).to_be_visible()
    expect(material.page.locator(".anvil-designer-only")).to_be_hidden()
    material.page.locator(".sidebar-toggle").click()
    expect(side).to_be_hidden()
    material.page.locator(".sidebar-toggle").click()
    expect(side).to_be_visible()
    expect(material.named("title")).to_have_css("color", "rgb(255, 255, 255)")


def test_dialogs_are_the_modals_of_the_theme(classic: Themed) -> None:
    page = classic.page
    classic.named("ask").locator("button").click()
    box = page.locator(".modal.in > .modal-dialog > .modal-content")
    expect(box).to_be_visible()
    assert box.evaluate("node => getComputedStyle(node).borderRadius") in ("5px", "28px")  # as the theme says
    expect(box.locator("> .modal-header > .modal-title")).to_have_text("Question")
    expect(box.locator("> .modal-body.alert-text")).to_have_text("Shall we?")
    expect(box.locator("> .modal-footer > .btn")).to_have_count(2)
    page.get_by_role("button", name="OK").click()
    expect(classic.named("answer")).to_have_text("answer True")


def test_notifications_are_where_style_sheets_look_for_them(classic: Themed) -> None:
    page = classic.page
    classic.named("say").locator("button").click()
    notices = page.locator('body > div[data-notify="container"].alert')
    expect(notices).to_have_count(2)
    title = page.locator('body > div[data-notify="container"].alert-success > span[data-notify="title"]')
    expect(title).to_have_text("Saved")
    first, second = notices.nth(0).bounding_box(), notices.nth(1).bounding_box()
    assert first and second
    assert second["y"] >= first["y"] + first["height"], "one below the other"
    notices.nth(0).get_by_role("button", name="Close").click()
    expect(notices).to_have_count(1)
    notices.nth(0).get_by_role("button", name="Close").click()
    expect(notices).to_have_count(0)


def test_names_of_runtime_3_have_a_prefix(prefixed: Themed) -> None:
    page = prefixed.page
    assert page.locator(".btn, .form-control, .label-text, .modal").count() == 0
    button = prefixed.named("ask").locator("button.anvil-btn")
    expect(button).to_have_css("border-radius", "100px")
    expect(button).to_have_css("background-color", PRIMARY)
    expect(prefixed.named("text_box")).to_have_css("border-bottom", f"1px solid {PRIMARY}")
    expect(page.locator("div.anvil-auto-grid-header span.anvil-label-text").first).to_have_css(
        "color", "rgb(90, 90, 90)"
    )
    button.click()
    expect(page.locator(".anvil-modal-content")).to_have_css("border-radius", "28px")
    page.get_by_role("button", name="Cancel").click()
    prefixed.named("say").locator("button").click()
    expect(page.locator(".anvil-alert.anvil-alert-success")).to_have_css(
        "background-color", "rgb(210, 240, 215)"
    )
    sheets = page.evaluate("[...document.styleSheets].map(sheet => sheet.href || '')")
    assert not any("bootstrap" in href for href in sheets)


def test_theme_colors_change_the_page_at_once(themed: Themed) -> None:
    button = themed.named("colour").locator("button")
    expect(button).to_have_css("background-color", PRIMARY)
    button.click()
    expect(button).to_have_css("background-color", "rgb(0, 128, 0)")
    code = "import anvil\nanvil.get_open_form().answer.foreground = 'theme:Primary'"
    themed.page.evaluate("code => formwright.python.runPythonAsync(code).then(() => null)", code)
    expect(themed.named("answer")).to_have_css("color", "rgb(0, 128, 0)")


def test_apps_without_such_a_theme_have_none_of_it(page: Page, host: ControlledHost) -> None:
    page.goto(host.address("Everything"))
    expect(page.get_by_role("button", name="dialog", exact=True)).to_be_visible(timeout=20_000)
    assert page.locator(".anvil-component, .btn, .form-control, .modal").count() == 0
    sheets = page.evaluate("[...document.styleSheets].map(sheet => (sheet.href || '').split('/').pop())")
    assert [name for name in sheets if name.endswith(".css") and name != "icons.css"][:2] == [
        "base.css",
        "theme.css",
    ]
    assert not {"classic.css", "plain.css", "bootstrap.css", "roboto.css"} & set(sheets)


def test_a_theme_that_is_added_or_taken_away_while_the_app_runs_changes_its_ground(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write_themed(tmp_path_factory.mktemp("ground") / "app", "material")
    sheet = folder / "theme" / "assets" / "theme.css"
    text = sheet.read_text("utf-8")
    sheet.write_text("/* builds on --fw-accent */ .mine { color: red }", "utf-8")
    with ControlledHost(folder) as host:
        page.goto(host.address())
        ask = page.get_by_role("button", name="ask")
        expect(ask).to_have_css("border-radius", "8px", timeout=20_000)
        sheet.write_text(text, "utf-8")
        host.tell("Reload", paths=["theme/assets/theme.css"])
        expect(ask).to_have_css("border-radius", "3px")
        expect(ask).to_have_class("fw-button btn btn-default has-text")
        assert page.locator("link[data-ground]").count() == 4
        sheet.unlink()
        host.tell("Reload", paths=["theme/assets/theme.css"])
        expect(ask).to_have_class("fw-button")
        expect(ask).to_have_css("border-radius", "8px")
        assert page.locator("link[data-ground]").count() == 1
