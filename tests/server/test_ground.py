"""What a theme.css stands on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.server.font_services import is_needless, without_faces, without_links
from formwright.runtime.server.ground import OWN, Ground, ground


def choice(folder: Path, css: str | None, **runtime: Any) -> Ground:
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"name": "A", "package_name": "A", "runtime_options": {"version": 2, **runtime}}
    (folder / "anvil.yaml").write_text(json.dumps(manifest), "utf-8")
    if css is not None:
        (folder / "theme" / "assets").mkdir(parents=True)
        (folder / "theme" / "assets" / "theme.css").write_text(css, "utf-8")
    return ground(load_app(folder))


@pytest.mark.parametrize(
    "css",
    [
        None,
        "",
        ".mine { color: red } .anvil-role-big { font-size: 40px }",
        "/* .btn is what Anvil calls buttons */ .anvil-role-x { color: red }",
        "/* builds on --fw-accent */ .btn { color: red }",
        ".fw-button { color: red } .btn { color: red }",
        ".btnx { color: red } .radiology { color: red }",
    ],
)
def test_our_own_look_is_below_everything_that_is_not_made_for_anvils_names(
    tmp_path: Path, css: str | None
) -> None:
    assert choice(tmp_path / "app", css) == OWN


@pytest.mark.parametrize(
    "css",
    [
        ".btn { color: red }",
        ".anvil-role-x > .btn:hover { color: red }",
        "input.anvil-component { color: red }",
        ".anvil-btn { color: red }",
        ".anvil-role-title .label-text { color: red }",
        'body > div[data-notify="container"] { color: red }',
        ".flow-panel-gutter, .modal-body { color: red }",
    ],
)
def test_a_style_sheet_for_anvils_names_gets_them_and_bootstrap(tmp_path: Path, css: str) -> None:
    found = choice(tmp_path / "app", css)
    assert found == Ground("bootstrap", "")
    assert found.sheets[0] == "lib/bootstrap.css"


def test_runtime_3_has_a_prefix_and_no_bootstrap_unless_the_app_asks(tmp_path: Path) -> None:
    css = ".anvil-btn { color: red }"
    assert choice(tmp_path / "a", css, version=3) == Ground("plain", "anvil-")
    legacy = {"class_names": True, "bootstrap3": True}
    assert choice(tmp_path / "b", css, version=3, legacy_features=legacy) == Ground("bootstrap", "")
    only_names = {"class_names": True}
    assert choice(tmp_path / "c", css, version=3, legacy_features=only_names) == Ground("plain", "")
    assert choice(tmp_path / "d", css, version=3, legacy_features=["nonsense"]) == Ground("plain", "anvil-")


@pytest.mark.parametrize(
    ("css", "name"),
    [
        ("body { color: red } .anvil-data-grid { color: red }", "plain"),
        (".anvil-data-grid { color: red }", "own"),  # brings a component, not a theme
        ("body { color: red } .card { color: red }", "own"),
    ],
)
def test_a_dependency_of_runtime_3_can_be_the_theme(tmp_path: Path, css: str, name: str) -> None:
    choice(tmp_path / "lib", css, version=3)
    manifest = json.loads((tmp_path / "lib" / "anvil.yaml").read_text("utf-8"))
    (tmp_path / "lib" / "anvil.yaml").write_text(json.dumps({**manifest, "package_name": "Lib"}), "utf-8")
    choice(tmp_path / "app", None)
    manifest = {
        "name": "A",
        "package_name": "A",
        "runtime_options": {"version": 3},
        "dependencies": [{"dep_id": "d", "resolution_hints": {"package_name": "Lib"}}],
    }
    (tmp_path / "app" / "anvil.yaml").write_text(json.dumps(manifest), "utf-8")
    assert ground(load_app(tmp_path / "app")).name == name


@pytest.mark.parametrize(
    ("url", "needless"),
    [
        ("https://fonts.googleapis.com/css?family=Roboto:300,400,500", True),
        ("//fonts.googleapis.com/css2?family=Roboto:wght@400;700&display=swap", True),
        ("https://fonts.googleapis.com/icon?family=Material+Icons", True),
        ("https://fonts.googleapis.com/css?family=Roboto|Barlow", False),
        ("https://fonts.googleapis.com/css2?family=Poppins", False),
        ("https://example.com/css?family=Roboto", False),
        ("https://[broken", False),
    ],
)
def test_only_fonts_that_are_here_are_not_fetched(url: str, needless: bool) -> None:
    assert is_needless(url) is needless


def test_links_and_faces_of_such_fonts_are_left_out_and_others_stay() -> None:
    roboto = '<link href="https://fonts.googleapis.com/css?family=Roboto" rel="stylesheet">'
    other = "<link rel=stylesheet href=https://fonts.googleapis.com/css?family=Inter>"
    assert without_links(f"a{roboto}b{other}c") == f"ab{other}c"
    face = (
        "@font-face { font-family: 'Roboto'; src: local('Roboto'), url(https://fonts.gstatic.com/a.woff2); }"
    )
    mine = "@font-face { font-family: Mine; src: url(_/theme/mine.woff); }"
    assert without_faces(face + mine) == mine
