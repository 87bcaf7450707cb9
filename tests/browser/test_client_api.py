"""The client API in a real page: JavaScript, HTTP, pictures, history, components written in Python."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Shared

EXPECTED = {
    "ApiObjects": "['Thing', 3] | True | 5 | [True, 7] | caught none left",  # S13, S14
    "ApiJs": (
        "None | 9 | [1, 2] | 4 | True | 7 | ['a', 'get', 'items'] | False | 5 | 1 | 1 | t.txt | text/plain | "
        "b'text' | b'\\x01\\x02\\x03' | ['thing'] | {'a': None, 'items': [3, 1, 2, 9], 'get': 7} | "
        "SyntaxError | 8 | 10 | True"
    ),
    "ApiPictures": "(40, 20) | (10, 5) | image/jpeg | p.png | True | (20, 40) | no picture",
    "ApiHttp": "tool.mjs | text/javascript | Workshop | 404 | 0 | True | none",
    "ApiHistory": (
        "[('PUSH', '/one', 1), ('PUSH', '/two', 1), ('POP', '/one', -1)] | 2 | /one | {'x': '1'} | /three | "
        "#/x"
    ),
    "ApiSession": "[1] | [1] | None | True",  # S24, S26
    "ApiCallbacks": (
        "('gave undefined', 'failed') | gave undefined | failed | failed | "
        "['reported 1', 'silent 3', 'silent 4']"
    ),
    "ApiComponents": "['shown', 2] | True | 1",
}


@pytest.mark.parametrize("form", EXPECTED)
def test_the_api_does_what_apps_expect(shared: Shared, form: str) -> None:
    page = shared.open(form)
    page.get_by_role("button", name="run", exact=True).click()
    expect(page.locator(".fw-label .fw-text").first).to_have_text(EXPECTED[form])


def test_F33_values_of_the_page_arrive_as_those_of_python_and_back(shared: Shared) -> None:
    page = shared.open("ApiCalled")
    expect(page.get_by_text("called", exact=True)).to_be_visible()
    code = "anvil.call(document.querySelector('[data-fw-form]'), 'take', null, {a: [1, 2]})"
    assert page.evaluate(code) == {"nothing": True, "sum": 3, "keys": ["a"]}
