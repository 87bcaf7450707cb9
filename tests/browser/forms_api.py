"""Forms for the tests of the client API: each runs its checks in a handler and shows what it found."""

from __future__ import annotations

from typing import Any

from tests.browser.workshop import FormSource
from tests.browser.workshop import component as c


def checks(body: str, head: str = "", **template: Any) -> FormSource:
    """A form whose button runs `check(self)`; the label shows what it returns, or the exception."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    source = f"""
def run_click(self, **event_args):
    try:
        self.result.text = " | ".join(map(str, self.check()))
    except Exception as error:
        import traceback
        self.result.text = traceback.format_exc()
def check(self):
{lines}
"""
    components = [c("Button", "run", "run_click", text="run"), c("Label", "result", text="")]
    return FormSource(source, {"components": components, **template}, head)


TOOL = """
export const double = n => n * 2;
export const later = n => new Promise(resolve => setTimeout(() => resolve(n * 2), 20));
"""

API_SERVER = """
from . import Shared

@anvil.server.callable
def thing_state(thing):
    return [type(thing).__name__, thing.n]

@anvil.server.callable
def give_thing():
    return Shared.Thing(5)

@anvil.server.callable
def out_of_stock():
    raise Shared.OutOfStock("none left")

@anvil.server.callable
def remember(key, value=None):
    if value is not None:
        anvil.server.session[key] = value
    return anvil.server.session.get(key)

@anvil.server.callable
def give_right(scope):
    return anvil.server.Capability(scope)

@anvil.server.callable
def use_right(right):
    found = anvil.server.unwrap_capability(right, ["order", anvil.server.Capability.ANY, "read"])
    right.send_update(found[1] + 1)
    return found

@anvil.server.callable
def raise_news(items):
    for item in items:
        anvil.server.raise_event("news", item)
"""

CAPABILITIES = """
given = anvil.server.call("give_right", ["order", 5])
right = given.narrow(["read"])
seen = []
right.set_update_handler(seen.append)
found = anvil.server.call("use_right", right)
try:
    anvil.server.call("use_right", anvil.server.Capability(["order", 6, "read"]))
except ValueError as error:
    refused = "not valid" in str(error)
return [given.is_valid, right.scope, found, seen, refused, isinstance(given, anvil.server.Capability)]
"""

PUSHED = """
from time import sleep
seen = []
def on_news(payload):
    seen.append(payload)
    if payload == "wait":
        anvil.server.call("add", 1, 2)
        seen.append("waited")
anvil.server.add_event_handler("news", on_news)
anvil.server.call("raise_news", ["wait", 1, {"a": 2}])
while "waited" not in seen:
    sleep(0.02)
return seen
"""

API_MODULES = {
    "Shared": """
        import anvil
        import anvil.server

        @anvil.server.portable_class
        class Thing:
            def __init__(self, n):
                self.n = n

            @anvil.server.server_method
            def where(self, add):
                return [anvil.is_server_side(), self.n + add]

        @anvil.server.portable_class
        class OutOfStock(Exception):
            pass
        """
}

API_FORMS = {
    "ApiCapabilities": checks(CAPABILITIES),
    "ApiPushed": checks(PUSHED),
    "ApiObjects": checks(
        """
from ..Shared import Thing, OutOfStock
given = anvil.server.call("give_thing")
try:
    anvil.server.call("out_of_stock")
except OutOfStock as error:
    caught = f"caught {error}"
return anvil.server.call("thing_state", Thing(3)), type(given) is Thing, given.n, given.where(2), caught
"""
    ),
    "ApiJs": checks(
        """
import anvil.js
from anvil.js import window
from anvil.js.window import Math, Map, URLSearchParams
made = window.JSON.parse('{"a": null, "items": [3, 1, 2], "get": 7}')
array = made.items
array.append(9)
called = Map([["k", 5]])
blob = anvil.js.new(window.Blob, ["text"], {"type": "text/plain"})
media = anvil.js.to_media(blob, name="t.txt")
bytes_of = anvil.js.to_media(anvil.js.new(window.Uint8Array, [1, 2, 3])).get_bytes()
heard = []
def hear(event):
    heard.append(event.type)
window.addEventListener("thing", hear)
window.dispatchEvent(anvil.js.new(window.Event, "thing"))
window.removeEventListener("thing", hear)
window.dispatchEvent(anvil.js.new(window.Event, "thing"))
back = anvil.server.call("echo", {"js": made})
try:
    window.JSON.parse("{")
except anvil.js.ExternalError as error:
    caught = error.original_error.name
