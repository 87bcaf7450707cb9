"""The rules by which server code imports (behaviours M01-M19), in both modes and both ways of starting."""

from __future__ import annotations

import pytest

from tests.engine.running_app import KINDS, launch_spec
from tests.worker.conftest import StartApp

CLIENT = {
    "Shared": """
        import sys
        import anvil
        loaded = []
        loaded.append(__name__)
        def where():
            return [anvil.is_server_side(), sys.version_info[0] >= 3, __name__, __file__]
        """,
    "Pkg/__init__": "order = ['init']",
    "Pkg/A": "from . import order\norder.append('A')\ndef f(): return 'f of A'",
    "Pkg/Form2/__init__": """
        from ._anvil_designer import Form2Template
        from anvil import *
        class Form2(Form2Template):
            def __init__(self, **properties):
                self.init_components(**properties)
        """,
    "CircleOne": "value = 'early'\nfrom . import CircleTwo\nlate = 'late'",
    "CircleTwo": "from . import CircleOne\nseen = [CircleOne.value, hasattr(CircleOne, 'late')]",
    "Loose/Deep": "value = 'in a folder without __init__'",
    "Both": "side = 'client'",
}
SERVER = {
    "Both": "side = 'server'",
    "Main": """
        import sys
        import anvil
        anvil.server  # without an import of its own
        import anvil.server
        import tables
        from tables import app_tables
        from . import Shared, CircleOne, Both
        from .Shared import where as where_again
        from .Pkg import A
        from .Pkg.A import f
        import main_package.Shared
        import Shared as top_level
        import Pkg.A as top_level_a
        from main_package.Loose import Deep
        import main_package.CircleTwo
        from .Pkg.Form2 import Form2

        @anvil.server.callable
        def facts():
            return {
                "where": Shared.where(),
                "same": [main_package.Shared is Shared, top_level is Shared, top_level_a is A,
                         sys.modules["Shared"] is sys.modules["main_package.Shared"]],
                "loaded": Shared.loaded,
                "package": [A.f(), f(), A.order],
                "circle": main_package.CircleTwo.seen,
                "deep": Deep.value,
                "both": Both.side,
                "names": [__name__, __package__, Shared.__spec__.name],
            }

        @anvil.server.callable
        def make_form():
            Form2(item={})

        @anvil.server.callable
        def missing():
            import main_package.NotThere

        @anvil.server.callable
        def designer_name():
            from ._anvil_designer import something

        @anvil.server.callable
        def host_modules():
            found = []
            for name in ("starlette", "uvicorn", "PySide6", "tests", "loader", "channel"):
                try:
                    __import__(name)
                    found.append(name)
                except ImportError:
                    pass
            return [found, sys.path, sys.argv]
        """,
}


@pytest.mark.parametrize("kind", KINDS)
async def test_import_rules(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec(SERVER, CLIENT), kind)
    facts = await app.call("facts")
    assert facts["where"][:3] == [True, True, "main_package.Shared"]
    assert facts["where"][3].endswith("client_code/Shared.py")
    assert facts["same"] == [True] * 4
    assert facts["loaded"] == ["main_package.Shared"]
    assert facts["package"] == ["f of A", "f of A", ["init", "A"]]
    assert facts["circle"] == ["early", False]
    assert facts["deep"] == "in a folder without __init__"
    assert facts["both"] == "server"
    assert facts["names"] == ["main_package.Main", "main_package", "main_package.Shared"]
    error = await app.error("make_form")
    assert "browser only" in error.message
    error = await app.error("missing")
    assert (error.type, error.trace[-1].source) == ("ModuleNotFoundError", "import main_package.NotThere")
    assert "import statement changed" in (await app.error("designer_name")).message


async def test_nothing_of_the_host_is_importable(run_app: StartApp, plain_python: str) -> None:
    app = await run_app(launch_spec(SERVER, CLIENT, python=plain_python))
    found, path, argv = await app.call("host_modules")
    assert found == []
    assert not [entry for entry in path if "formwright" in entry or entry in ("", ".")]
    assert argv == [""]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_module_that_fails_fails_each_call_with_that_error(run_app: StartApp, kind: str) -> None:
    server = {
        "Good": "import anvil.server\n@anvil.server.callable\ndef fine(): return 1",
        "Bad": "x = 1\nraise ValueError('not configured')",
    }
    app = await run_app(launch_spec(server), kind)
    for _ in range(2):
        error = await app.error("fine")
        assert error.type == "ValueError"
        assert error.message == "not configured (server_code/Bad.py, line 2)"
        assert [(frame.file, frame.line, frame.source) for frame in error.trace] == [
            ("server_code/Bad.py", 2, "raise ValueError('not configured')")
        ]
    state = await app.ready()
    assert (state.state, state.error and state.error.type) == ("broken", "ValueError")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_syntax_error_names_file_and_line(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec({"Bad": "import anvil.server\n\ndef broken(:\n"}), kind)
    error = await app.error("anything")
    assert error.type == "SyntaxError"
    assert (error.trace[-1].file, error.trace[-1].line) == ("server_code/Bad.py", 3)
    assert "server_code/Bad.py" in error.message


@pytest.mark.parametrize("kind", KINDS)
async def test_an_import_that_ends_the_process(run_app: StartApp, kind: str) -> None:
    app = await run_app(launch_spec({"Bad": "import os\nos._exit(7)"}), kind)
    error = await app.error("anything")
    assert error.type == "anvil.server.ExecutionTerminatedError"
    assert "status 7" in error.message


@pytest.mark.parametrize("kind", KINDS)
async def test_an_endless_import_is_a_timeout(run_app: StartApp, kind: str) -> None:
    app = await run_app(
        launch_spec({"Bad": "import sys\nif sys.argv:\n    while True: pass"}, timeout=1), kind
    )
    error = await app.error("anything")
    assert error.type == "anvil.server.TimeoutError"
    assert error.trace[-1].file == "server_code/Bad.py"
    assert "server_code/Bad.py" in app.printed("stderr")
