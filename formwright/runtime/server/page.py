"""The HTML page in which an app runs.

Responsible for: head (title, description, preloads, theme, the app's own `native_deps`), the loading state,
and the start of `boot.mjs`. All words that come from the app are escaped, except `head_html`, which is by
definition HTML. May not: know HTTP. Process: host.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from formwright.runtime.server.browser_build import Build
from formwright.runtime.server.endpoints.door import Routed
from formwright.runtime.server.font_services import FONT_SHEETS, without_links
from formwright.runtime.server.ground import ground
from formwright.runtime.server.jquery_use import wants_jquery
from formwright.runtime.server.theme_files import THEME_CSS, has_stylesheet, theme_digest
from formwright.runtime.spec.app import App

RUNTIME = "/_/runtime/"
THEME = "/_/theme/"

_FAILED_TO_BOOT = (
    "const box = document.getElementById('formwright-loading');"
    "if (box) { box.className = 'failed'; box.innerHTML = "
    "'<p>The app could not start.</p><p>A part of the page did not load. Is the server still running? "
    '<a href=\\"\\">Try again</a></p>\'; }'
)


class PageMaker:
    def __init__(self) -> None:
        text = (files("formwright.runtime.server") / "page.html").read_text(encoding="utf-8")
        self._template = Template(text)

    def page(self, app: App, build: Build, token: str | None, routed: Routed | None = None) -> str:
        """The page of `app`; `token` only for a page that the designer itself opened."""
        boot = f"{RUNTIME}{build.id}/boot.mjs"
        meta = dict(routed.meta) if routed is not None else {}
        title = meta.pop("title", "") or app.manifest.title or app.manifest.name
        head = _head(app, build, token, "description" not in meta)
        head += [_meta(name, value) for name, value in meta.items()]
        if routed is not None:
            start = routed.start.replace("<", "\\u003c")
            head.append(f'<script type="application/json" id="formwright-route">{start}</script>')
        return self._template.substitute(
            title=escape(title),
            head="\n".join(head),
            loading_class="",
            loading=f"<i></i>\n<p>{escape(app.manifest.title)}</p>",
            boot=f'<script type="module" src="{escape(boot)}" onerror="{escape(_FAILED_TO_BOOT)}"></script>',
        )

    def not_built(self, app: App) -> str:
        return self._template.substitute(
            title=escape(app.manifest.title or app.manifest.name),
            head="",
            loading_class=' class="failed"',
            loading=(
                "<p>The browser part of Formwright has not been built yet.</p>\n"
                "<p>Run <code>python3 dev.py setup</code> in Formwright's folder, "
                "then load this page again.</p>"
            ),
            boot="",
        )


def _meta(name: str, value: str) -> str:
    kind = "property" if name.startswith("og:") else "name"
    return f'<meta {kind}="{escape(name)}" content="{escape(value)}">'


def _head(app: App, build: Build, token: str | None, described: bool = True) -> list[str]:
    metadata = app.manifest.metadata
    everything = [_native(each) for each in (*(dependency.app for dependency in app.dependencies), app)]
    lines = [_description(metadata.get("description"))] if described else []
    if token is not None:
        lines.append(f'<meta name="formwright-designer" content="{escape(token)}">')
    lines.append(_icon(app, metadata.get("logo_img")))
    lines.append(
        _import_maps([each.get("import_map") for each in everything])
    )  # before anything that loads a module
    lines += [_preload(f"{RUNTIME}{build.id}/{file}", kind) for file, kind in build.preload]
    written = [each["head_html"] for each in everything if isinstance(each.get("head_html"), str)]
    heads = [without_links(each) for each in written]
    sheets = ground(app).sheets
    lines += [_sheet(build, file, " data-ground") for file in sheets]
    if heads != written:
        lines += [_sheet(build, file) for file in FONT_SHEETS if file not in sheets]
    if has_stylesheet(app):
        version = escape(theme_digest(app)[:12])
        lines.append(f'<link rel="stylesheet" id="formwright-theme" href="{THEME}{THEME_CSS}?v={version}">')
    if wants_jquery(app):  # before scripts of the app, which expect it
        lines.append(f'<script src="{RUNTIME}{escape(build.id)}/lib/jquery.js"></script>')
    lines += heads
    return [line for line in lines if line]


def _description(description: Any) -> str:
    if isinstance(description, str) and description:
        return f'<meta name="description" content="{escape(description)}">'
    return ""


def _icon(app: App, logo: Any) -> str:
    if isinstance(logo, str) and logo.startswith("asset:") and app.theme.asset(logo[len("asset:") :]):
        return f'<link rel="icon" href="{THEME}{escape(logo[len("asset:") :])}">'
    return '<link rel="icon" href="data:,">'  # spares the request for a favicon.ico that is not there


def _native(app: App) -> Mapping[str, Any]:
    native = app.manifest.data.get("native_deps")
    return native if isinstance(native, Mapping) else {}


def _import_maps(texts: list[Any]) -> str:
    """One map of all, for browsers take one; the app's own entries win."""
    merged: dict[str, Any] = {}
    for text in texts:
        if not isinstance(text, str) or not text.strip():
            continue
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            return "<!-- native_deps.import_map of anvil.yaml is not a JSON object and was left out -->"
        for key, value in found.items():
            old = merged.get(key)
            merged[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    if not merged:
        return ""
    clean = json.dumps(merged)
    return f'<script type="importmap">{clean.replace("<", chr(92) + "u003c")}</script>'


def _sheet(build: Build, file: str, mark: str = "") -> str:
    return f'<link rel="stylesheet"{mark} href="{RUNTIME}{escape(build.id)}/{file}">'


def _preload(href: str, kind: str) -> str:
    address = escape(href)
    if kind == "style":
        return f'<link rel="stylesheet" href="{address}">'
    if kind == "script":
        return f'<link rel="modulepreload" href="{address}">'
    return f'<link rel="preload" as="{escape(kind)}" href="{address}" crossorigin>'
