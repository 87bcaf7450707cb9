"""Writes an app with endpoints and routes, and asks it by HTTP as programs do."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MANIFEST = """\
name: Endpoints
package_name: Endpoints
startup: {{type: form, module: Form1}}
runtime_options: {{version: 2, client_version: '3', server_persist: {persistent}}}
metadata: {{title: Endpoints}}
"""

SERVER = """\
import anvil, anvil.server
from anvil.server import AppResponder, FormResponse, HttpResponse, http_endpoint, request, route


@anvil.server.http_endpoint("/u/:id")
def user(id, **more):
    return {"id": id, **more}

@anvil.server.http_endpoint("/file/:name")
def in_path(name):
    return name

@http_endpoint("/get-only", methods=["GET"])
def get_only():
    return "got"

@http_endpoint("/kinds/:kind")
def kinds(kind):
    return {
        "dict": {"a": 1}, "list": [1, 2], "none": None, "number": 1.5, "text": "ä",
        "media": anvil.BlobMedia("image/png", b"PNG", name="Bild ü.png"),
        "made": HttpResponse(201, "made", headers={"X-Kind": "made"}),
        "split": HttpResponse(headers={"x-bad": "a\\r\\nset-cookie: b=c"}),
        "page": FormResponse("Form1"), "set": {1}, "nan": float("nan"),
    }[kind]

@http_endpoint("/fail")
def fail():
    raise ValueError("a secret of the server")

@http_endpoint("/private", require_credentials=True)
def private():
    return [request.username, request.password]

@http_endpoint("/users", authenticate_users=True)
def users():
    return "in"

@http_endpoint("/about", methods=["GET", "POST", "PUT"])
def about(**parameters):
    return {
        "method": request.method, "path": request.path, "query": request.query_params,
        "form": {k: v if isinstance(v, str) else [v.name, v.content_type, v.get_bytes().decode()]
                 for k, v in request.form_params.items()},
        "headers": request.headers, "json": request.body_json, "origin": request.origin,
        "body": request.body and request.body.get_bytes().decode(), "ip": request.remote_address,
        "caller": [anvil.server.context.client.type, anvil.server.context.remote_caller.is_trusted],
    }

@http_endpoint("/open", enable_cors=True)
def open_to_all():
    return visits()

@http_endpoint("/friend", enable_cors="https://friend.example", cross_site_session=True)
def for_a_friend():
    return visits()

@http_endpoint("/shared", cross_site_session=True)
def shared():
    return visits()

@http_endpoint("/visits")
def visits():
    anvil.server.session["visits"] = anvil.server.session.get("visits", 0) + 1
    return anvil.server.session["visits"]

@http_endpoint("/cookie")
def cookie():
    anvil.server.cookies.local["n"] = anvil.server.cookies.local.get("n", 0) + 1
    return anvil.server.cookies.local["n"]

@anvil.server.wellknown_endpoint("/security.txt")
def security():
    return "Contact: nobody"

@anvil.server.wellknown_endpoint("ignored")
def ignored():
    return "never"

@route("/robots.txt")
def robots():
    return "User-agent: *"

@route("/orders/:number")
def order(number, **query):
    return FormResponse("Order", int(number), colour="red")

@route("/data")
def data():
    return AppResponder(data={"a": [1, None]}, meta={"title": "T <b>", "og:image": "x.png"}).load_app()

@anvil.server.callable
@http_endpoint("/both")
def both():
    return "both"

@anvil.server.callable
def outside():
    return request.path
"""
FORM = """\
from ._anvil_designer import Form1Template
import anvil.server

class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.label.text = f"Form1 {anvil.server.startup_data!r}"
"""
ORDER = """\
from ._anvil_designer import OrderTemplate

class Order(OrderTemplate):
    def __init__(self, number, colour="", **properties):
        self.init_components(**properties)
        self.label.text = f"Order {number + 1} in {colour}"
"""
TEMPLATE = "container: {type: ColumnPanel}\ncomponents:\n- {type: Label, name: label}\nis_package: true\n"


def write_endpoint_app(folder: Path, persistent: bool = False) -> Path:
    files = {
        "anvil.yaml": MANIFEST.format(persistent=str(persistent).lower()),
        "server_code/Api.py": SERVER,
        "client_code/Form1/__init__.py": FORM,
        "client_code/Form1/form_template.yaml": TEMPLATE,
        "client_code/Order/__init__.py": ORDER,
        "client_code/Order/form_template.yaml": TEMPLATE,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(url: str, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
    """One request; header names are given with underscores."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        lines = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() if isinstance(body, str) else body, lines)
        found = connection.getresponse()
        pairs = found.getheaders()
        named = {name.lower(): value for name, value in pairs}
        return Answer(
            found.status,
            named,
            [value.partition(";")[0] for name, value in pairs if name.lower() == "set-cookie"],
            found.read(),
        )
    finally:
        connection.close()


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()
