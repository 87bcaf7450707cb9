"""What a browser and a worker get of the apps that an app depends on: A03, A12, L11, M21."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.types import ASGIApp

from formwright.runtime.appfiles import load_app
from formwright.runtime.server.browser_build import Build
from formwright.runtime.server.delivery import describe
from formwright.runtime.server.page import PageMaker
from formwright.runtime.server.routes import Routes
from formwright.runtime.server.site import Site
from formwright.runtime.spec.app import App
from tests.server.asgi import ask

MAIN = """\
name: Main
package_name: Main
startup: {type: form, module: Form1}
client_init_module: Init
runtime_options: {version: 3}
native_deps: {head_html: '<meta name="from" content="main">', import_map: '{"imports": {"a": "/main.js"}}'}
config_schema: {client: {mine: {default_value: 1}}}
dependencies:
- dep_id: dep_lib
  resolution_hints: {package_name: Lib}
  config: {client: {size: {value: 7}}, server: {key: {value: SECRET-VALUE}}}
"""
LIB = """\
name: Library
package_name: Lib
client_init_module: Init
runtime_options: {version: 3}
native_deps:
  head_html: <meta name="from" content="lib">
  import_map: '{"imports": {"a": "/l.js", "b": "/b.js"}}'
config_schema: {client: {size: {default_value: 3}, colour: {default_value: red}}, server: {key: {}}}
"""
FILES = {
    "main/anvil.yaml": MAIN,
    "main/client_code/Form1/__init__.py": "",
    "main/client_code/Form1/form_template.yaml": "container: {type: ColumnPanel}\n",
    "main/client_code/Init.py": "",
    "main/server_code/Work.py": (
        "import anvil.server\nfrom Lib import Helper\nfrom Lib.Shared import name\n"
        "@anvil.server.callable\ndef both(): return [Helper.text(), name]\n"
    ),
    "main/theme/assets/theme.css": ".main { color: %color:Ink% }\n",
    "main/theme/assets/x.txt": "of main",
    "main/theme/parameters.yaml": "color_scheme: {colors: [{name: Ink, color: '#111111'}]}\n",
    "lib/anvil.yaml": LIB,
    "lib/client_code/Form1/__init__.py": "",
    "lib/client_code/Form1/form_template.html": "<p>of lib</p>",
    "lib/client_code/Shared.py": "name = __name__\n",
    "lib/client_code/Init.py": "",
    "lib/server_code/Helper.py": (
        "import anvil.server\ndef text(): return 'helped'\n"
        "@anvil.server.callable\ndef of_lib(): return __name__\n# SERVER-ONLY\n"
    ),
    "lib/theme/assets/theme.css": ".lib { color: %color:Ink% }\n",
    "lib/theme/assets/x.txt": "of lib",
    "lib/theme/assets/y.txt": "only lib",
    "lib/theme/parameters.yaml": "color_scheme: {colors: [{name: Ink, color: '#222222'}]}\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path / "main"


@pytest.fixture
def loaded(folder: Path) -> App:
    app = load_app(folder)
    assert app.problems == ()
    return app


@pytest.fixture
def served(loaded: App, tmp_path: Path) -> ASGIApp:
    return Routes(Site(loaded, tmp_path / "web", "")).application([])


def dependency(app: App) -> dict[str, Any]:
    (found,) = describe(app)["dependencies"]
    assert isinstance(found, dict)
    return found


def test_L11_code_and_templates_of_a_dependency_go_to_the_browser(loaded: App) -> None:
    lib = dependency(loaded)
    assert lib["package"] == "Lib"
    assert lib["ids"] == ["dep_lib", "Lib"]
    assert [module["path"] for module in lib["modules"]] == [
        "../lib/client_code/Form1/__init__.py",
        "../lib/client_code/Init.py",
        "../lib/client_code/Shared.py",
    ]
    assert lib["forms"]["Form1"]["container"]["properties"] == {"html": "<p>of lib</p>"}


def test_M21_both_init_modules_are_told(loaded: App) -> None:
    assert (describe(loaded)["client_init_module"], dependency(loaded)["client_init_module"]) == (
        "Init",
        "Init",
    )


def test_client_configuration_is_the_schema_with_the_values_of_the_app(loaded: App) -> None:
    assert dependency(loaded)["settings"] == {"size": 7, "colour": "red"}
    assert describe(loaded)["settings"] == {"mine": 1}


def test_nothing_of_the_server_goes_along(loaded: App) -> None:
    text = json.dumps(describe(loaded))
    assert "SERVER-ONLY" not in text
    assert "SECRET-VALUE" not in text
    assert str(loaded.folder.parent) not in text


async def test_A03_the_apps_own_asset_wins(served: ASGIApp) -> None:
    assert (await ask(served, "/_/theme/x.txt")).text == "of main"
    assert (await ask(served, "/_/theme/y.txt")).text == "only lib"
    assert (await ask(served, "/_/theme/z.txt")).status == 404
    assert (await ask(served, "/_/theme/../../lib/anvil.yaml")).status == 404


async def test_style_sheets_come_one_after_the_other_with_the_apps_colours(served: ASGIApp) -> None:
    css = (await ask(served, "/_/theme/theme.css")).text
    assert css.index(".lib {") < css.index(".main {")
    assert "#111111" in css
    assert "#222222" not in css


async def test_older_dependencies_keep_their_style_sheets(folder: Path, tmp_path: Path) -> None:
    manifest = folder.parent / "lib" / "anvil.yaml"
    manifest.write_text(manifest.read_text().replace("version: 3", "version: 2"))
    app = Routes(Site(load_app(folder), tmp_path / "web", "")).application([])
    assert ".lib {" not in (await ask(app, "/_/theme/theme.css")).text


async def test_A12_an_app_without_a_theme_has_a_blank_one(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "anvil.yaml").write_text("name: Bare\n")
    app = load_app(bare)
    theme = {"colors": {}, "variables": {}, "roles": [], "html": {}, "css": False}
    ground = {"ground": "own", "sheets": ("theme.css",), "prefix": None}
    assert describe(app)["theme"] == {**theme, **ground}
    routes = Routes(Site(app, tmp_path / "web", "")).application([])
    assert (await ask(routes, "/_/theme/theme.css")).status == 404


def test_head_html_and_import_maps_of_all_are_in_the_page(loaded: App) -> None:
    page = PageMaker().page(loaded, Build("b", ()), None)
    assert page.index('content="lib"') < page.index('content="main"')
    assert '{"imports": {"a": "/main.js", "b": "/b.js"}}' in page
    assert page.count('type="importmap"') == 1


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("client_code/Init.py", "from anvil.js.window import jQuery\n", True),
        ("theme/assets/page.html", "<script>$('a').hide()</script>", True),
        ("client_code/Init.py", "price = '$5'  # ($)\n", False),
    ],
)
def test_pages_have_jquery_when_the_app_uses_it(folder: Path, path: str, text: str, wanted: bool) -> None:
    (folder / path).write_text(text)
    page = PageMaker().page(load_app(folder), Build("b", ()), None)
    assert ("/_/runtime/b/lib/jquery.js" in page) is wanted


def test_server_code_of_a_dependency_can_be_imported_and_called(folder: Path) -> None:
    def call(name: str, *more: str) -> Any:
        command = [sys.executable, "-m", "formwright", "call", str(folder), name, *more]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    assert call("both") == ["helped", "Lib.Shared"]
    elsewhere = folder.parent / "moved" / "deeper"
    elsewhere.parent.mkdir()
    (folder.parent / "lib").rename(elsewhere)
    assert call("of_lib", "--dep-id", f"dep_lib={elsewhere}") == "Lib.Helper"
