"""The forms and server functions that the browser tests use."""

from __future__ import annotations

from tests.browser.workshop import FormSource
from tests.browser.workshop import component as c

SERVER = """
import anvil.server, anvil, os, time

@anvil.server.callable
def add(a, b):
    return a + b

@anvil.server.callable
def slow(a, seconds):
    time.sleep(seconds)
    return a

@anvil.server.callable
def fail(message):
    raise ValueError(message)

@anvil.server.callable
def strange():
    class Odd(Exception):
        pass
    raise Odd("odd one")

@anvil.server.callable
def echo(value):
    return value

@anvil.server.callable
def reverse(media):
    return anvil.BlobMedia(media.content_type, media.get_bytes()[::-1], name=media.name)

@anvil.server.callable
def end():
    os._exit(3)
"""

MODULES = {"Global": "count = 0\n"}

FORMS = {
    "Start": FormSource("pass", {"components": [c("Label", "hello", text="Start is open")]}),
    "Calls": FormSource(
        """
        def add_click(self, **event_args):
            self.result.text = "sum " + str(anvil.server.call("add", 2, b=3))
        def fail_click(self, **event_args):
            try:
                anvil.server.call("fail", "x is wrong")
            except ValueError as error:
                self.result.text = f"caught {error}"
        def uncaught_click(self, **event_args):
            anvil.server.call("fail", "nobody catches this")
        def odd_click(self, **event_args):
            try:
                anvil.server.call("strange")
            except anvil.server.AnvilWrappedError as error:
                self.result.text = f"wrapped {error}"
        def missing_click(self, **event_args):
            try:
                anvil.server.call("no_such_function")
            except anvil.server.NoServerFunctionError as error:
                self.result.text = "no such function"
        def set_click(self, **event_args):
            try:
                anvil.server.call("echo", {"a": {1, 2}})
            except anvil.server.SerializationError as error:
                self.result.text = str(error)
        def media_click(self, **event_args):
            media = BlobMedia("text/plain", b"abc" * 700000, name="abc.txt")
            back = anvil.server.call("reverse", media)
            same = back.get_bytes() == media.get_bytes()[::-1]
            self.result.text = f"{back.name} {back.content_type} {back.length} {same}"
        def values_click(self, **event_args):
            import datetime
            sent = [None, True, 2**60, 1.5, "é", {"k": [1, {"z": ()}]}, datetime.date(2020, 2, 29)]
            back = anvil.server.call("echo", sent)
            naive = anvil.server.call("echo", datetime.datetime(2021, 5, 6, 7, 8))
            nan = anvil.server.call("echo", float("nan"))
            same = back[:5] == sent[:5] and back[5] == {"k": [1, {"z": []}]} and back[6] == sent[6]
            self.result.text = f"{same} {naive.utcoffset() is not None} {nan != nan}"
        def end_click(self, **event_args):
            try:
                anvil.server.call("end")
            except anvil.server.ExecutionTerminatedError:
                self.result.text = "ended " + str(anvil.server.call("add", 1, 1))
        def slow_click(self, **event_args):
            answer = anvil.server.call("slow", "a", 0.4)
            self.result.text += f"[{answer}]"
        def other_click(self, **event_args):
            answer = anvil.server.call_s("slow", "b", 0.0)
            self.result.text += f"({answer})"
        def free_click(self, **event_args):
            self.result.text += "free"
        """,
        {
            "components": [
                c("Label", "result", text=""),
                *(
                    c("Button", name, clicked=f"{name}_click", text=name)
                    for name in [
                        "add",
                        "fail",
                        "uncaught",
                        "odd",
                        "missing",
                        "set",
                        "media",
                        "values",
                        "end",
                        "slow",
                        "other",
                        "free",
                    ]
                ),
            ]
        },
    ),
    "Dialogs": FormSource(
        """
        def alert_click(self, **event_args):
            self.result.text = repr(alert("A message"))
        def confirm_click(self, **event_args):
            self.result.text = repr(confirm("Sure?", title="Really"))
        def choice_click(self, **event_args):
            self.result.text = repr(alert("Choose", buttons=[("No", False), ("Yes", True)]))
        def content_click(self, **event_args):
            box = TextBox(placeholder="inside")
            def enter(**event_args):
                box.raise_event("x-close-alert", value=42)
            box.add_event_handler("pressed_enter", enter)
            self.result.text = repr(alert(box, title="Content"))
        def note_click(self, **event_args):
            with Notification("Working on it", title="Busy", timeout=None):
                time.sleep(0.6)
            self.result.text = "note gone"
        """,
        {
            "components": [
                c("Label", "result", text=""),
                *(
                    c("Button", name, clicked=f"{name}_click", text=name)
                    for name in ["alert", "confirm", "choice", "content", "note"]
                ),
            ]
        },
    ),
    "Errors": FormSource(
        """
        def fail_click(self, **event_args):
            self.helper()
        def helper(self):
            return 1 / 0
        def loop_click(self, **event_args):
            print("before the loop")
            while True:
                print("still here")
                for i in range(100000):
                    pass
        def count_click(self, **event_args):
            self.result.text = "count " + str(int(self.result.text[6:] or 0) + 1)
        """,
        {
            "components": [
                c("Label", "result", text="count 0"),
                c("Button", "fail", clicked="fail_click", text="fail"),
                c("Button", "loop", clicked="loop_click", text="loop"),
                c("Button", "count", clicked="count_click", text="count"),
                c("Button", "missing", clicked="no_such_method", text="missing"),
                c("NoSuchThing", "unknown"),
            ]
        },
    ),
    "Fields": FormSource(
        """
        def __init__(self, **properties):
            self.log = []
            self.init_components(item={"name": "Ada", "on": False, "pick": 2}, **properties)
            self.pick.items = [("One", 1), ("Two", 2), ("Three", 3)]
            self.refresh_data_bindings()
            self.name.add_event_handler("change", lambda **e: self.note("change", self.item["name"]))
            self.name.add_event_handler("lost_focus", lambda **e: self.note("lost", self.item["name"]))
            self.name.add_event_handler("pressed_enter", lambda **e: self.note("enter", self.item["name"]))
            self.on.add_event_handler("change", lambda **e: self.note("on", self.item["on"]))
            self.pick.add_event_handler("change", lambda **e: self.note("pick", self.item["pick"]))
            group = self.large.get_group_value
            self.large.add_event_handler("clicked", lambda **e: self.note("clicked", group()))
            self.large.add_event_handler("change", lambda **e: self.note("radio", self.small.selected))
            self.keys.add_event_handler("click", lambda keys, **e: self.note("shift", keys["shift"]))
            self.number.add_event_handler("change", lambda **e: self.note("number", repr(self.number.text)))
        def note(self, what, value):
            self.log.append(f"{what}={value}")
            self.result.text = " ".join(self.log)
        """,
        {
            "components": [
                {
                    **c("TextBox", "name", placeholder="name"),
                    "data_bindings": [{"property": "text", "code": 'self.item["name"]', "writeback": True}],
                },
                {
                    **c("CheckBox", "on", text="switch"),
                    "data_bindings": [{"property": "checked", "code": 'self.item["on"]', "writeback": True}],
                },
                {
                    **c("DropDown", "pick"),
                    "data_bindings": [
                        {"property": "selected_value", "code": 'self.item["pick"]', "writeback": True}
                    ],
                },
                c("RadioButton", "small", text="small", value="s", selected=True),
                c("RadioButton", "large", text="large", value="l"),
                c("TextBox", "number", type="number", placeholder="number"),
                c("Button", "keys", text="keys"),
                c("Label", "result", text=""),
            ]
        },
    ),
    "Timers": FormSource(
        """
        def __init__(self, **properties):
            self.init_components(**properties)
            self.ticks = 0
        def tick(self, **event_args):
            self.ticks += 1
            self.result.text = f"ticks {self.ticks}"
            if self.ticks == 3:
                self.timer.interval = 0
        """,
        {
            "components": [
                {
                    "type": "Timer",
                    "name": "timer",
                    "properties": {"interval": 0.05},
                    "event_bindings": {"tick": "tick"},
                },
                c("Label", "result", text="ticks 0"),
            ]
        },
    ),
    "Scripts": FormSource(
        """
        def __init__(self, **properties):
            from anvil.js.window import document, Math
            import anvil.js
            self.init_components(**properties)
            self.document = document
            self.js = anvil.js
            self.math = Math
        def greet(self, name):
            time.sleep(0.02)
            self.result.text = f"greeted {name}"
            return f"Hello {name}"
        def run_click(self, **event_args):
            js = self.js
            promised = js.call("delayed", 21)
            made = js.new(js.window.Date, 0).getTime()
            plain = js.window.JSON.parse('{"a": [1, {"b": 2}]}')
            try:
                js.call("explode")
            except js.ExternalError as error:
                caught = "boom" in str(error)
            called = js.call("callback", lambda x: anvil.server.call("add", x, 1))
            node = js.get_dom_node(self.result)
            values = promised, made, plain["a"][1]["b"], caught, called, self.math.max(3, 7), node.tagName
            self.result.text = " ".join(map(str, values))
        """,
        {
            "container": {
                "type": "HtmlTemplate",
                "properties": {
                    "html": "<div class='page'><div anvil-slot='default'></div><p anvil-name='para'>para</p>"
                    "<button id='greeter' onclick=\"anvil.call(this, 'greet', 'Bo').then(r => "
                    'this.textContent = r)">greet</button></div><script>'
                    "window.delayed = n => new Promise(r => setTimeout(() => r(n * 2), 30));"
                    "window.explode = () => { throw new Error('boom') };"
                    "window.callback = async f => await f(41);</script>"
                },
            },
            "components": [
                {**c("Label", "result", text=""), "layout_properties": {"slot": "default"}},
                {
                    **c("Button", "run", clicked="run_click", text="run"),
                    "layout_properties": {"slot": "default"},
                },
            ],
        },
    ),
    "Waits": FormSource(
        """
        def __init__(self, **properties):
            self.init_components(**properties)
            self.result.text = f"begun with {anvil.server.call('add', 1, 2)}"
        def promise_click(self, **event_args):
            anvil.js.await_promise(anvil.js.window.Promise.resolve(1))
        def sleep_click(self, **event_args):
            began = time.monotonic()
            time.sleep(0.2)
            self.result.text = f"slept {time.monotonic() - began >= 0.2}"
        def http_click(self, **event_args):
            url = anvil.js.window.location.origin + "/_/theme/"
            text = anvil.http.request(url + "tool.mjs").get_bytes().decode()
            try:
                anvil.http.request(url + "nowhere.txt")
            except anvil.http.HttpError as error:
                self.result.text = f"{'later' in text} {error.status}"
        def session_click(self, **event_args):
            first = anvil.server.call("remember", "key", "value")
            self.result.text = f"{first} {anvil.server.call('remember', 'key')}"
        def load_change(self, file, **event_args):
            back = anvil.server.call("reverse", file)
            self.result.text = f"{back.name} {back.get_bytes()!r}"
        def news_click(self, **event_args):
            anvil.server.add_event_handler("news", self.news_came)
            anvil.server.call("raise_news", [1, 2])
            self.result.text = "told"
        def news_came(self, payload):
            self.result.text += f" news {payload}"
        """,
        {
            "components": [
                c("Label", "result", text=""),
                {**c("FileLoader", "load", text="load"), "event_bindings": {"change": "load_change"}},
                *(
                    c("Button", name, clicked=f"{name}_click", text=name)
                    for name in ["promise", "sleep", "http", "session", "news"]
                ),
            ]
        },
        head="import anvil.http\nimport anvil.js\n\n\n",
    ),
    "AsksFirst": FormSource(
        """
        def __init__(self, **properties):
            self.answer = confirm("before the form")
            self.init_components(**properties)
            self.result.text = f"answered {self.answer}"
        """,
        {"components": [c("Label", "result", text="")]},
    ),
    "FailsToStart": FormSource(
        """
        def __init__(self, **properties):
            raise ValueError("not today")
        """,
        {"components": []},
    ),
    "Soak": FormSource(
        """
        def __init__(self, **properties):
            import random
            self.random = random.Random(7)
            self.done = self.wrong = 0
            self.twice = anvil.js.window.Function("f", "n", "return [f(n), f(n)]")
            self.init_components(**properties)
        def callbacks(self, number):
            # JavaScript calls Python that waits, and Python that need not, while the handler is under way.
            def slow(n):
                time.sleep(self.random.random() * 0.005)
                return n
            first, second = self.twice(slow if number % 2 else lambda n: n, number)
            return anvil.js.await_promise(first), anvil.js.await_promise(second)
        def soak(self, number):
            def deeper(level):
                if level:
                    return deeper(level - 1)
                cycle = [number]
                cycle.append(cycle)
                try:
                    raise KeyError(number)
                except KeyError as error:
                    time.sleep(self.random.random() * 0.02)
                    if error.args != (number,) or sys.exc_info()[1] is not error:
                        self.wrong += 1
                return number
            if deeper(number % 20) != number:
                self.wrong += 1
            if number % 5 == 0 and self.callbacks(number) != (number, number):
                self.wrong += 1
            self.done += 1
        """,
        {"components": [c("Label", "result", text="soak")]},
        head="import sys\nimport anvil.js\n\n\n",
    ),
}
