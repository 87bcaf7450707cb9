"""The routes: page, bundle, theme, browser part; caching and what is not there."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from platformdirs import user_cache_path
from starlette.types import ASGIApp

from formwright.runtime.appfiles import load_app
from formwright.runtime.server.routes import Routes
from formwright.runtime.server.site import Site
from formwright.runtime.server.theme_css import variable
from tests.server.asgi import ask
from tests.server.sample_app import write_app

TOKEN = "t0ken-of-the-designer"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "fonts").mkdir(parents=True)
    (folder / "boot.mjs").write_text("export {};")
    (folder / "fonts" / "a.woff2").write_bytes(b"font")
    (folder / "big.wasm").write_bytes(b"\x00asm plain")
    (folder / "big.wasm.br").write_bytes(b"brotli")
    preload = [{"href": "big.wasm", "as": "fetch"}, {"href": "look.css", "as": "style"}]
    (folder / "build.json").write_text(json.dumps({"build": "b1", "preload": preload}))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_app(tmp_path / "sample")


@pytest.fixture
def site(folder: Path, web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Site(load_app(folder), web, TOKEN)


@pytest.fixture
def app(site: Site) -> ASGIApp:
    return Routes(site).application([])


async def test_the_page(app: ASGIApp) -> None:
    answer = await ask(app, "/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Sample &amp; &lt;friends&gt;</title>" in answer.text
    assert 'content="A &quot;sample&quot;"' in answer.text
    assert '<meta name="from-app" content="yes">' in answer.text
    assert 'src="/_/runtime/b1/boot.mjs"' in answer.text
    assert '<link rel="preload" as="fetch" href="/_/runtime/b1/big.wasm" crossorigin>' in answer.text
    assert '<link rel="stylesheet" href="/_/runtime/b1/look.css">' in answer.text
    assert 'id="formwright-theme" href="/_/theme/theme.css?v=' in answer.text
    assert 'name="viewport"' in answer.text
    assert 'id="formwright-loading"' in answer.text
    assert "https://" not in answer.text.replace("https://from-the-app", "")


@pytest.mark.parametrize("path", ["/orders/12", "/orders/", "/a/b/c?x=1.5", "/@me"])
async def test_routes_inside_the_app_show_the_page(app: ASGIApp, path: str) -> None:
    assert (await ask(app, path)).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/favicon.ico",
        "/robots.txt",
        "/.git/config",
        "/.env/x",
        "/_/",
        "/_/nothing",
        "/_",
        "/anvil.yaml",
        "/a\\b",
    ],
)
async def test_what_looks_like_a_file_is_not_a_page(app: ASGIApp, path: str) -> None:
    assert (await ask(app, path)).status == 404


async def test_only_the_designer_gets_its_token_back(app: ASGIApp) -> None:
    assert TOKEN not in (await ask(app, "/")).text
    assert TOKEN not in (await ask(app, "/?_designer=")).text
    assert TOKEN not in (await ask(app, "/?_designer=guess")).text
    answer = await ask(app, f"/?_hold=1&_designer={TOKEN}")
    assert f'<meta name="formwright-designer" content="{TOKEN}">' in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_without_a_designer_no_page_is_its(folder: Path, web: Path) -> None:
    app = Routes(Site(load_app(folder), web, "")).application([])
    for query in ("", "?_designer=", "?_designer=x"):
        assert "formwright-designer" not in (await ask(app, "/" + query)).text


async def test_a_browser_gets_one_cookie_of_this_app_that_scripts_cannot_read(
    site: Site, app: ASGIApp
) -> None:
    # `Answer.headers` has the last of a name; the one that apps share comes after the app's own.
    own = [("cookie", "formwright-browser=known")]
    cookie = (await ask(app, "/", own)).headers["set-cookie"]
    assert cookie.startswith(f"{site.cookie}=")
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    shared = (await ask(app, "/", [("cookie", cookie.partition(";")[0])])).headers["set-cookie"]
    assert shared.startswith("formwright-browser=") and "HttpOnly" in shared
    both = f"{cookie.partition(';')[0]}; {shared.partition(';')[0]}"
    assert "set-cookie" not in (await ask(app, "/", [("cookie", both)])).headers


async def test_says_how_to_mend_a_missing_browser_part(folder: Path, tmp_path: Path) -> None:
    answer = await ask(Routes(Site(load_app(folder), tmp_path / "nowhere", "")).application([]), "/")
    assert answer.status == 503
    assert "dev.py setup" in answer.text


async def test_the_bundle_is_asked_for_again_but_sent_once(app: ASGIApp) -> None:
    first = await ask(app, "/_/app")
    assert first.headers["content-type"] == "application/json"
    assert first.headers["cache-control"] == "no-cache"
    assert json.loads(first.body)["package"] == "Sample"
    again = await ask(app, "/_/app", [("if-none-match", f'W/"x", {first.headers["etag"]}')])
    assert (again.status, again.body) == (304, b"")
    other = await ask(app, "/_/app", [("if-none-match", '"other"')])
    assert other.body == first.body


async def test_theme_css_has_its_colours(app: ASGIApp) -> None:
    answer = await ask(app, "/_/theme/theme.css?v=1")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert f"color: var({variable('Primary 500')})" in answer.text
    assert f"{variable('Primary 500')}: #1565c0;" in answer.text
    again = await ask(app, "/_/theme/theme.css", [("if-none-match", answer.headers["etag"])])
    assert again.status == 304


async def test_other_theme_assets(app: ASGIApp) -> None:
    answer = await ask(app, "/_/theme/pictures/logo.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    again = await ask(app, "/_/theme/pictures/logo.svg", [("if-none-match", answer.headers["etag"])])
    assert again.status == 304
    part = await ask(app, "/_/theme/pictures/logo.svg", [("range", "bytes=0-3")])
    assert (part.status, part.body) == (206, b"<svg")


@pytest.mark.parametrize(
    "path", ["", ".hidden", "../parameters.yaml", "pictures", "pictures/", "THEME.CSS", "nothing.png"]
)
async def test_theme_assets_that_are_not_there(app: ASGIApp, path: str) -> None:
    assert (await ask(app, f"/_/theme/{path}")).status == 404


async def test_the_browser_part_is_kept_for_ever(app: ASGIApp) -> None:
    answer = await ask(app, "/_/runtime/b1/boot.mjs")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert (await ask(app, "/_/runtime/b1/fonts/a.woff2")).headers["content-type"] == "font/woff2"
    assert (await ask(app, "/_/runtime/b0/boot.mjs")).status == 404
    assert (await ask(app, "/_/runtime/b1/../build.json")).status == 404
    assert (await ask(app, "/_/runtime/b1/nothing.mjs")).status == 404


async def test_packed_files_go_over_a_network_only(app: ASGIApp) -> None:
    wanted = [("accept-encoding", "gzip, br;q=0.9")]
    near = await ask(app, "/_/runtime/b1/big.wasm", wanted)
    assert "content-encoding" not in near.headers
    assert near.body == b"\x00asm plain"
    far = await ask(app, "/_/runtime/b1/big.wasm", wanted, client="192.168.1.7")
    assert far.headers["content-encoding"] == "br"
    assert far.headers["content-type"] == near.headers["content-type"] == "application/wasm"
    assert far.headers["vary"] == "accept-encoding"
    assert far.body == b"brotli"
    plain = await ask(
        app, "/_/runtime/b1/big.wasm", [("accept-encoding", "gzip, br;q=0")], client="192.168.1.7"
    )
    assert plain.body == b"\x00asm plain"


async def test_what_no_better_packing_is_accepted_for_is_gzipped_once(app: ASGIApp, web: Path) -> None:
    code = b"export {};" * 1000
    (web / "far.mjs").write_bytes(code)
    wanted = [("accept-encoding", "gzip, deflate")]
    for _ in range(2):
        far = await ask(app, "/_/runtime/b1/far.mjs", wanted, client="192.168.1.7")
        assert far.headers["content-encoding"] == "gzip"
        assert gzip.decompress(far.body) == code
    (kept,) = user_cache_path("formwright", appauthor=False).glob("packed-*/*")
    made = kept.stat().st_mtime_ns
    assert (await ask(app, "/_/runtime/b1/far.mjs", wanted, client="192.168.1.7")).body == far.body
    assert kept.stat().st_mtime_ns == made
    small = await ask(app, "/_/runtime/b1/boot.mjs", wanted, client="192.168.1.7")
    assert "content-encoding" not in small.headers
    (web / "build.json").write_text(json.dumps({"build": "b2"}))
    (web / "far.mjs").write_bytes(code * 2)
    newer = await ask(app, "/_/runtime/b2/far.mjs", wanted, client="192.168.1.7")
    assert gzip.decompress(newer.body) == code * 2
    assert not kept.exists()  # the copies of the older build are gone


async def test_where_no_copy_can_be_kept_files_go_as_they_are(
    app: ASGIApp, web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    (web / "far.mjs").write_bytes(b"export {};" * 1000)
    far = await ask(app, "/_/runtime/b1/far.mjs", [("accept-encoding", "gzip")], client="192.168.1.7")
    assert far.body == b"export {};" * 1000


async def test_a_new_build_replaces_the_old_while_serving(app: ASGIApp, web: Path) -> None:
    assert "/_/runtime/b1/" in (await ask(app, "/")).text
    (web / "build.json").write_text(json.dumps({"build": "b22"}))
    assert "/_/runtime/b22/" in (await ask(app, "/")).text
    assert (await ask(app, "/_/runtime/b22/boot.mjs")).status == 200


async def test_an_import_map_comes_first_and_cannot_end_the_script(folder: Path, web: Path) -> None:
    manifest = (folder / "anvil.yaml").read_text()
    text = json.dumps({"imports": {"x": "/_/theme/x.js", "</script><b>": "y"}})
    (folder / "anvil.yaml").write_text(
        manifest.replace("native_deps:", f"native_deps:\n  import_map: '{text}'")
    )
    page = (await ask(Routes(Site(load_app(folder), web, "")).application([]), "/")).text
    assert "</script><b>" not in page
    assert page.index('type="importmap"') < page.index("boot.mjs")


async def test_posting_is_not_possible(app: ASGIApp) -> None:
    for path in ("/", "/_/app", "/_/theme/theme.css", "/_/runtime/b1/boot.mjs"):
        assert (await ask(app, path, method="POST")).status == 405
