"""Adding, deleting, assets, startup and settings; files written atomically."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from formwright.runtime.appfiles import OperationError, apply_files, operations, write_atomic
from formwright.runtime.appfiles.names import check_name, free_name, suggest_name
from formwright.runtime.check import check_app
from formwright.runtime.spec.app import App
from tests.appfiles.apps import form, perform, snapshot, text, write_app


@pytest.fixture
def shop(tmp_path: Path) -> App:
    return write_app(
        tmp_path / "shop",
        {
            "client_code/Form1/__init__.py": form("Form1"),
            "client_code/Form1/form_template.yaml": (
                "container: {type: ColumnPanel}\ncomponents:\n"
                "- {type: Image, name: logo, properties: {source: _/theme/logo.png}}  # ours\n"
            ),
            "client_code/Pages/Home.py": "",
            "server_code/Work.py": "",
            "theme/assets/logo.png": b"PNG",
            "theme/assets/logo.png.txt": b"",
            "theme/assets/theme.css": (
                "a { background: url(_/theme/logo.png) } /* _/theme/logo.png.txt */\r\n"
            ),
        },
    )


def test_everything_that_can_be_added_works_at_once(shop: App) -> None:
    app = perform(shop, operations.add_form(shop, "Form2"))
    app = perform(app, operations.add_form(app, "Inner", "Pages"))
    app = perform(app, operations.add_module(app, "Tools", "Pages"))
    app = perform(app, operations.add_server_module(app, "Jobs"))
    app = perform(app, operations.add_package(app, "server", "parts"))
    app = perform(app, operations.add_server_module(app, "one", "parts"))
    app = perform(app, operations.add_asset(app, "img/a.svg", b"<svg/>"))
    assert check_app(app) == ()
    assert list(app.forms) == ["Form1", "Form2", "Pages.Inner"]
    assert [module.name for module in app.server] == ["Jobs", "Work", "parts", "parts.one"]
    assert app.theme.asset("img/a.svg") is not None


def test_a_new_form_fits_the_app(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "client_code/A.py": "class A:\n  def __init__(self):\n    pass\n",
            "theme/assets/standard-page.html": "<div anvil-slot='default'></div>",
        },
    )
    app = perform(app, operations.add_form(app, "Form1"))
    assert "\n  def __init__(self, **properties):\n    #" in text(app, "client_code/Form1/__init__.py")
    assert app.forms["Form1"]["container"]["properties"]["html"] == "@theme:standard-page.html"


def test_deleting_takes_the_folder_and_undo_brings_it_back(shop: App) -> None:
    before = snapshot(shop.folder)
    changes = operations.delete(shop, "client", "Form1")
    assert changes.notes == ("Form1 was the startup form: choose another one",)
    old = changes.before(shop.folder)
    app = perform(shop, changes)
    assert not (app.folder / "client_code/Form1").exists()
    assert (app.folder / "client_code").is_dir()
    apply_files(app.folder, old)
    assert snapshot(app.folder) == before


def test_a_renamed_asset_is_found_by_what_uses_it(shop: App) -> None:
    app = perform(shop, operations.rename_asset(shop, "logo.png", "img/mark.png"))
    assert "{source: _/theme/img/mark.png}}  # ours" in text(app, "client_code/Form1/form_template.yaml")
    assert text(app, "theme/assets/theme.css") == (
        "a { background: url(_/theme/img/mark.png) } /* _/theme/logo.png.txt */\r\n"
    )
    assert [asset.path for asset in app.theme.assets] == ["img/mark.png", "logo.png.txt", "theme.css"]
    app = perform(app, operations.delete_asset(app, "img"))
    assert not (app.folder / "theme/assets/img").exists()


@pytest.mark.parametrize("path", ["../out.txt", "a//b", "", "a\\b", "logo.png", "LOGO.PNG", "a/\x00"])
def test_bad_asset_names(shop: App, path: str) -> None:
    with pytest.raises(OperationError) as refused:
        operations.add_asset(shop, path, b"")
    assert refused.value.remedy


def test_startup_and_settings_change_their_line_only(shop: App) -> None:
    app = perform(shop, operations.set_startup(shop, "Pages.Home"))
    assert "startup: {type: module, module: Pages.Home}  # opens first\n" in text(app, "anvil.yaml")
    app = perform(app, operations.set_startup(app, "Form1"))
    path = ("runtime_options", "server_persist")
    app = perform(app, operations.set_manifest(app, path, True, "Keep the server running"))
    assert text(app, "anvil.yaml") == (
        "name: Shop\npackage_name: shop\nstartup: {type: form, module: Form1}  # opens first\n"
        "runtime_options: {version: 2, server_persist: true}\n"
    )
    assert app.manifest.server_persist


def test_the_old_spelling_of_startup_is_kept(tmp_path: Path) -> None:
    manifest = "startup_form: Form1\nname: x\n"
    app = write_app(tmp_path, {"anvil.yaml": manifest, "client_code/Form2.py": "class Form2: pass\n"})
    app = perform(app, operations.set_startup(app, "Form2"))
    assert text(app, "anvil.yaml") == "startup_form: Form2\nname: x\n"


def test_a_manifest_that_is_not_yaml_is_never_written(shop: App) -> None:
    (shop.folder / "anvil.yaml").write_text("name: [\n")
    with pytest.raises(OperationError, match="not valid YAML"):
        operations.set_startup(shop, "Form1")


def test_adding_into_a_module_is_refused(shop: App) -> None:
    with pytest.raises(OperationError, match="single file"):
        operations.add_module(shop, "Inner", "Pages.Home")
    with pytest.raises(OperationError, match="no package"):
        operations.add_module(shop, "Inner", "Gone")


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("my form", "my_form"),
        ("class", "class_"),
        ("2nd", "n2nd"),
        ("Form1", "Form2"),
        ("list", "list_"),
        ("é!", "é"),
        ("", "Module1"),
        ("---", "Module1"),
    ],
)
def test_suggestions_are_good_names(name: str, suggestion: str) -> None:
    taken = ["Form1"]
    assert suggest_name(name, taken) == suggestion
    assert check_name(suggestion, taken) is None
    assert check_name(name, taken) is not None


def test_free_names_count_on() -> None:
    assert free_name("Form", ["Form1", "form2"]) == "Form3"
    assert free_name("Form", []) == "Form1"
    assert free_name("Home", ["Home"]) == "Home2"
    assert free_name("Home", []) == "Home"


def test_an_atomic_write_keeps_permissions_and_links(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_bytes(b"old")
    path.chmod(0o750)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["script.py"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o750
        link = tmp_path / "link.py"
        link.symlink_to(path)
        write_atomic(link, b"through")
        assert link.is_symlink()
        assert path.read_bytes() == b"through"


def test_writing_what_is_there_already_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "same.txt"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    write_atomic(path, b"same")
    assert path.stat().st_mtime == 1
