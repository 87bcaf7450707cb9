"""RichText in a real browser: Markdown, places, and that nothing hostile ever becomes markup."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shared
from tests.browser.laboratory import blank, run

HOSTILE = [
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'>",
    "<svg onload='window.pwned = 1'><g/></svg>",
    "<a href='javascript:window.pwned = 1'>x</a>",
    "<a href='jav&#x09;ascript:window.pwned = 1'>x</a>",
    "<iframe srcdoc='<script>parent.pwned = 1</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
    "onerror=window.pwned=1&gt;'>",
    "<form><button formaction='javascript:window.pwned = 1'>x</button></form>",
    "<p style='background: url(javascript:window.pwned=1); color: red'>x</p>",
    "<object data='data:text/html,<script>parent.pwned = 1</script>'></object>",
    "<style>* { color: rgb(1, 2, 3) !important }</style>",
    "<div id='formwright-app' onclick='window.pwned = 1'>x</div>",
    "<base href='http://127.0.0.1:1/'>",
    "[x](javascript:window.pwned=1)",
    "![x](javascript:window.pwned=1)",
]
FORBIDDEN = (
    "script, style, iframe, object, embed, svg, math, form, button, base, link, meta, "
    "[onerror], [onload], [onclick], [href^='javascript'], [formaction]"
)


def show(page: Page, **properties: object) -> None:
    run(page, f"form.clear(); text = RichText(**{properties!r}); form.add_component(text); None")


def test_C24_places_show_data_formatted_and_escaped(shared: Shared) -> None:
    page = blank(shared)
    show(
        page,
        content="Hi **{name}**, {price:.2f} {word!r} {{x}} {none}",
        data={"name": "<b>X</b>", "price": 2, "word": "w"},
    )
    expect(page.locator(".fw-rich")).to_have_text("Hi <b>X</b>, 2.00 'w' {x}")
    expect(page.locator(".fw-rich strong b")).to_have_count(0)
    show(page, content="{name}", data={"name": "X"}, enable_slots=False)
    expect(page.locator(".fw-rich")).to_have_text("{name}")


def test_markdown_has_headings_lists_tables_and_links(shared: Shared) -> None:
    page = blank(shared)
    content = "# Title\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted `code`\n\n[go](https://example.org/)"
    show(page, content=content)
    rich = page.locator(".fw-rich")
    expect(rich.get_by_role("heading", name="Title")).to_be_visible()
    expect(rich.locator("ol > li")).to_have_count(2)
    expect(rich.locator("tbody td").last).to_have_text("2")
    expect(rich.locator("blockquote code")).to_have_text("code")
    expect(rich.get_by_role("link", name="go")).to_have_attribute("href", "https://example.org/")


def test_C25_restricted_html_keeps_markup_without_scripts(shared: Shared) -> None:
    page = blank(shared)
    show(
        page,
        format="restricted_html",
        content="<h2 style='color: rgb(1, 2, 3); position: fixed'>safe</h2><script>window.pwned = 1</script>",
    )
    heading = page.locator(".fw-rich h2")
    expect(heading).to_have_css("color", "rgb(1, 2, 3)")
    expect(heading).to_have_css("position", "static")
    expect(page.locator(".fw-rich script")).to_have_count(0)
    show(page, format="plain_text", content="<b>not bold</b>\n*plain*")
    expect(page.locator(".fw-rich")).to_have_text("<b>not bold</b>\n*plain*")
    expect(page.locator(".fw-rich *")).to_have_count(0)


@pytest.mark.parametrize("form", ["markdown", "restricted_html", "plain_text"])
def test_C25_hostile_text_does_nothing(shared: Shared, form: str) -> None:
    page = blank(shared)
    for hostile in HOSTILE:
        show(
            page,
            format=form,
            content=f"{hostile}\n\n{{data}} <a href='{{data}}'>y</a>",
            data={"data": hostile},
        )
        assert page.locator(".fw-rich").locator(FORBIDDEN).count() == 0, hostile
    show(page, format=form, content="<a href='{data}'>y</a>", data={"data": "javascript:window.pwned=1"})
    for link in page.locator(".fw-rich a").all():
        assert "javascript" not in (link.get_attribute("href") or "")
    page.wait_for_timeout(50)  # handlers of broken pictures run late
    assert page.evaluate("window.pwned") is None


def test_components_stand_in_their_places(shared: Shared) -> None:
    page = blank(shared)
    order = run(
        page,
        """
        text = RichText(content="*before* {second} and {first} after")
        form.add_component(text)
        text.add_component(Button(text="one"), slot="first")
        text.add_component(Button(text="two"), slot="second")
        text.add_component(Label(text="loose"))
        text.content = "{second}, **{first}**!"
        " ".join(c.text for c in text.get_components())
        """,
    )
    assert order == "two one loose"
    expect(page.locator(".fw-rich strong").get_by_role("button", name="one")).to_be_visible()
    run(page, "form.get_components()[0].clear('first')")
    expect(page.locator(".fw-rich").get_by_role("button")).to_have_count(1)
    run(page, "form.get_components()[0].data = {'first': Label(text='from data')}")
    expect(page.locator(".fw-rich strong")).to_contain_text("from data")
