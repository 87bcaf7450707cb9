"""HTTP endpoints and page routes: which function answers a request, and what its result means as an answer.

Responsible for path patterns, methods, credentials, CORS and the kinds of results (spec: server API, section
4). The request is plain data from the host (`server/endpoints`), the answer plain data for it; sockets and
sessions are the host's. Process: worker, any thread.
"""

from __future__ import annotations

import json
import re
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from formwright.runtime.protocol.media import BlobMedia, Media
from formwright.runtime.protocol.portable import Trust, refuse_blobs
from formwright.runtime.protocol.serialisation import dumps
from formwright.runtime.worker.context import CallContext

API, ROUTE, WELLKNOWN = "api", "route", "wellknown"
REALM = "Anvil App API"  # as programs that talk to Anvil apps expect
_SLASH = "\ue000"  # stands for an encoded slash, which is no separator
_NAME = re.compile(r":([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True)
class Endpoint:
    kind: str
    path: str
    function: Callable[..., Any]
    methods: tuple[str, ...] = ("GET", "POST")
    require_credentials: bool = False
    authenticate_users: bool = False
    enable_cors: bool | str = False
    cross_site_session: bool = False

    def match(self, path: str) -> dict[str, str] | None:
        """The parameters in `path`, which is as the client wrote it, percent signs and all."""
        found = _pattern(self.path).fullmatch(_decoded(path))
        if found is None:
            return None
        return {name: value.replace(_SLASH, "/") for name, value in found.groupdict().items()}

    def check(self) -> None:
        """ValueError when the path cannot be one: found where it is written, not when somebody asks."""
        try:
            _pattern(self.path)
        except re.error as error:
            raise ValueError(f"the path {self.path!r} cannot be understood: {error}") from None

    def allows_origin(self, origin: str) -> str:
        """What `Access-Control-Allow-Origin` says to a page of `origin`; empty: nothing."""
        if not origin or not self.enable_cors:
            return ""
        if self.enable_cors is True:
            return origin
        return origin if origin.rstrip("/") == str(self.enable_cors).rstrip("/") else ""


class Endpoints:
    """Those of the app, in the order in which they were registered."""

    def __init__(self) -> None:
        self._all: list[Endpoint] = []
        self._lock = threading.Lock()

    def add(self, endpoint: Endpoint) -> None:
        with self._lock:
            self._all.append(endpoint)

    def find(self, kind: str, path: str, method: str) -> tuple[list[Endpoint], Endpoint | None]:
        """All that have this path, and the one that also has the method: the one registered last."""
        with self._lock:
            matching = [each for each in self._all if each.kind == kind and each.match(path) is not None]
        chosen = [each for each in matching if method in each.methods or "*" in each.methods]
        if not chosen and method == "HEAD":
            chosen = [each for each in matching if "GET" in each.methods]
        return matching, chosen[-1] if chosen else None


class HttpResponse:
    """A whole answer: `status`, `body` (text, Media, or what JSON can say) and `headers`."""

    def __init__(self, status: int = 200, body: Any = "", headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.body = body
        self.headers = Headers(headers or {})


class Headers(MutableMapping[str, str]):
    """Header names in lower case; `add` makes a second line of one name."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._lines: list[tuple[str, str]] = []
        for name, value in given.items():
            self[name] = value

    def add(self, name: str, value: str) -> None:
        self._lines.append((str(name).lower(), str(value)))

    def lines(self) -> list[tuple[str, str]]:
        return list(self._lines)

    def __setitem__(self, name: str, value: str) -> None:
        self._lines = [line for line in self._lines if line[0] != str(name).lower()]
        self.add(name, value)

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self._lines if key == name.lower())

    def __delitem__(self, name: str) -> None:
        self._lines = [line for line in self._lines if line[0] != name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._lines))

    def __len__(self) -> int:
        return len(dict(self._lines))


class AppResponse:
    """The app's page, started in some way. Made by `AppResponder` and `FormResponse`; only for routes."""

    def __init__(self, start: Mapping[str, Any], data: Any, meta: Mapping[str, str] | None) -> None:
        self._start = start
        self._data = data
        self._meta = dict(meta or {})

    def described(self, trust: Trust) -> dict[str, Any]:
        """As text that the page's own Python reads."""
        text, blobs = dumps([self._start, self._data], "the data of the page", trust)
        refuse_blobs(blobs, "the data of a page")
        return {"route": text, "meta": {str(name): str(value) for name, value in self._meta.items()}}


class AppResponder:
    """`AppResponder(data=..., meta={"title": ...}).load_form("Form1", ...)`: what a route returns."""

    def __init__(self, data: Any = None, meta: Mapping[str, str] | None = None) -> None:
        self._data = data
        self._meta = meta

    def load_form(self, form: str, *args: Any, **kwargs: Any) -> AppResponse:
        """The answer is the app, open on this Form, made with these arguments."""
        start = {"type": "form", "module": form, "args": list(args), "kwargs": kwargs}
        return AppResponse(start, self._data, self._meta)

    def load_module(self, module: str) -> AppResponse:
        """The answer is the app, started with this Module."""
        return AppResponse({"type": "module", "module": module}, self._data, self._meta)

    def load_app(self) -> AppResponse:
        """The answer is the app, started as usual."""
        return AppResponse({}, self._data, self._meta)


def form_response(form: str, *args: Any, **kwargs: Any) -> AppResponse:
    """`FormResponse("Form1", 1, a=2)`: the app, opening that form."""
    return AppResponder().load_form(form, *args, **kwargs)


class Incoming:
    """The request that one call answers."""

    def __init__(self, call: CallContext | None) -> None:
        found = call.extra.get("request") if call is not None else None
        if call is None or not isinstance(found, dict):
            raise RuntimeError(
                "anvil.server.request is there only while an HTTP endpoint or a route answers a request"
            )
        self.data: Mapping[str, Any] = found
        self._blobs = call.blobs

    @property
    def method(self) -> str:
        return str(self.data["method"])

    @property
    def path(self) -> str:
        return urllib.parse.unquote(str(self.data["path"]))

    @property
    def origin(self) -> str | None:
        return self._text("origin")

    @property
    def remote_address(self) -> str | None:
        return self._text("ip")

    @property
    def query_params(self) -> dict[str, str]:
        return first_values(self.data["query"])

    @property
    def form_params(self) -> dict[str, Any]:
        return {name: self._field(value) for name, value in first_values(self.data["form"]).items()}

    @property
    def headers(self) -> dict[str, str]:
        return first_values(self.data["headers"])

    @property
    def body(self) -> Media | None:
        index = self.data["body"]
        if index is None:
            return None
        return BlobMedia(self.data["content_type"] or "application/octet-stream", self._blobs[index], None)

    @property
    def body_json(self) -> Any:
        """What a JSON body says. ValueError when it is not JSON after all."""
        body = self.body
        kind = str(self.data["content_type"]).partition(";")[0].strip().lower()
        return json.loads(body.get_bytes()) if body is not None and kind == "application/json" else None

    @property
    def username(self) -> str | None:
        return self._text("username")

    @property
    def password(self) -> str | None:
        return self._text("password")

    @property
    def user(self) -> None:
        """Who logged in. There are no users in this version, so nobody ever did."""
        return

    def _text(self, key: str) -> str | None:
        value = self.data[key]
        return None if value is None else str(value)

    def _field(self, value: Any) -> Any:
        """A field of a form: text, or a file that was sent with it."""
        if isinstance(value, dict):
            return BlobMedia(value["t"], self._blobs[value["b"]], value["n"])
        return value


def answer(endpoints: Endpoints, call: CallContext) -> dict[str, Any]:
    """What the host sends back: `{"status", "headers", "body"}`. Or `{"found": False}`; or `{"again": True}`,
    when the function is to run in the session that the visitor has although another site asks."""
    request = Incoming(call)
    data, method, origin = request.data, request.method, request.origin or ""
    matching, endpoint = endpoints.find(str(data["kind"]), str(data["path"]), method)
    if not matching:
        return {"found": False}
    if method == "OPTIONS" and endpoint is None:
        return _preflight(matching, origin, request.headers.get("access-control-request-method", ""))
    if endpoint is None:
        return _text(405, "This address does not take that method.\n", allow=_methods(matching))
    # Only who may read the answer acts as the visitor: others stay strangers, whatever the endpoint shares.
    shares = endpoint.cross_site_session and bool(endpoint.allows_origin(origin))
    if data["cross_origin"] and shares and not data["as_visitor"]:
        return {"again": True}
    more = _cors(endpoint, origin) if data["cross_origin"] else []
    if endpoint.require_credentials and request.username is None:
        return _unauthorised("This address wants a user name and a password.\n", more)
    if endpoint.authenticate_users:
        return _unauthorised("Logging in is not possible here.\n", more)
    parameters = {
        **request.form_params,
        **request.query_params,
        **(endpoint.match(str(data["path"])) or {}),
    }
    found = answer_of(endpoint.function(**parameters), endpoint.kind)
    found["headers"] = [*found["headers"], *more]
    return found


def answer_of(value: Any, kind: str) -> dict[str, Any]:
    """A result of a function as an answer; TypeError for what cannot be one."""
    if isinstance(value, AppResponse):
        if kind != ROUTE:
            raise TypeError("only a route may answer with the app; an endpoint returns data")
        return {"status": 200, "headers": [], **value.described(Trust(local=True, remote=False))}
    if isinstance(value, HttpResponse):
        body, headers = _body(value.body)
        own = value.headers.lines()
        named = {name for name, _ in own}
        return {
            "status": _status(value.status),
            "headers": [*own, *((name, text) for name, text in headers if name not in named)],
            "body": body,
        }
    body, headers = _body(value)
    return {"status": 200, "headers": headers, "body": body}


def _body(value: Any) -> tuple[Any, list[tuple[str, str]]]:
    if isinstance(value, str):
        return value, [("content-type", "text/plain; charset=utf-8")]
    if isinstance(value, Media):
        headers = [("content-type", value.content_type)]
        if value.name:
            quoted = urllib.parse.quote(value.name)
            plain = re.sub(r'[^\x20-\x7e]|["\\]', "_", value.name)
            disposition = f'inline; filename="{plain}"'
            if plain != value.name:
                disposition += f"; filename*=UTF-8''{quoted}"
            headers.append(("content-disposition", disposition))
        return value, headers
    if value is None or isinstance(value, (dict, list, tuple, int, float, bool)):
        return json.dumps(value, allow_nan=False), [("content-type", "application/json")]
    raise TypeError(
        f"an endpoint cannot answer with {type(value).__name__}: return text, Media, an HttpResponse, or "
        "what JSON can say"
    )


def _status(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 100 <= value <= 599:
        raise TypeError(f"the status of an HttpResponse is a number from 100 to 599, not {value!r}")
    return value


def _preflight(matching: Sequence[Endpoint], origin: str, wanted: str) -> dict[str, Any]:
    """The answer to OPTIONS: a browser that asks for a page of another site, or somebody who is curious."""
    if not wanted:
        return _text(200, "", allow=_methods(matching))
    allowing = [each for each in matching if each.allows_origin(origin)]
    if not allowing:
        return _text(403, "This address is not for pages of other sites.\n")
    found = _text(200, "", allow=_methods(allowing))
    found["headers"] += [
        *_cors(allowing[-1], origin),
        ("access-control-allow-methods", _methods(allowing)),
        ("access-control-allow-headers", "authorization, content-type, *"),
        ("access-control-max-age", "600"),
    ]
    return found


def _cors(endpoint: Endpoint, origin: str) -> list[tuple[str, str]]:
    allowed = endpoint.allows_origin(origin)
    if not allowed:
        return [("vary", "origin")] if endpoint.enable_cors else []
    headers = [
        ("access-control-allow-origin", allowed),
        ("vary", "origin"),
        ("cross-origin-resource-policy", "cross-origin"),
    ]
    if endpoint.cross_site_session:
        headers.append(("access-control-allow-credentials", "true"))
    return headers


def _unauthorised(text: str, more: Sequence[tuple[str, str]]) -> dict[str, Any]:
    found = _text(401, text)
    found["headers"] += [("www-authenticate", f'Basic realm="{REALM}"'), *more]
    return found


def _text(status: int, text: str, **headers: str) -> dict[str, Any]:
    kinds = [("content-type", "text/plain; charset=utf-8"), *headers.items()]
    return {"status": status, "headers": kinds, "body": text}


def _methods(endpoints: Sequence[Endpoint]) -> str:
    return ", ".join(sorted({method for each in endpoints for method in each.methods} | {"OPTIONS"}))


def first_values(pairs: Sequence[Sequence[Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        found.setdefault(name, value)
    return found


def _decoded(path: str) -> str:
    return _SLASH.join(urllib.parse.unquote(part) for part in re.split("%2[fF]", path))


_patterns: dict[str, re.Pattern[str]] = {}


def _pattern(path: str) -> re.Pattern[str]:
    """`/u/:id`: what begins with a colon is a parameter, everything else means itself."""
    known = _patterns.get(path)
    if known is None:
        parts, end = [], 0
        for found in _NAME.finditer(path):
            parts.append(re.escape(path[end : found.start()]) + f"(?P<{found.group(1)}>[^/]*)")
            end = found.end()
        known = _patterns[path] = re.compile("".join(parts) + re.escape(path[end:]), re.DOTALL)
    return known
