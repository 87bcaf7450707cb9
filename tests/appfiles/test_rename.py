"""Renaming, moving and duplicating rewrite everything that refers to the code, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.runtime.appfiles import OperationError, apply_files, load_app, operations
from formwright.runtime.spec.app import App
from tests.appfiles.apps import form, perform, snapshot, text, write_app

TEMPLATE = "container: {type: ColumnPanel}\n"


@pytest.fixture
def shop(tmp_path: Path) -> App:
    return write_app(
        tmp_path / "shop",
        {
            "client_code/Form1/__init__.py": form("Form1", "super(Form1, self)\nopen_form('Form2')  # next"),
            "client_code/Form1/form_template.yaml": TEMPLATE,
            "client_code/Form1/Row/__init__.py": form("Row", extra="from ...Form1 import nothing"),
            "client_code/Form1/Row/form_template.yaml": TEMPLATE,
            "client_code/Form2/__init__.py": form(
                "Form2",
                "Form1()\nself.panel.item_template = 'Form1.Row'\nopen_form(\"shop.Form1\", Form1=1)",
                "from ..Form1 import Form1\nfrom .. import Global, Form1 as first\n"
                "first.Form1(first.other)\n",
            ),
            "client_code/Form2/form_template.yaml": (
                "container:\n  type: ColumnPanel   # keep\ncomponents:\n"
                "- {type: 'form:Form1', name: part}\n"
                "- type: shop.Form1\n  name: other\n"
                "- type: RepeatingPanel\n  name: rows\n  properties: {item_template: Form1.Row, tag: Form1}\n"
                "  event_bindings: {show: Form1}\n"
            ),
            "client_code/Global.py": "import shop.Form1\nshop.Form1.Form1\nnumber = 0\n",
            "client_code/Pages/Deep.py": (
                "from .. import Global\nfrom ..Form1.Row import Row\nGlobal.number\n"
            ),
            "server_code/Work.py": (
                "import Global\nfrom . import Global as G\n"
                "from shop.Global import number\nGlobal.number += 1\n"
            ),
        },
    )


def test_a_form_is_renamed_everywhere(shop: App) -> None:
    app = perform(shop, operations.rename(shop, "client", "Form1", "Home"))

    assert app.problems == ()
    assert not (app.folder / "client_code/Form1").exists()
    home = text(app, "client_code/Home/__init__.py")
    assert "from ._anvil_designer import HomeTemplate" in home
    assert "class Home(HomeTemplate):" in home
    assert "super(Home, self)" in home
    assert "open_form('Form2')  # next" in home
    other = text(app, "client_code/Form2/__init__.py")
    assert "from ..Home import Home\nfrom .. import Global, Home as first\nfirst.Home(first.other)\n" in other
    assert "Home()\n" in other
    assert "item_template = 'Home.Row'" in other
    assert 'open_form("shop.Home", Form1=1)' in other
    assert text(app, "client_code/Form2/form_template.yaml") == (
        "container:\n  type: ColumnPanel   # keep\ncomponents:\n"
        "- {type: 'form:Home', name: part}\n"
        "- type: shop.Home\n  name: other\n"
        "- type: RepeatingPanel\n  name: rows\n  properties: {item_template: Home.Row, tag: Form1}\n"
        "  event_bindings: {show: Form1}\n"
    )
    assert text(app, "client_code/Global.py") == "import shop.Home\nshop.Home.Home\nnumber = 0\n"
    assert "from ..Home.Row import Row" in text(app, "client_code/Pages/Deep.py")
    assert "startup: {type: form, module: Home}  # opens first" in text(app, "anvil.yaml")


def test_undoing_a_rename_brings_every_byte_back(shop: App) -> None:
    before = snapshot(shop.folder)
    changes = operations.rename(shop, "client", "Form1", "Home")
    old = changes.before(shop.folder)
    apply_files(shop.folder, changes.files)
    assert snapshot(shop.folder) != before
    apply_files(shop.folder, old)
    assert snapshot(shop.folder) == before


def test_a_module_is_renamed_with_the_names_its_imports_bind(shop: App) -> None:
    app = perform(shop, operations.rename(shop, "client", "Global", "State"))

    assert text(app, "client_code/Pages/Deep.py") == (
        "from .. import State\nfrom ..Form1.Row import Row\nState.number\n"
    )
    assert text(app, "server_code/Work.py") == (
        "import State\nfrom . import State as G\nfrom shop.State import number\nState.number += 1\n"
    )


def test_a_name_that_is_in_use_keeps_the_old_one_beside_it(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "client_code/Global.py": "number = 0\n",
            "client_code/A.py": "from . import Global\nState = 1\nprint(Global.number, State)\n",
        },
    )
    app = perform(app, operations.rename(app, "client", "Global", "State"))
    assert text(app, "client_code/A.py") == (
        "from . import State as Global\nState = 1\nprint(Global.number, State)\n"
    )


def test_a_local_name_that_looks_the_same_is_left_alone(tmp_path: Path) -> None:
    source = "from . import Global\n\ndef f(Global):\n    return Global.x\n\nGlobal.y = 'Global'  # Global\n"
    app = write_app(tmp_path, {"client_code/Global.py": "", "client_code/A.py": source})
    app = perform(app, operations.rename(app, "client", "Global", "State"))
    assert text(app, "client_code/A.py") == (
        "from . import State\n\ndef f(Global):\n    return Global.x\n\nState.y = 'Global'  # Global\n"
    )


def test_moving_a_form_into_a_package_mends_relative_imports_on_both_sides(shop: App) -> None:
    app = perform(shop, operations.move(shop, "client", "Form1", "Pages"))

    assert sorted(app.forms) == ["Form2", "Pages.Form1", "Pages.Form1.Row"]
    assert "from ...Form1 import nothing" in text(app, "client_code/Pages/Form1/Row/__init__.py")
    other = text(app, "client_code/Form2/__init__.py")
    assert "from ..Pages.Form1 import Form1\n" in other
    assert "from .. import Global\nfrom ..Pages import Form1 as first\n" in other
    assert "item_template = 'Pages.Form1.Row'" in other
    assert "from .Form1.Row import Row" in text(app, "client_code/Pages/Deep.py")
    assert "- {type: 'form:Pages.Form1', name: part}" in text(app, "client_code/Form2/form_template.yaml")
    assert "module: Pages.Form1}  # opens first" in text(app, "anvil.yaml")


def test_a_moved_file_reaches_what_stayed_behind(shop: App) -> None:
    app = perform(shop, operations.move(shop, "client", "Form2", "Pages"))
    moved = text(app, "client_code/Pages/Form2/__init__.py")
    assert "from ...Form1 import Form1\nfrom ... import Global, Form1 as first\n" in moved
    assert "open_form('Pages.Form2')  # next" in text(app, "client_code/Form1/__init__.py")


def test_moving_there_and_back_changes_no_byte(shop: App) -> None:
    before = snapshot(shop.folder)
    app = perform(shop, operations.move(shop, "client", "Global", "Pages"))
    assert text(app, "server_code/Work.py") == (
        "from Pages import Global\nfrom .Pages import Global as G\nfrom shop.Pages.Global import number\n"
        "Global.number += 1\n"
    )
    app = perform(app, operations.move(app, "client", "Pages.Global", ""))
    after = snapshot(app.folder)
    # A top-level `import Global` came back in the only spelling that could also name a package.
    assert after.pop("server_code/Work.py").startswith(b"from . import Global\nfrom . import Global as G\n")
    before.pop("server_code/Work.py")
    # One import was split in two lines when its names lived in two packages.
    assert after.pop("client_code/Form2/__init__.py") != before.pop("client_code/Form2/__init__.py")
    assert after == before


def test_a_duplicate_is_a_form_of_its_own(shop: App) -> None:
    before = snapshot(shop.folder)
    app = perform(shop, operations.duplicate(shop, "client", "Form1", "Form3"))
    assert "class Form3(Form3Template):" in text(app, "client_code/Form3/__init__.py")
    assert sorted(app.forms) == ["Form1", "Form1.Row", "Form2", "Form3", "Form3.Row"]
    after = snapshot(shop.folder)
    assert {path: after[path] for path in before} == before


def test_a_file_with_syntax_errors_is_left_and_named(shop: App) -> None:
    (shop.folder / "client_code/Broken.py").write_text("from .Form1 import (\n")
    app = write_app(shop.folder, {})
    changes = operations.rename(app, "client", "Form1", "Home")
    assert "client_code/Broken.py" not in changes.files
    assert changes.notes == ("client_code/Broken.py has syntax errors and was left as it is",)


def test_line_endings_and_encoding_survive(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "client_code/Global.py": "",
            "client_code/A.py": b"# coding: latin-1\r\nfrom . import Global\r\nname = '\xe9'\r\n",
            "client_code/B.py": b"\xef\xbb\xbfimport Global\n# no newline at end",
        },
    )
    app = perform(app, operations.rename(app, "client", "Global", "State"))
    assert (app.folder / "client_code/A.py").read_bytes() == (
        b"# coding: latin-1\r\nfrom . import State\r\nname = '\xe9'\r\n"
    )
    assert (app.folder / "client_code/B.py").read_bytes() == b"\xef\xbb\xbfimport State\n# no newline at end"


def test_server_code_that_hides_a_client_module_keeps_its_own(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "client_code/Shared.py": "",
            "client_code/A.py": "from . import Shared\n",
            "server_code/Shared.py": "",
            "server_code/Work.py": "from . import Shared\n",
        },
    )
    app = perform(app, operations.rename(app, "client", "Shared", "Common"))
    assert text(app, "client_code/A.py") == "from . import Common\n"
    assert text(app, "server_code/Work.py") == "from . import Shared\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("class", "word of the Python language"),
        ("print", "built into Python"),
        ("my form", "cannot contain a space"),
        ("2nd", "cannot begin with a digit"),
        ("form2", "some file systems"),
        ("Form2", "already there"),
        ("anvil", "used by the app's runtime"),
        ("random", "standard library"),
        ("", "name is needed"),
    ],
)
def test_bad_names_are_refused_with_a_suggestion_that_works(shop: App, name: str, reason: str) -> None:
    with pytest.raises(OperationError) as refused:
        operations.rename(shop, "client", "Form1", name)
    assert reason in refused.value.message
    suggestion = refused.value.remedy.removeprefix("Try ").removesuffix(".")
    assert operations.rename(shop, "client", "Form1", suggestion).files


def test_a_package_cannot_move_into_itself(shop: App) -> None:
    with pytest.raises(OperationError, match="into itself"):
        operations.move(shop, "client", "Form1", "Form1.Row")


def test_html_forms_follow_and_keep_what_is_typed(shop: App) -> None:
    before = (
        "---\ncustom_component: true\n---\n<h1>Form1</h1>\n"
        '<anvil-component type=\'form:Form1\' name="Form1"\n   prop:text="Form1"></anvil-component>\n'
        '<anvil-component type=RepeatingPanel name="r" prop:item_template="Form1.Row" on:x="self.Form1" />\n'
        '<anvil-component type="shop.Form1" name="b" prop:tag=\'"Form1"\' />\n'
    )
    folder = shop.folder / "client_code/Page"
    folder.mkdir()
    (folder / "form_template.html").write_bytes(before.replace("\n", "\r\n").encode())
    (folder / "__init__.py").write_text(form("Page"))
    layout = shop.folder / "client_code/Inner"
    layout.mkdir()
    (layout / "form_template.html").write_text('<anvil-form layout="form:Form1">\n</anvil-form>\n')
    (layout / "__init__.py").write_text(form("Inner"))
    loaded = load_app(shop.folder)
    changes = operations.rename(loaded, "client", "Form1", "Home")
    assert not [note for note in changes.notes if "html" in note]
    app = perform(loaded, changes)
    after = (app.folder / "client_code/Page/form_template.html").read_bytes().decode()
    assert after == (
        before.replace("'form:Form1'", "'form:Home'")
        .replace('"Form1.Row"', '"Home.Row"')
        .replace('"shop.Form1"', '"shop.Home"')
        .replace("\n", "\r\n")
    )
    assert text(app, "client_code/Inner/form_template.html").startswith('<anvil-form layout="form:Home">')
