"""Fields, bindings and their events with real keys and clicks."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Shared
from tests.browser.laboratory import blank, run


def log(page: Page) -> list[str]:
    return page.locator(".fw-label .fw-text").last.inner_text().replace("\u200b", "").split()


def test_B07_B08_B09_text_is_written_back_on_enter_and_on_leaving(shared: Shared) -> None:
    page = shared.open("Fields")
    box = page.get_by_placeholder("name")
    expect(box).to_have_value("Ada")
    box.press("End")
    box.press("x")
    box.press("Enter")
    expect(page.locator(".fw-label .fw-text").last).to_contain_text("enter=")
    box.press("y")
    box.press("Tab")
    expect(page.locator(".fw-label .fw-text").last).to_contain_text("lost=Adaxy")
    assert log(page) == ["change=Ada", "enter=Adax", "change=Adax", "lost=Adaxy"]


def test_B10_choices_are_written_back_before_change(shared: Shared) -> None:
    page = shared.open("Fields")
    expect(page.get_by_role("combobox")).to_have_value("Two")
    page.get_by_label("switch").check()
    page.get_by_role("combobox").select_option("Three")
    expect(page.locator(".fw-label .fw-text").last).to_contain_text("pick=3")
    assert log(page) == ["on=True", "pick=3"]


def test_E10_a_radio_button_is_clicked_then_changed(shared: Shared) -> None:
    page = shared.open("Fields")
    page.get_by_label("large").check()
    expect(page.locator(".fw-label .fw-text").last).to_contain_text("radio")
    assert log(page) == ["clicked=l", "radio=False"]


def test_E09_a_click_tells_the_keys_held(shared: Shared) -> None:
    page = shared.open("Fields")
    page.get_by_role("button", name="keys").click(modifiers=["Shift"])
    page.get_by_role("button", name="keys").click()
    expect(page.locator(".fw-label .fw-text").last).to_have_text("shift=True shift=False")


def test_C15_a_number_box_reads_numbers_and_none(shared: Shared) -> None:
    page = shared.open("Fields")
    box = page.get_by_placeholder("number")
    box.fill("12")
    box.fill("1.5")
    box.fill("")
    expect(page.locator(".fw-label .fw-text").last).to_have_text("number=12 number=1.5 number=None")


def test_C17_a_date_is_shown_in_the_format_of_the_app(shared: Shared) -> None:
    page = blank(shared)
    run(
        page,
        """
        picker, log = DatePicker(date="2024-02-29", format="%d.%m.%Y", max_date="2024-12-31"), Label()
        def changed(sender, **event_args):
            log.text = repr(sender.date)
        picker.set_event_handler("change", changed)
        form.add_component(picker)
        form.add_component(log)
        None
        """,
    )
    cover, field = page.locator(".fw-date-text"), page.locator(".fw-date input")
    expect(cover).to_have_text("29.02.2024")
    expect(cover).to_be_visible()
    expect(field).to_have_css("-webkit-text-fill-color", "rgba(0, 0, 0, 0)")
    field.fill("2024-03-01")
    expect(cover).to_be_hidden()  # while it is typed, the field shows itself
    field.blur()
    expect(cover).to_have_text("01.03.2024")
    expect(page.locator(".fw-label .fw-text").last).to_have_text("datetime.date(2024, 3, 1)")
    expect(field).to_have_attribute("max", "2024-12-31")


def test_E11_a_timer_ticks_until_its_interval_is_zero(shared: Shared) -> None:
    page = shared.open("Timers")
    expect(page.get_by_text("ticks 3")).to_be_visible()
    page.wait_for_timeout(200)
    expect(page.get_by_text("ticks 3")).to_be_visible()


def test_X13_X14_F33_javascript_both_ways(shared: Shared) -> None:
    page = shared.open("Scripts")
    page.get_by_role("button", name="run").click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text("42 0 2 True 42 7 DIV")
    page.locator("#greeter").click()
    expect(page.locator("#greeter")).to_have_text("Hello Bo")
    expect(page.locator(".fw-label .fw-text").first).to_have_text("greeted Bo")


FIRST_FRAME = """() => {
  const shown = [...document.querySelectorAll('.fw-label .fw-text')].at(-1), before = shown.textContent;
  window.inFirstFrame = new Promise((done) => document.addEventListener('click', () => {
    requestAnimationFrame(() => done(shown.textContent !== before)); // asked for after those of the page
  }, { once: true }));
}"""


def test_what_a_handler_changes_is_painted_in_the_first_frame_after_a_click(shared: Shared) -> None:
    page = shared.open("Fields")
    page.evaluate(FIRST_FRAME)
    page.get_by_role("button", name="keys").click()
    assert page.evaluate("() => window.inFirstFrame") is True
