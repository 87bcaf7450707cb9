"""The client API in a real page: JavaScript, HTTP, pictures, history, components written in Python."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Shared
from tests.browser.laboratory import blank, run

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
    "ApiCapabilities": "True | ['order', 5, 'read'] | ['order', 5, 'read'] | [6] | True | True",
    "ApiPushed": "wait | 1 | {'a': 2} | waited",
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


def test_promises_are_made_and_kept_until_somebody_waits(shared: Shared) -> None:
    """Reading a promise or making one does not wait; a rejected one is an error only of who waits."""
    found = run(
        blank(shared),
        """
        import anvil.js
        from anvil.js.window import Promise, document
        kept = {}
        def keep(resolve, reject):
            kept.update(resolve=resolve, reject=reject)
        first = Promise(keep)
        kept["resolve"](5)
        second = anvil.js.new(Promise, keep)
        kept["reject"]("no")
        try:
            anvil.js.await_promise(second)
        except anvil.js.ExternalError as error:
            caught = [str(error), error.original_error]
        holder = anvil.js.window.Object()
        holder.promise = first
        [anvil.js.await_promise(first), anvil.js.await_promise(holder.promise), caught,
         type(document.fonts.ready).__name__, anvil.js.await_promise(document.fonts.ready).size >= 0]
        """,
    )
    assert found == [5, 5, ["no", "no"], "JsObject", True]


def test_objects_of_python_come_back_from_javascript_as_themselves(shared: Shared) -> None:
    found = run(
        blank(shared),
        """
        from anvil.js.window import Function, Promise, setTimeout
        class Thing:
            pass
        thing, late = Thing(), object()
        def later(resolve, reject):
            setTimeout(lambda: resolve(late), 10)
        holder = Function("return {}")()
        holder.thing = thing
        [Promise.race([Promise(lambda resolve, reject: resolve(thing))]) is thing,
         Promise.race([Promise(later)]) is late,
         holder.thing is thing, Function("f", "return f()")(lambda: thing) is thing,
         Function("x", "return [x]")(thing)[0] is thing]
        """,
    )
    assert found == [True] * 5


def test_callbacks_that_need_not_wait_answer_at_once(shared: Shared) -> None:
    found = run(
        blank(shared),
        """
        import anvil.js, time
        from anvil.js.window import Function
        def slow(x):
            time.sleep(.01)
            return x * 2
        def wrong(a, b):
            raise ValueError("cannot compare")
        caught = None
        try:
            Function("f", "return [2, 1].sort(f)")(wrong)
        except anvil.js.ExternalError as error:
            caught = str(error)
        apply = Function("f", "return f(4)")
        [list(Function("f", "return [3, 1, 2].sort(f)")(lambda a, b: a - b)),
         list(Function("f", "return [1, 2].map(f)")(lambda x, *_: x + 1)),
         apply(slow), Function("f", "return typeof f(4)?.then")(slow), caught]
        """,
    )
    assert found == [[1, 2, 3], [2, 3], 8, "function", "Error: ValueError: cannot compare"]


def test_objects_that_are_not_plain_answer_like_a_dict_too(shared: Shared) -> None:
    found = run(
        blank(shared),
        """
        from anvil.js.window import Function
        made = Function("class Tool { constructor() { this.size = 3; } } return new Tool()")()
        [list(made.keys()), made.get("size"), dict(made.items()), hasattr([].__class__, "keys")]
        """,
    )
    assert found == [["size"], 3, {"size": 3}, False]


def test_classes_that_babel_has_translated_are_made_like_others(shared: Shared) -> None:
    found = run(
        blank(shared),
        """
        from anvil.js.window import Function
        Old = Function(\"\"\"return function Old(n) {
            if (!(this instanceof Old)) throw new TypeError("Cannot call a class as a function");
            this.n = n;
        }\"\"\")()
        Old(4).n
        """,
    )
    assert found == 4
