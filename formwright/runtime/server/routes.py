"""HTTP routes: the page, the bundle, theme assets, the browser part.

Responsible for: which path is answered by what, caching, and conditional requests. Only `client_code`,
through the bundle, and `theme/assets` can be reached; there is no route that maps a path to any other file.
May not: decide who may ask (`security.py`). Process: host.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from formwright.runtime.server.access import is_loopback
from formwright.runtime.server.any_path import ANY_PATH
from formwright.runtime.server.browser_build import media_type
from formwright.runtime.server.endpoints.door import API_PREFIX, METHODS, WELLKNOWN_PREFIX, Door, Routed
from formwright.runtime.server.page import PageMaker
from formwright.runtime.server.sessions import new_id, same_secret
from formwright.runtime.server.site import COOKIE_AGE, SHARED_COOKIE, Site
from formwright.runtime.server.theme_files import (
    THEME_CSS,
    asset_file,
    has_stylesheet,
    stylesheet,
    theme_digest,
)

FOR_EVER = "public, max-age=31536000, immutable"
CHECK_FIRST = "no-cache"


class Routes:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._pages = PageMaker()

    def application(self, more: Sequence[BaseRoute], door: Door | None = None) -> Starlette:
        """Without `door` no endpoint or route of the app is asked."""
        shown = Route(f"/{ANY_PATH}", self.page)
        if door is not None:
            more = [
                *more,
                Route(f"{API_PREFIX}/{ANY_PATH}", door.api, methods=METHODS),
                Route(f"{WELLKNOWN_PREFIX}/{ANY_PATH}", door.wellknown, methods=METHODS),
            ]
            shown = Route(f"/{ANY_PATH}", door.page, methods=METHODS)
        return Starlette(
            routes=[
                *more,
                Route("/_/app", self.bundle),
                Route("/_/theme/{path:path}", self.theme),
                Route("/_/runtime/{build}/{path:path}", self.runtime),
                shown,
            ]
        )

    async def page(self, request: Request, routed: Routed | None = None) -> Response:
        """`routed`: a route has answered with the app, whatever the address looks like."""
        if routed is None and not _may_be_page(request.scope["path"]):
            return _not_found()
        site = self._site
        build = site.build.current()
        if build is None:
            return HTMLResponse(self._pages.not_built(site.app), 503, {"cache-control": "no-store"})
        shown = request.query_params.get("_designer", "")
        token = site.token if site.token and same_secret(shown, site.token) else None
        response = HTMLResponse(
            self._pages.page(site.app, build, token, routed), headers={"cache-control": "no-store"}
        )
        for name in (site.cookie, SHARED_COOKIE):
            if not request.cookies.get(name):
                response.set_cookie(
                    name,
                    new_id(),
                    path="/",
                    secure=request.url.scheme == "https",
                    httponly=True,
                    samesite="lax",
                    max_age=COOKIE_AGE,
                )
        return response

    async def bundle(self, request: Request) -> Response:
        bundle = self._site.version.bundle
        headers = {"etag": bundle.etag, "cache-control": CHECK_FIRST}
        if _unchanged(request, bundle.etag):
            return Response(status_code=304, headers=headers)
        return Response(bundle.body, headers=headers, media_type="application/json")

    async def theme(self, request: Request) -> Response:
        path = request.path_params["path"]
        app = self._site.app
        if path == THEME_CSS and has_stylesheet(app):
            etag = f'"{theme_digest(app)}"'
            headers = {"etag": etag, "cache-control": CHECK_FIRST}
            if _unchanged(request, etag):
                return Response(status_code=304, headers=headers)
            css = await anyio.to_thread.run_sync(stylesheet, app)
            return _not_found() if css is None else Response(css, headers=headers, media_type="text/css")
        file = await anyio.to_thread.run_sync(asset_file, app, path)
        if file is None or path == THEME_CSS:
            return _not_found()
        response = FileResponse(file, media_type=media_type(path), headers={"cache-control": CHECK_FIRST})
        status = file.stat()
        etag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
        response.headers["etag"] = etag
        if _unchanged(request, etag):
            return Response(status_code=304, headers={"etag": etag, "cache-control": CHECK_FIRST})
        return response

    async def runtime(self, request: Request) -> Response:
        accepted = _encodings(request)
        build, path = request.path_params["build"], request.path_params["path"]
        found = await anyio.to_thread.run_sync(self._site.build.find, build, path, accepted)
        if found is None:
            return _not_found()
        etag = f'"{build}-{found.encoding or "plain"}"'
        headers = {"cache-control": FOR_EVER, "etag": etag, "vary": "accept-encoding"}
        if found.encoding is not None:
            headers["content-encoding"] = found.encoding
        if _unchanged(request, etag):
            return Response(status_code=304, headers=headers)
        return RuntimeFile(found.path, headers=headers, media_type=found.media_type)


class RuntimeFile(FileResponse):
    """Read in few thread hops, for this is boot time, and never whole: the process would stay that large."""

    chunk_size = 1 << 20


def _may_be_page(path: str) -> bool:
    """Routes inside an app look like `/orders/12`; whatever looks like a file or is ours is not a page."""
    if path == "/_" or path.startswith("/_/") or "\\" in path or "\x00" in path:
        return False
    parts = path.split("/")
    return "." not in parts[-1] and not any(part.startswith(".") for part in parts)


def _encodings(request: Request) -> frozenset[str]:
    """What the browser unpacks; nothing on this machine, where unpacking costs more than it saves."""
    client = request.client
    if client is not None and is_loopback(client.host.partition("%")[0]):
        return frozenset()
    accepted = request.headers.get("accept-encoding", "")
    named = [part.strip() for part in accepted.lower().split(",")]
    refused = re.compile(r";\s*q=0(\.0*)?$")
    return frozenset(part.partition(";")[0].strip() for part in named if not refused.search(part))


def _unchanged(request: Request, etag: str) -> bool:
    seen = request.headers.get("if-none-match", "")
    return seen.strip() == "*" or etag in [part.strip().removeprefix("W/") for part in seen.split(",")]


def _not_found() -> Response:
    return PlainTextResponse("There is nothing at this address.\n", 404, {"cache-control": "no-store"})
