"""Which paths an endpoint answers: for any pattern and any values, by a second reading of the rule.

The rule (spec: server API, section 4): a pattern's parts between slashes are texts or `:name`; a path matches
when it has the same parts, each text the same once decoded, and a name takes any part, also an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formwright.runtime.worker.endpoints import Endpoint, Endpoints
from tests.server.endpoints.endpoint_app import ask, write_endpoint_app
from tests.server.served import Served, serve

# What can be told apart in a URL: surrogates have no UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FIXED = TEXT.map(lambda text: text.replace("/", "").replace(":", "")).filter(lambda text: "%" not in text)
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,5}", fullmatch=True)


@st.composite
def patterns(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Parts as ("text", what it is) or ("name", what it is called)."""
    kinds = draw(st.lists(st.sampled_from(["text", "name"]), min_size=1, max_size=5))
    names = iter(draw(st.lists(NAMES, min_size=5, max_size=5, unique=True)))
    return [(kind, next(names) if kind == "name" else draw(FIXED)) for kind in kinds]


def pattern(parts: list[tuple[str, str]]) -> str:
    return "".join("/" + (":" + text if kind == "name" else text) for kind, text in parts)


def endpoint(path: str, result: object = None, *methods: str) -> Endpoint:
    return Endpoint("api", path, lambda: result, methods or ("GET", "POST"))


def read_again(parts: list[tuple[str, str]], path: str) -> dict[str, str] | None:
    """The rule, without regular expressions."""
    given = [unquote(part) for part in path.split("/")[1:]]
    if not path.startswith("/") or len(given) != len(parts):
        return None
    found = {}
    for (kind, text), value in zip(parts, given, strict=True):
        if kind == "name":
            found[text] = value
        elif text != value:
            return None
    return found


@given(patterns(), st.data())
def test_what_is_quoted_comes_back_by_its_name(parts: list[tuple[str, str]], data: st.DataObject) -> None:
    values = {text: data.draw(TEXT) for kind, text in parts if kind == "name"}
    path = "".join(
        "/" + quote(values.get(text, text) if kind == "name" else text, safe="") for kind, text in parts
    )
    assert endpoint(pattern(parts)).match(path) == values


@given(patterns(), patterns(), st.lists(TEXT, max_size=5), st.booleans())
def test_any_path_is_read_by_the_rule(
    parts: list[tuple[str, str]], others: list[tuple[str, str]], values: list[str], safe: bool
) -> None:
    for path in (
        "".join("/" + quote(value, safe=":" if safe else "") for value in values),
        "".join("/" + quote(text, safe="") for _, text in others),
        "".join("/" + quote(text, safe="") for _, text in parts),
    ):
        assert endpoint(pattern(parts)).match(path) == read_again(parts, path)


@given(st.text(max_size=12))
def test_no_pattern_and_no_path_breaks_anything(text: str) -> None:
    made = endpoint("/" + text)
    try:
        made.check()
    except ValueError as error:
        assert repr("/" + text) in str(error)  # said when it is written; only a name given twice is one
        assert text.count(":") > 1
    else:
        made.match("/" + text)
        made.match(text)


@given(
    st.lists(st.sampled_from(["GET", "POST", "PUT"]), min_size=1, max_size=6), st.sampled_from(["GET", "PUT"])
)
def test_the_last_with_the_method_answers(methods: list[str], asked: str) -> None:
    endpoints = Endpoints()
    for number, method in enumerate(methods):
        endpoints.add(endpoint("/a/:b", number, method))
    matching, found = endpoints.find("api", "/a/1", asked)
    assert len(matching) == len(methods)
    last = max((number for number, method in enumerate(methods) if method == asked), default=None)
    assert (None if found is None else found.function()) == last


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(write_endpoint_app(tmp_path_factory.mktemp("paths"), True)) as served:
        yield served


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=TEXT)
def test_any_value_arrives_by_http(host: Served, value: str) -> None:
    answer = ask(host.url, "GET", "/_/api/u/" + quote(value, safe="") + "?q=" + quote(value, safe=""))
    wanted: dict[str, Any] = {"id": value, "q": value}
    assert (answer.status, answer.json) == (200, wanted)


def test_too_many_requests_at_once_are_told_to_wait(host: Served) -> None:
    statuses = []
    for _ in range(2_000):
        answer = ask(host.url, "GET", "/_/api/nothing")
        statuses.append(answer.status)
        if answer.status == 429:
            break
    assert set(statuses[:-1]) == {404}
    assert (answer.status, answer.headers["retry-after"], "Try again" in answer.text) == (429, "1", True)
    assert ask(host.url, "GET", "/healthz").status == 200  # the rest of the host is not held up
