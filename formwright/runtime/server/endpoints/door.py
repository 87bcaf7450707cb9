"""The ASGI side of endpoints: `/_/api/...`, `/.well-known/...`, and pages that a route may answer.

Responsible for whose session a request runs in, for the rate, and for asking a worker once, or twice where
the endpoint says that visitors of other sites keep their session. May not: read bodies or make responses
(`reading.py`, `answering.py`). Process: host, event loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from formwright.runtime.protocol.control import Event, Output
from formwright.runtime.protocol.serialisation import loads
from formwright.runtime.server.calls import Calls
from formwright.runtime.server.endpoints.answering import GENERIC, NO_ENDPOINT, failure, response
from formwright.runtime.server.endpoints.declared import may_have
from formwright.runtime.server.endpoints.reading import BadRequest, Read, read
from formwright.runtime.server.launch import Caller, CallFailure, CallRequest
from formwright.runtime.server.limits import Limits
from formwright.runtime.server.rate import Rate
from formwright.runtime.server.sessions import Session, new_id
from formwright.runtime.server.site import COOKIE_AGE, SHARED_COOKIE, Site

API_PREFIX = "/_/api"
WELLKNOWN_PREFIX = "/.well-known"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
NO_ARGUMENTS = '{"a":[],"k":{}}'


@dataclass(frozen=True)
class Routed:
    """The app's page as a route wants it: how it starts, as text for the page's Python, and its meta tags."""

    start: str
    meta: dict[str, str]


ShowPage = Callable[[Request, Routed | None], Awaitable[Response]]


class Door:
    def __init__(
        self, site: Site, calls: Calls, show_page: ShowPage, report: Callable[[Event], None], limits: Limits
    ) -> None:
        self._site = site
        self._calls = calls
        self._show_page = show_page
        self._report = report
        self._most = limits.blobs
        self._rate = Rate(limits.requests_per_second, limits.requests_at_once)
        self._numbers = count(1)

    async def api(self, request: Request) -> Response:
        return await self._endpoint(request, "api", API_PREFIX)

    async def wellknown(self, request: Request) -> Response:
        return await self._endpoint(request, "wellknown", WELLKNOWN_PREFIX)

    async def page(self, request: Request) -> Response:
        """The app's page, unless a route answers with something else."""
        app = self._site.app
        path = request.scope["path"]
        own = path == "/_" or path.startswith("/_/")
        if not own and may_have(app, "route") and not (path == "/" and app.manifest.startup is not None):
            answered = await self._ask(request, "route", "")
            if answered is not None:
                return answered
            if path == "/":
                return PlainTextResponse(NO_ENDPOINT, 404)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("This address does not take that method.\n", 405, {"allow": "GET, HEAD"})
        return await self._show_page(request, None)

    def for_others(self, path: str) -> bool:
        """Whether programs and pages of other sites may ask here; what they get, the endpoint says."""
        if path.startswith((f"{API_PREFIX}/", f"{WELLKNOWN_PREFIX}/")):
            return True
        return not path.startswith("/_/") and may_have(self._site.app, "route")

    async def _endpoint(self, request: Request, kind: str, prefix: str) -> Response:
        answered = await self._ask(request, kind, prefix) if may_have(self._site.app, kind) else None
        return PlainTextResponse(NO_ENDPOINT, 404) if answered is None else answered

    async def _ask(self, request: Request, kind: str, prefix: str) -> Response | None:
        """None: nothing has this address."""
        ip = request.client.host if request.client else ""
        if kind != "route" and not self._rate.allows(ip):
            return PlainTextResponse("Too many requests. Try again in a moment.\n", 429, {"retry-after": "1"})
        try:
            own_cookies = (self._site.cookie, SHARED_COOKIE)
            found = await read(request, kind, prefix, own_cookies, self._most)
        except BadRequest as bad:
            return PlainTextResponse(f"{bad}\n", bad.status)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        return await self._run(request, found)

    async def _run(self, request: Request, found: Read) -> Response | None:
        crossing = _is_cross_origin(request)
        visitor = self._visitor(request, crossing)
        try:
            answer = await self._call(found, visitor, crossing, as_visitor=not crossing)
            if isinstance(answer, dict) and answer.get("again"):
                visitor = self._visitor(request, crossing=False)
                answer = await self._call(found, visitor, crossing, as_visitor=True)
        finally:
            keeps = self._settle(visitor)
        if not isinstance(answer, dict):
            return answer
        if answer.get("found") is False:
            return None
        status = int(answer["status"])
        if status >= 400:
            text = f"{found.data['method']} {found.data['path']} was answered with {status}\n"
            self._report(Output("stderr", text))
        try:
            if "route" in answer:
                made = await self._show_page(request, Routed(answer["route"], dict(answer["meta"])))
            else:
                made = response(answer)
        except (TypeError, ValueError) as error:
            self._report(Output("stderr", f"The answer of {found.data['path']} cannot be sent: {error}\n"))
            return PlainTextResponse(GENERIC, 500)
        if keeps and not request.cookies.get(self._site.cookie):
            secure = request.url.scheme == "https"
            for name, value in ((self._site.cookie, visitor.browser), (SHARED_COOKIE, visitor.any_browser)):
                made.set_cookie(
                    name, value, path="/", httponly=True, samesite="lax", max_age=COOKIE_AGE, secure=secure
                )
        return made

    async def _call(
        self, found: Read, visitor: Caller, crossing: bool, as_visitor: bool
    ) -> dict[str, Any] | Response:
        data = {**found.data, "cross_origin": crossing, "as_visitor": as_visitor}
        name = f"{data['method']} {data['path']}"
        outcome = await self._calls.call(
            CallRequest(
                name,
                NO_ARGUMENTS,
                tuple(found.blobs),
                visitor,
                call_id=f"h{next(self._numbers)}",
                extra={"request": data},
            )
        )
        if isinstance(outcome, CallFailure):
            return failure(outcome.error)
        answer = loads(outcome.body, outcome.blobs)
        assert isinstance(answer, dict)
        return answer

    def _visitor(self, request: Request, crossing: bool) -> Caller:
        """Who asks. A page of another site asks as a stranger, for whom nothing is kept after the answer."""
        ip = request.client.host if request.client else None
        if crossing:
            return Caller("http", session=new_id(), ip=ip)
        browser = request.cookies.get(self._site.cookie, "")
        session = self._site.sessions.of_browser(browser).id if browser else new_id()
        return Caller(
            "http",
            session=session,
            ip=ip,
            browser=browser or new_id(),
            any_browser=request.cookies.get(SHARED_COOKIE, "") or new_id(),
        )

    def _settle(self, visitor: Caller) -> bool:
        """After the answer: whether something is kept for them, so that they need a cookie to find it again.

        Programs that ask without cookies must not fill the list of sessions.
        """
        if not visitor.browser:
            self._site.kept.forget(visitor.session or "")
            return False
        keeps = self._site.kept.knows(visitor)
        if keeps:
            self._site.sessions.touch(Session(visitor.session or "", visitor.browser))
        return keeps


def _is_cross_origin(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site", "")
    if site in ("cross-site", "same-site") and request.headers.get("sec-fetch-mode") != "navigate":
        return True
    origin = request.headers.get("origin", "")
    authority = origin.partition("://")[2].lower()
    return bool(origin) and authority != request.headers.get("host", "").lower()