module = anvil.js.import_from("./_/theme/tool.mjs")
return (
    made["a"], array[-1], array[1:3], len(array), "items" in made, made.get, sorted(made.keys()),
    hasattr(window, "noSuchThing"), called.get("k"), called.size, URLSearchParams("q=1").get("q"),
    media.name, media.content_type, media.get_bytes(), bytes_of, heard, back["js"], caught,
    module.double(4), module.later(5), window.Array.isArray([1]),
)
"""
    ),
    "ApiPictures": checks(
        """
import anvil.image
from anvil.js import window
canvas = anvil.js.new(window.OffscreenCanvas, 40, 20)
canvas.getContext("2d").fillRect(0, 0, 40, 20)
media = anvil.js.to_media(canvas.convertToBlob(), name="p.png")
small = anvil.image.generate_thumbnail(media, 10)
turned = anvil.image.rotate(media, 90)
try:
    anvil.image.get_dimensions(BlobMedia("image/png", b"no"))
except anvil.image.ImageException as error:
    caught = "no picture"
return (
    anvil.image.get_dimensions(media), anvil.image.get_dimensions(small), small.content_type, small.name,
    anvil.image.generate_thumbnail(media, 100) is media, anvil.image.get_dimensions(turned), caught,
)
""",
        "import anvil.js\n",
    ),
    "ApiHttp": checks(
        """
import anvil.http
text = anvil.http.request("/_/theme/tool.mjs")
app = anvil.http.request("/_/app", json=True)
try:
    anvil.http.request("/_/theme/none.txt")
except anvil.http.HttpError as error:
    missing = error.status
try:
    anvil.http.request("http://127.0.0.1:9/")
except anvil.http.HttpError as error:
    unreachable = error.status
asset = app and anvil.app.get_asset("tool.mjs")
try:
    anvil.app.get_asset("none.txt")
except ValueError:
    no_asset = "none"
same = asset.get_bytes() == text.get_bytes()
return text.name, text.content_type, app["package"], missing, unreachable, same, no_asset
"""
    ),
    "ApiHistory": checks(
        """
from anvil.history import history, hash_history, Location
told = []
unlisten = hash_history.listen(lambda action, location, delta: told.append((action, location.path, delta)))
hash_history.push("/one?x=1")
hash_history.push(Location("/two", state={"n": 2}))
state = hash_history.location.state["n"]
hash_history.go(-1)
time.sleep(0.3)
here = hash_history.location
unlisten()
hash_history.replace("/three")
return told, state, here.path, here.search_params, hash_history.location.path, hash_history.create_href("/x")
"""
    ),
    "ApiCalled": FormSource(
        """
        def take(self, nothing, things):
            return {"nothing": nothing is None, "sum": sum(things["a"]), "keys": list(things.keys())}
        """,
        {"components": [c("Label", "result", text="called")]},
    ),
    "ApiSession": checks(
        """
put = anvil.server.call("remember", "x", [1])
got = anvil.server.call("remember", "x")
before = anvil.server.get_session_id()
anvil.server.reset_session()
fresh = anvil.server.call("remember", "x")
return put, got, fresh, before != anvil.server.get_session_id()
"""
    ),
    "ApiCallbacks": checks(
        """
import anvil.js
from anvil.js import window
told = []
set_default_error_handling(lambda error: told.append(str(error)))
@anvil.js.report_exceptions
def reported(n):
    time.sleep(0.01)
    raise ValueError(f"reported {n}")
def silent(n):
    raise ValueError(f"silent {n}")
run = window.Function("f", "n", "return (async () => f(n))().then(v => 'gave ' + v, e => 'failed')")
first = run(reported, 1), run(silent, 2)
anvil.js.report_all_exceptions(True, reraise=False)
second = run(silent, 3)
anvil.js.report_all_exceptions(True)
third = run(silent, 4)
anvil.js.report_all_exceptions(False)
fourth = run(silent, 5)
set_default_error_handling(None)
return first, second, third, fourth, told
"""
    ),
    "ApiComponents": checks(
        """
import anvil.js
from anvil.js.window import document
class Badge(Component):
    _anvil_events_ = [{"name": "picked"}]
    def __init__(self, text):
        self.element = document.createElement("button")
        self.element.textContent = text
        self.element.addEventListener("click", lambda event: self.raise_event("picked"))
    def _anvil_setup_dom_(self):
        return self.element
badge = Badge("badge")
picked = []
badge.add_event_handler("picked", lambda **e: picked.append(anvil.server.call("add", 1, 1)))
badge.add_event_handler("show", lambda **e: picked.append("shown"))
self.add_component(badge)
time.sleep(0.1)
badge.element.click()
time.sleep(0.5)
with anvil.server.loading_indicator(self.result, min_height=60):
    covered = document.querySelectorAll(".fw-cover").length
return picked, anvil.js.get_dom_node(badge) == badge.element, covered
"""
    ),
}
