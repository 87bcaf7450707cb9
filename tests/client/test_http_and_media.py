"""`anvil.http`, media behind addresses, assets, the loading indicator and `pluggable_ui`, headless."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from formwright.runtime.protocol.http_messages import HttpAnswer
from tests.client.conftest import Bench, form

URL = "http://127.0.0.1/api/things"
PLAIN = "class Form1(Form1Template):\n    pass\n"


@pytest.fixture
def anvil(bench: Bench) -> Any:
    bench.start({"Form1": PLAIN}, {"Form1": form()}, "Form1")
    return importlib.import_module("anvil")


def test_answers_are_media_or_decoded(bench: Bench, anvil: Any) -> None:
    bench.platform.answers[URL] = HttpAnswer(200, "application/json", b'{"a": [1]}')
    media = anvil.http.request(URL)
    assert (media.content_type, media.name, media.get_bytes()) == (
        "application/json",
        "things",
        b'{"a": [1]}',
    )
    assert anvil.http.request(URL, json=True) == {"a": [1]}
    bench.platform.answers[URL] = HttpAnswer(200, "text/html", b"<p>")
    with pytest.raises(ValueError, match="not JSON"):
        anvil.http.request(URL, json=True)


def test_data_becomes_query_form_or_json(bench: Bench, anvil: Any) -> None:
    bench.platform.answers[URL] = HttpAnswer(200, "application/json", b"{}")
    anvil.http.request(URL, data={"q": "a b", "n": 1})
    anvil.http.request(URL, "POST", data={"q": "a b"}, username="u", password="p")
    anvil.http.request(URL, "PUT", data={"q": [1]}, json=True, headers={"X-Mine": "1"})
    anvil.http.request(URL, "POST", data=anvil.BlobMedia("image/png", b"\x01"))
    get, post, put, blob = bench.platform.requests
    assert (get.url, get.body) == (f"{URL}?q=a+b&n=1", None)
    assert (post.body, post.headers["Authorization"]) == (b"q=a+b", "Basic dTpw")
    assert post.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (json.loads(put.body or b""), put.headers["X-Mine"]) == ({"q": [1]}, "1")
    assert (blob.body, blob.headers["Content-Type"]) == (b"\x01", "image/png")


def test_errors_have_status_and_content(bench: Bench, anvil: Any) -> None:
    bench.platform.answers[URL] = HttpAnswer(404, "application/json", b'{"why": "gone"}')
    with pytest.raises(anvil.http.HttpError) as caught:
        anvil.http.request(URL, json=True)
    assert (caught.value.status, caught.value.content) == (404, {"why": "gone"})
    with pytest.raises(anvil.http.HttpError, match="no answer") as caught:
        anvil.http.request("http://127.0.0.1/other")
    assert caught.value.status == 0


def test_addresses_are_encoded_as_javascript_does(anvil: Any) -> None:
    assert anvil.http.url_encode("a b/ü(1)'") == "a%20b%2F%C3%BC(1)'"
    assert anvil.http.url_decode("a%20b%2F%C3%BC") == "a b/ü"
    for broken in ("%zz", "%ff"):
        with pytest.raises(anvil.http.UrlEncodingError):
            anvil.http.url_decode(broken)


def test_media_behind_addresses(bench: Bench, anvil: Any) -> None:
    data = anvil.URLMedia("data:text/plain;base64,aGk=")
    assert (data.content_type, data.get_bytes(), data.name) == ("text/plain", b"hi", None)
    bench.platform.answers[f"{URL}.png"] = HttpAnswer(200, "image/png", b"png")
    assert anvil.URLMedia(f"{URL}.png").get_bytes() == b"png"
    with pytest.raises(RuntimeError, match="could not fetch"):
        anvil.URLMedia(URL).get_bytes()
    asset = "http://127.0.0.1/_/theme/logo.png"
    bench.platform.answers[asset] = HttpAnswer(200, "image/png", b"logo")
    assert anvil.app.get_asset("logo.png").get_bytes() == b"logo"
    bench.platform.answers["http://127.0.0.1/_/theme/none.png"] = HttpAnswer(404)
    with pytest.raises(ValueError, match=r"none\.png"):
        anvil.app.get_asset("none.png")


def test_an_indicator_covers_its_component_until_the_last_stop(bench: Bench, anvil: Any) -> None:
    label = anvil.Label(text="busy")
    indicator = anvil.server.loading_indicator(label, min_height=90)

    def covers() -> int:
        return sum("fw-cover" in found.classes for found in label._fw.node.walk())

    with indicator:
        indicator.start()
        assert covers() == 1
        assert label._fw.node.styles["--fw-cover-height"] == "90px"
        indicator.stop()
        assert covers() == 1
    assert covers() == 0
    with anvil.server.loading_indicator:
        assert any("fw-on" in found.classes for found in bench.body.walk() if "fw-busy" in found.classes)
    with pytest.raises(TypeError, match="needs a component"):
        anvil.server.loading_indicator("x")


def test_libraries_provide_components(anvil: Any) -> None:
    ui, told = anvil.pluggable_ui, []
    assert ui["anvil.Button"] is anvil.Button
    ui.add_listener("lib.*", lambda: told.append("lib"))
    ui.provide_defaults("lib", {"lib.Card": 1, "lib.Row": 2})
    ui.provide("other", {"lib.Card": 3, "anvil.TextBox": 4})
    ui.provide_defaults("lib", {"lib.Card": 5})
    assert (ui["lib.Card"], ui["lib.Row"], ui["anvil.TextBox"], len(told)) == (3, 2, 4, 2)
    with pytest.raises(KeyError):
        ui["lib.None"]


def test_modules_are_there_without_an_import(anvil: Any) -> None:
    assert anvil.property_utils.anvil_property is not None
    with pytest.raises(AttributeError):
        assert anvil.no_such_thing
