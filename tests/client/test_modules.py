"""Imports and globals of client code: behaviours M."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.client.conftest import Bench, form, node

FORM = "class {0}({0}Template):\n    def __init__(self, **p):\n        self.init_components(**p)\n"


def run_main(bench: Bench, main: str, **modules: str) -> dict[str, Any]:
    """Runs a startup module; gives the globals it ended with."""
    bench.start({"Main": main, **modules}, startup="Main")
    return dict(vars(sys.modules["__main__"]))


def test_M01_relative_and_package_imports_of_a_module(bench: Bench) -> None:
    found = run_main(bench, "from . import M\nfrom .M import x\nimport MyApp.M as other", M="x = 5")
    assert found["x"] == 5
    assert found["M"] is found["other"]


def test_M06_M13_a_module_runs_once_and_is_shared(bench: Bench) -> None:
    found = run_main(
        bench,
        "import A, B\nimport Shared",
        A="from . import Shared\nShared.count += 1",
        B="from MyApp import Shared\nShared.count += 1",
        Shared="count = 0",
    )
    assert found["Shared"].count == 2


def test_M14_circular_imports_see_the_module_half_made(bench: Bench) -> None:
    found = run_main(
        bench, "from . import A", A="early = 1\nfrom . import B\nlate = 2", B="from . import A\nseen = dir(A)"
    )
    assert "early" in found["A"].B.seen
    assert "late" not in found["A"].B.seen


def test_M14_circular_imports_by_short_names_are_the_same_objects(bench: Bench) -> None:
    found = run_main(bench, "import A\nimport MyApp.A as again", A="import B\nx = 1", B="import A\nmine = A")
    assert found["A"] is found["again"]
    assert found["A"].B.mine is found["A"]


def test_M15_modules_in_a_package(bench: Bench) -> None:
    found = run_main(
        bench,
        "from .Pkg import A\nfrom .Pkg.A import f\nimport Pkg",
        **{"Pkg.__init__": "first = True", "Pkg.A": "from . import first\ndef f():\n    return first"},
    )
    assert found["f"]() is True
    assert found["Pkg"].A is found["A"]


def test_M15_a_folder_without_init_is_a_package_too(bench: Bench) -> None:
    assert run_main(bench, "from Pkg.A import x", **{"Pkg.A": "x = 3"})["x"] == 3


def test_M16_M17_every_spelling_gives_the_same_module(bench: Bench) -> None:
    found = run_main(
        bench,
        "import Module1\nimport MyApp.Module1\nfrom MyApp import Module1 as b\nfrom . import Module1 as c",
        Module1="",
    )
    assert found["Module1"] is found["b"] is found["c"] is found["MyApp"].Module1
    assert found["Module1"].__name__ == "MyApp.Module1"


def test_a_module_named_like_one_of_the_library_does_not_hide_it(bench: Bench) -> None:
    found = run_main(bench, "import random\nfrom . import random as mine", random="x = 'mine'")
    assert found["random"].random() < 1
    assert found["mine"].x == "mine"


def test_M18_an_exception_in_a_module_surfaces_at_its_import(bench: Bench) -> None:
    found = run_main(
        bench, "try:\n    import Bad\nexcept ZeroDivisionError as e:\n    caught = True", Bad="1/0"
    )
    assert found["caught"]
    assert "Bad" not in sys.modules


def test_M18_an_uncaught_one_is_reported_with_file_and_line(bench: Bench) -> None:
    bench.start({"Main": "import Bad", "Bad": "x = 1\n1/0"}, startup="Main", expect=False)
    trace = bench.errors[0]["trace"]
    assert [(frame["file"], frame["line"]) for frame in trace] == [
        ("client_code/Main.py", 1),
        ("client_code/Bad.py", 2),
    ]
    assert "1/0" in bench.errors[0]["text"]
    assert "could not start" in bench.text


def test_M20_a_startup_module_is_main_and_may_open_a_form(bench: Bench) -> None:
    bench.start(
        {"Main": "from anvil import *\nname = __name__\nopen_form('Form1')", "Form1": FORM.format("Form1")},
        {"Form1": form(node("Label", "a", properties={"text": "opened"}))},
        "Main",
    )
    assert vars(sys.modules["__main__"])["name"] == "__main__"
    assert "opened" in bench.text


def test_M21_init_modules_of_dependencies_run_first(bench: Bench) -> None:
    dependency = {
        "package": "Dep",
        "client_init_module": "Init",
        "modules": [
            {
                "name": "Init",
                "path": "Dep/Init.py",
                "source": "import sys; sys.order = ['dep']",
                "is_package": False,
            }
        ],
    }
    bench.start(
        {"Start": "import sys; sys.order.append('app')", "Main": "import sys; sys.order.append('main')"},
        startup="Main",
        client_init_module="Start",
        dependencies=[dependency],
    )
    assert vars(sys).pop("order") == ["dep", "app", "main"]


def test_M22_a_sibling_is_found_by_an_implicit_relative_import(bench: Bench) -> None:
    template = """
        from anvil import *
        class Form1Template(HtmlPanel):
            def init_components(self, **properties):
                super().__init__()
                self.title = Label(text="by hand")
                self.add_component(self.title)
    """
    modules = {
        "Form1.__init__": "from _template import Form1Template\nclass Form1(Form1Template):\n"
        "    def __init__(self, **p):\n        self.init_components(**p)\n",
        "Form1._template": template,
        "Main": "from anvil import *\nopen_form('Form1')",
    }
    bench.start(modules, startup="Main")
    assert bench.text == "by hand"


def test_the_oldest_runtimes_get_templates_from_anvil(bench: Bench) -> None:
    source = "from anvil import *\n" + FORM.format("Form1")
    bench.start(
        {"Form1": source},
        {"Form1": form(node("Label", "a", properties={"text": "old"}))},
        "Form1",
        runtime_version=1,
    )
    assert bench.text == "old"


def test_the_designer_module_names_what_is_wrong(bench: Bench) -> None:
    source = "from ._anvil_designer import OldNameTemplate\n"
    bench.start({"Form1": source}, {"Form1": form()}, "Form1", expect=False)
    assert "OldNameTemplate" in bench.errors[0]["message"]
    assert "Form1Template" in bench.errors[0]["message"]


@pytest.mark.parametrize(
    "line",
    [
        "import anvil.users, anvil.tables, anvil.google.auth, anvil.google.drive, anvil.microsoft.auth",
        "from anvil.tables import app_tables\nimport anvil.tables.query as q",
        "from anvil.google.drive import app_files\nimport anvil.facebook.auth\nimport anvil.email",
        "import anvil.server, anvil.js, anvil.media, anvil.tz, anvil.designer, anvil.http, anvil.image",
        "from anvil import DataGrid, LiveObjectProxy",
        "from anvil import tableau\nimport stripe.checkout, anvil.stripe\nfrom anvil.files import data_files",
        "import tables\nfrom tables import app_tables",
        "from anvil.server import _register_exception_type, AnvilWrappedError\n"
        "_register_exception_type('MyApp.Gone', type('Gone', (AnvilWrappedError,), {}))",
        "import anvil\nanvil.users, anvil.tables, anvil.server, anvil.email",
        "import anvil.users\ntry:\n    raise ValueError\nexcept anvil.users.AuthenticationFailed:\n    pass\n"
        "except ValueError:\n    pass",
    ],
)
def test_what_apps_import_by_habit_imports(bench: Bench, line: str) -> None:
    run_main(bench, line)


@pytest.mark.parametrize(
    "use", ["app_tables.people.search()", "app_tables.people.get(a=1)", "list(app_tables.people)"]
)
def test_what_is_not_there_yet_says_so_when_it_is_used(bench: Bench, use: str) -> None:
    bench.start({"Main": f"from anvil.tables import app_tables\n{use}"}, startup="Main", expect=False)
    assert "not available in this version" in bench.errors[0]["message"]
    assert "anvil.tables.app_tables.people" in bench.errors[0]["message"]


def test_payments_are_not_there_yet_and_say_so(bench: Bench) -> None:
    bench.start(
        {"Main": "import stripe.checkout\nstripe.checkout.charge(amount=1)"}, startup="Main", expect=False
    )
    assert bench.errors[0]["message"].startswith("stripe.checkout.charge is not available")


def test_a_restart_runs_changed_code_and_compiles_only_that(bench: Bench) -> None:
    session = bench.session
    session.start(bench.bundle({"Main": "import A\nseen = A.x", "A": "x = 1"}, startup="Main"))
    kept = session._codes._codes["client_code/A.py"][1]
    assert session.restart(bench.bundle({"Main": "import A\nseen = A.x + 10", "A": "x = 1"}, startup="Main"))
    assert vars(sys.modules["__main__"])["seen"] == 11
    assert session._codes._codes["client_code/A.py"][1] is kept
    assert not session.restart(bench.bundle({"Main": "import A\nseen = (", "A": "x = 1"}, startup="Main"))
    assert vars(sys.modules["__main__"])["seen"] == 11
    assert bench.errors[-1]["trace"][-1]["file"] == "client_code/Main.py"
