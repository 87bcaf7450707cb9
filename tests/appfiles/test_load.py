"""Reading an app folder: every layout, and a problem instead of an exception for what is broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.spec.app import App, Problem, Startup, implicit_packages
from tests.appfiles.apps import form, write_app

PANEL = "container: {type: ColumnPanel}\n"


def only(app: App) -> Problem:
    assert len(app.problems) == 1, [str(problem) for problem in app.problems]
    return app.problems[0]


def test_the_current_layout(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "client_code/Form1/__init__.py": form("Form1"),
            "client_code/Form1/form_template.yaml": PANEL,
            "client_code/Form1/Row/__init__.py": form("Row"),
            "client_code/Form1/Row/form_template.yaml": PANEL,
            "client_code/Flat.py": form("Flat"),
            "client_code/Flat.yaml": PANEL,
            "client_code/pages/Deep.py": "x = 1\n",
            "client_code/data.yaml": "not: a form\n",
            "server_code/Work.py": "",
            "server_code/tools/__init__.py": "",
            "server_code/tools/inner.py": "",
            "theme/parameters.yaml": (
                "roles: [{name: card, title: Card, components: [ColumnPanel]}]\n"
                "color_scheme: {colors: [{name: Primary 500, color: '#123456'}, {name: Other, color: red}]}\n"
            ),
            "theme/assets/theme.css": "a {}",
            "theme/assets/img/logo.png": b"\x89PNG",
        },
    )
    assert app.problems == ()
    assert [module.name for module in app.client] == ["Flat", "Form1", "Form1.Row", "pages.Deep"]
    assert [(m.name, m.is_package, m.side) for m in app.server] == [
        ("Work", False, "server"),
        ("tools", True, "server"),
        ("tools.inner", False, "server"),
    ]
    assert implicit_packages(app.client) == ("pages",)
    assert list(app.forms) == ["Flat", "Form1", "Form1.Row"]
    assert app.forms["Form1"] == {"container": {"type": "ColumnPanel"}}
    assert not app.form_files["Flat"].is_package
    assert app.form_files["Form1"].code_path == "client_code/Form1/__init__.py"
    assert app.package == "shop"
    assert app.manifest.startup == Startup("form", "Form1")
    assert list(app.theme.colors.items()) == [("Primary 500", "#123456"), ("Other", "red")]
    assert app.theme.roles[0].components == ("ColumnPanel",)
    assert [asset.path for asset in app.theme.assets] == ["img/logo.png", "theme.css"]


def test_the_oldest_layout(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "forms/Form1.yaml": "container: {type: ColumnPanel}\ncode: |\n  class Form1: pass\n",
            "modules/Tools.py": "",
            "server_modules/Work.py": "",
        },
    )
    assert only(app).code == "old-layout"
    assert [(module.name, module.path) for module in app.client] == [
        ("Form1", "forms/Form1.yaml"),
        ("Tools", "modules/Tools.py"),
    ]
    assert app.client[0].source == "class Form1: pass\n"
    assert app.server_module("Work") is not None


@pytest.mark.parametrize(
    ("manifest", "startup"),
    [
        ("startup_form: Form1\n", Startup("form", "Form1")),
        ("startup: {type: module, module: Form1}\nstartup_form: null\n", Startup("module", "Form1")),
        ("startup: {type: form, module: Form1}\nstartup_form: Other\n", Startup("form", "Form1")),
        ("name: x\n", None),
    ],
)
def test_spellings_of_the_startup(tmp_path: Path, manifest: str, startup: Startup | None) -> None:
    app = write_app(tmp_path, {"anvil.yaml": manifest, "client_code/Form1.py": ""})
    assert app.manifest.startup == startup
    assert app.problems == ()


def test_what_old_editors_wrote_into_yaml(tmp_path: Path) -> None:
    template = (
        "container: {type: ColumnPanel}\ncomponents:\n- {type: Label, name: a, properties: {text: =}}\n"
        '- {type: Label, name: b, properties: {text: "\\ud83d\\ude00 \\ud83d"}}\n'
        "- {type: DatePicker, name: c, properties: {date: 2020-01-31, on: yes, 1: 0o7}}\n"
    )
    app = write_app(
        tmp_path,
        {"client_code/Form1/__init__.py": form("Form1"), "client_code/Form1/form_template.yaml": template},
    )
    assert app.problems == ()
    properties = [component["properties"] for component in app.forms["Form1"]["components"]]
    assert properties[0] == {"text": "="}
    assert properties[1] == {"text": "😀 \ufffd"}
    assert properties[2] == {"date": "2020-01-31", "on": True, "1": "0o7"}


def test_broken_files_do_not_hide_the_others(tmp_path: Path) -> None:
    app = write_app(
        tmp_path,
        {
            "anvil.yaml": "name: [\n",
            "client_code/Form1/__init__.py": b"\xff\xfe\n",
            "client_code/Form1/form_template.yaml": "container:\n  type: A\n bad: 1\n",
            "client_code/Good.py": "x = 1\n",
        },
    )
    found = {problem.path: problem for problem in app.problems}
    assert found["anvil.yaml"].code == "yaml-syntax"
    assert found["client_code/Form1/form_template.yaml"].line == 3
    assert found["client_code/Form1/form_template.yaml"].column == 2
    assert found["client_code/Form1/__init__.py"].code == "encoding"
    assert all(problem.remedy for problem in app.problems)
    assert [module.name for module in app.client] == ["Good"]
    assert app.manifest.name == tmp_path.name


def test_a_key_given_twice_is_named(tmp_path: Path) -> None:
    app = write_app(tmp_path, {"anvil.yaml": "name: a\npackage_name: p\nname: b\n"})
    problem = only(app)
    assert (problem.severity, problem.code) == ("warning", "yaml-duplicate-key")
    assert app.manifest.name == "b"


def test_L07_html_templates_win_over_yaml(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "client_code/Form1/__init__.py": form("Form1"),
        "client_code/Form1/form_template.html": "<p>Hi</p>",
        "client_code/Form1/form_template.yaml": PANEL,
    }
    app = write_app(tmp_path, files)
    assert app.problems == ()
    assert app.form_files["Form1"].format == "html"
    assert app.forms["Form1"]["container"]["properties"] == {"html": "<p>Hi</p>"}


def test_html_faults_are_named_with_their_line(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "client_code/Form1/__init__.py": form("Form1"),
        "client_code/Form1/form_template.html": "---\nevents: []\n---\n<p>\n <anvil-component name=a>\n</p>",
    }
    problem = write_app(tmp_path, files).problems[0]
    assert (problem.path, problem.line, problem.column) == ("client_code/Form1/form_template.html", 5, 2)
    assert (problem.code, problem.severity) == ("html-form", "error")


def test_a_form_without_code_and_a_module_in_two_files(tmp_path: Path) -> None:
    app = write_app(tmp_path, {"client_code/Form1/form_template.yaml": PANEL})
    assert only(app).code == "no-code"
    assert app.form_files["Form1"].code_path is None
    both: dict[str, str | bytes] = {"server_code/A.py": "1", "server_code/A/__init__.py": "2"}
    app = write_app(tmp_path / "2", {**both, "client_code/Form1.py": ""})
    assert only(app).code == "duplicate-module"
    assert [(module.path, module.source) for module in app.server] == [("server_code/A/__init__.py", "2")]


def test_an_unfinished_merge_refuses_to_load(tmp_path: Path) -> None:
    app = write_app(tmp_path, {"client_code/Form1.py": "", "CONFLICTS.yaml": "x: 1\n"})
    assert only(app).code == "conflicts"
    assert app.client == ()


def test_what_is_no_app(tmp_path: Path) -> None:
    assert only(load_app(tmp_path / "gone")).code == "no-folder"
    assert only(load_app(tmp_path)).code == "no-manifest"


def test_links_that_lead_out_of_the_app_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "Passwords.py").write_text("password = 1\n")
    app_folder = tmp_path / "app"
    write_app(app_folder, {"client_code/Form1.py": "", "client_code/Real.py": "real = 1\n"})
    try:
        (app_folder / "client_code" / "out").symlink_to(secret)
        (app_folder / "client_code" / "Out.py").symlink_to(secret / "Passwords.py")
        (app_folder / "client_code" / "Inside.py").symlink_to(app_folder / "client_code" / "Real.py")
        (app_folder / "client_code" / "loop").symlink_to(app_folder / "client_code")
    except OSError:
        pytest.skip("this system lets nobody make links")
    app = load_app(app_folder)
    assert [module.name for module in app.client] == ["Form1", "Inside", "Real"]


def test_digests_change_with_what_is_loaded_and_with_nothing_else(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "client_code/Form1/__init__.py": form("Form1"),
        "client_code/Form1/form_template.yaml": PANEL,
        "server_code/Work.py": "x = 1\n",
    }
    first = write_app(tmp_path, files)
    os.utime(tmp_path / "client_code/Form1/__init__.py", (1, 1))
    (tmp_path / "README.md").write_text("new")
    (tmp_path / "client_code/Form1/form_template.yaml").write_text("# comment\n" + PANEL)
    same = load_app(tmp_path)
    assert (same.client_digest, same.server_digest) == (first.client_digest, first.server_digest)
    server = write_app(tmp_path, {"server_code/Work.py": "x = 2\n"})
    assert server.client_digest == first.client_digest
    assert server.server_digest != first.server_digest
    template = write_app(tmp_path, {"client_code/Form1/form_template.yaml": PANEL + "components: []\n"})
    assert template.client_digest != first.client_digest
    assert template.server_digest == server.server_digest
    theme = write_app(tmp_path, {"theme/assets/theme.css": "a {}"})
    assert theme.client_digest != template.client_digest


def test_a_package_name_that_is_none_does_not_keep_the_app_from_running(tmp_path: Path) -> None:
    app = write_app(tmp_path, {"anvil.yaml": "name: Shop\npackage_name: '[1]_Shop'\n"})
    problem = app.problems[0]
    assert (problem.code, problem.severity) == ("package-name", "warning")
    assert app.package.isidentifier()
