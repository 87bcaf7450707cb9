"""Each kind of mistake is found at its place, with a remedy; what is right is not reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.runtime.appfiles.examples import examples
from formwright.runtime.appfiles.load import load_app
from formwright.runtime.check import check_app
from formwright.runtime.spec.app import Problem
from tests.appfiles.apps import form, write_app

PANEL = "container: {type: ColumnPanel}\n"
GOOD: dict[str, str | bytes] = {
    "client_code/Form1/__init__.py": form("Form1"),
    "client_code/Form1/form_template.yaml": PANEL,
}
CODE = "client_code/Form1/__init__.py"
TEMPLATE = "client_code/Form1/form_template.yaml"


def problems(folder: Path, files: dict[str, str | bytes]) -> list[Problem]:
    return list(check_app(write_app(folder, {**GOOD, **files})))


def only(found: list[Problem]) -> Problem:
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


def components(text: str) -> str:
    return f"{PANEL}components:\n{text}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_the_gallery_is_clean(example: object) -> None:
    folder = getattr(example, "folder")  # noqa: B009  the parameter is typed for pytest's ids
    assert check_app(load_app(folder)) == ()


def test_a_right_app_has_no_problems(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "client_code/Pages/Other.py": "from ..Form1 import Form1\nfrom . import Other\nimport shop.Form1\n",
        "server_code/Work.py": (
            "import anvil.server\nimport numpy\nfrom . import Form1\nfrom shop.Pages import Other\n"
            "from .Pages.Other import anything\n"
        ),
        CODE: form("Form1", "self.extra = 1", "import anvil.server, sys\nfrom .. import Pages")
        + "    def go(self, **event_args):\n        pass\n",
        TEMPLATE: components(
            "- type: Button\n  name: button_1\n  properties: {text: Go}\n"
            "  event_bindings: {click: go, show: self.go, hide: extra}\n"
            "  data_bindings:\n  - {property: text, code: 'self.item[\"x\"]', writeback: true}\n"
            "- {type: 'form:Form1', name: part}\n"
        ),
    }
    assert problems(tmp_path, files) == []


def test_syntax_errors_of_both_sides_have_line_and_column(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        {"client_code/A.py": "x = 1\ny = (\n", "server_code/B.py": "return 5\n", CODE: "class Form1:\n"},
    )
    assert [(p.path, p.line, p.code, p.severity) for p in found] == [
        ("client_code/A.py", 2, "syntax", "error"),
        (CODE, 1, "syntax", "error"),
        ("server_code/B.py", 1, "syntax", "error"),
    ]
    assert found[0].column == 5


@pytest.mark.parametrize(
    ("source", "line", "text"),
    [
        ("from . import Missing\n", 1, "there is no module Missing"),
        ("\nfrom .Form2 import Form2\n", 2, "there is no module .Form2"),
        ("from .Form1.Inner import x\n", 1, "there is no module .Form1.Inner"),
        ("import shop.Nothing\n", 1, "there is no module shop.Nothing"),
        ("from shop.Nothing import x\n", 1, "there is no module shop.Nothing"),
        ("from ... import x\n", 1, "leads out of the app"),
        ("from . import Work\n", 1, "is server code, which browsers never get"),
        ("import Work\n", 1, "is server code, which browsers never get"),
        ("from shop.Work import x\n", 1, "is server code, which browsers never get"),
        ("from ._anvil_designer import Form1Template\n", 1, "there is no template Form1Template"),
    ],
)
def test_wrong_imports(tmp_path: Path, source: str, line: int, text: str) -> None:
    problem = only(problems(tmp_path, {"client_code/A.py": source, "server_code/Work.py": ""}))
    assert problem.path == "client_code/A.py"
    assert problem.line == line
    assert problem.severity == "error"
    assert text in problem.message
    assert problem.remedy


def test_the_remedy_names_what_was_probably_meant(tmp_path: Path) -> None:
    assert (
        only(problems(tmp_path, {"client_code/A.py": "from . import form1\n"})).remedy
        == "Did you mean Form1?"
    )


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    from . import Missing\nexcept ImportError:\n    Missing = None\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import Missing\n",
        "import requests, pandas.core\nfrom some.library import x\n",
    ],
)
def test_imports_that_may_be_missing(tmp_path: Path, source: str) -> None:
    assert problems(tmp_path, {"client_code/A.py": source}) == []


def test_open_form_of_a_form_that_is_not_there(tmp_path: Path) -> None:
    problem = only(problems(tmp_path, {"client_code/A.py": "from anvil import *\n\nopen_form('Form11')\n"}))
    assert (problem.line, problem.severity, problem.remedy) == (3, "warning", "Did you mean 'Form1'?")


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "severity"),
    [
        ("- {type: Buton, name: a}\n", 3, 10, "type-unknown", "error"),
        ("- {type: 'form:Form9', name: a}\n", 3, 10, "form-missing", "error"),
        ("- {type: shop.Form9, name: a}\n", 3, 10, "form-missing", "error"),
        ("- {type: 'form:dep_1:Form9', name: a}\n", 3, 10, "dependency", "warning"),
        ("- {type: m3.Button, name: a}\n", 3, 10, "dependency", "warning"),
        ("- type: Label\n  name: a\n  properties:\n    txt: hello\n", 6, 10, "property-unknown", "warning"),
        ("- {type: Label, name: a}\n- {type: Label, name: a}\n", 4, 23, "name-twice", "error"),
        ("- {type: Label, name: a b}\n", 3, 23, "name-invalid", "error"),
        ("- {type: Label}\n", 3, 3, "no-name", "error"),
        ("- {name: a}\n", 3, 3, "no-type", "error"),
        ("- {type: Link, name: a, event_bindings: {click: gone}}\n", 3, 49, "handler-missing", "warning"),
        (
            "- type: RepeatingPanel\n  name: a\n  properties: {item_template: Nope}\n",
            5,
            31,
            "form-missing",
            "error",
        ),
        (
            "- type: TextBox\n  name: a\n  data_bindings:\n  - {property: text, code: 'self.x +'}\n",
            6,
            28,
            "binding-syntax",
            "error",
        ),
        (
            "- type: TextBox\n  name: a\n  data_bindings:\n  - {property: tag, code: f(), writeback: true}\n",
            6,
            27,
            "binding-writeback",
            "error",
        ),
    ],
)
def test_template_mistakes_are_found_at_their_place(
    tmp_path: Path, text: str, line: int, column: int, code: str, severity: str
) -> None:
    problem = only(problems(tmp_path, {TEMPLATE: components(text)}))
    assert (problem.path, problem.code, problem.severity) == (TEMPLATE, code, severity)
    assert (problem.line, problem.column) == (line, column)
    assert problem.remedy


def test_a_component_inside_others_and_in_slots_is_checked(tmp_path: Path) -> None:
    deep = "- type: ColumnPanel\n  name: a\n  components:\n  - {type: Nope, name: b}\n"
    assert only(problems(tmp_path, {TEMPLATE: components(deep)})).line == 6
    slots = "layout: {type: shop.Form1}\ncomponents_by_slot:\n  main:\n  - {type: Nope, name: b}\n"
    assert only(problems(tmp_path, {TEMPLATE: slots})).line == 4


def test_handlers_may_come_from_a_base_class(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        CODE: "from ._anvil_designer import Form1Template\nfrom .. import Base\n\n"
        "class Form1(Base.Mixin, Form1Template):\n    pass\n",
        "client_code/Base.py": "class Mixin: pass\n",
        TEMPLATE: components("- {type: Link, name: a, event_bindings: {click: gone}}\n"),
    }
    assert problems(tmp_path, files) == []


def test_functions_offered_twice(tmp_path: Path) -> None:
    work = "import anvil.server\n\n@anvil.server.callable\ndef f(): pass\n"
    again = "import anvil.server\n\n@anvil.server.callable('f')\ndef g(): pass\n"
    problem = only(problems(tmp_path, {"server_code/A.py": work, "server_code/B.py": again}))
    assert (problem.path, problem.line, problem.code) == ("server_code/B.py", 4, "callable-twice")
    assert "server_code/A.py:4" in problem.message


def test_files_that_differ_in_capitals_only(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"server_code/Work.py": "", "server_code/work.py": ""}
    assert only(problems(tmp_path, files)).code == "name-case"


def test_an_app_without_a_start(tmp_path: Path) -> None:
    assert only(problems(tmp_path, {"anvil.yaml": "name: Shop\n"})).code == "no-startup"


def test_a_startup_that_is_not_there(tmp_path: Path) -> None:
    problem = only(problems(tmp_path, {"anvil.yaml": "name: Shop\nstartup: {type: form, module: Gone}\n"}))
    assert (problem.code, problem.severity) == ("startup-missing", "error")


def test_what_does_nothing_and_harms_nothing_is_not_reported(tmp_path: Path) -> None:
    """Both are left behind by Anvil's editor: empty bindings, and null for properties of other runtimes."""
    found = problems(
        tmp_path,
        {
            TEMPLATE: components(
                "- type: Label\n  name: label_1\n  properties: {no_such: null}\n"
                "  data_bindings:\n  - {property: text, code: '', writeback: true}\n"
            )
        },
    )
    assert found == []


def test_forms_of_a_dependency_that_has_another_id_here(tmp_path: Path) -> None:
    write_app(tmp_path / "parts", {"anvil.yaml": "name: parts\npackage_name: parts\n", **GOOD})
    app = write_app(
        tmp_path / "app",
        {
            **GOOD,
            "anvil.yaml": "name: shop\npackage_name: shop\nstartup_form: Form2\n"
            "dependencies:\n- {dep_id: dep_b, resolution_hints: {package_name: parts}}\n",
            "client_code/Form2/__init__.py": form("Form2"),
            "client_code/Form2/form_template.yaml": components(
                "- {type: 'form:dep_a:Form1', name: part}\n- {type: 'form:dep_a:Form3', name: none}\n"
            ),
        },
    )
    found = only([*app.problems, *check_app(app)])
    assert (found.code, found.line) == ("dependency", 4)
    assert "form:dep_a:Form3" in found.message
