"""`anvil.server.run_script`: programs in the app's scripts folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.runtime.protocol.media import BlobMedia
from tests.engine.running_app import KINDS, RunningApp, launch_spec
from tests.worker.conftest import StartApp

SERVER = {
    "Main": """
        import os, sys
        import anvil.server
        from anvil.server import callable

        value = 5

        @callable
        def run(name, *args): return anvil.server.run_script(name, *args)

        @callable
        def caught(name):
            try:
                anvil.server.run_script(name)
            except anvil.server.ScriptExitError as error:
                return str(error)

        @callable
        def here(): return [os.getpid(), sys.argv, "anvil.script" in sys.modules]
        """
}
SCRIPTS = {
    "tell": """
import os, sys
import anvil.script
import anvil.server
from . import Main
anvil.script.return_value = {
    "argv": sys.argv, "args": anvil.script.args[:2], "name": __name__, "value": Main.value,
    "pid": os.getpid(),
    "trusted": anvil.server.context.remote_caller.is_trusted,
}
""",
    "read": "import sys, anvil.script\nanvil.script.return_value = open(sys.argv[1], 'rb').read().decode()\n",
    "zero": "import sys, anvil.script\nanvil.script.return_value = 1\nsys.exit(0)\n",
    "seven": "import sys\nsys.exit(7)\n",
    "text": "raise SystemExit('went wrong')\n",
    "ask": "input('name? ')\n",
    "fail": "\n\ndef broken():\n    raise ValueError('in the script')\n\nbroken()\n",
    "nothing": "x = 1\n",
    "outer": "import anvil.server, anvil.script\n"
    "anvil.script.return_value = ['outer', anvil.server.run_script('sub/inner'), anvil.script.args]\n",
    "sub/inner": "import anvil.script\nanvil.script.return_value = ['inner', anvil.script.args]\n",
    "odd": "import anvil.script\nanvil.script.return_value = {1}\n",
}


@pytest.fixture(params=KINDS)
async def app(request: pytest.FixtureRequest, run_app: StartApp, tmp_path: Path) -> RunningApp:
    for name, source in SCRIPTS.items():
        place = tmp_path / "scripts" / f"{name}.py"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(source)
    (tmp_path / "outside.py").write_text("x = 1\n")
    return await run_app(launch_spec(SERVER, folder=str(tmp_path)), request.param)


async def test_a_script_is_a_program_of_its_own(app: RunningApp) -> None:
    found = await app.call("run", "tell", "a", 2)
    assert found["argv"] == ["scripts/tell.py", "a", "2"]
    assert (found["args"], found["name"], found["value"], found["trusted"]) == (["a", 2], "__main__", 5, True)
    pid, argv, seen = await app.call("here")
    assert pid != found["pid"] and argv == [""] and not seen
    assert (await app.call("run", "tell"))["pid"] != found["pid"]


async def test_media_are_files(app: RunningApp) -> None:
    assert await app.call("run", "read", BlobMedia("text/plain", b"content", "a.txt")) == "content"


async def test_how_scripts_end(app: RunningApp) -> None:
    assert await app.call("run", "zero") == 1
    assert await app.call("run", "nothing") is None
    assert await app.call("caught", "seven") == "the script 'seven' ended with 7"
    assert await app.call("caught", "text") == "the script 'text' ended with 'went wrong'"
    assert (await app.error("run", "ask")).type == "EOFError"
    found = await app.error("run", "fail")
    assert (found.type, found.message) == ("ValueError", "in the script")
    assert ("scripts/fail.py", 4) in [(frame.file, frame.line) for frame in found.trace]
    assert (await app.error("run", "odd")).type == "anvil.server.SerializationError"


async def test_scripts_run_scripts(app: RunningApp) -> None:
    assert await app.call("run", "outer", 1) == ["outer", ["inner", []], [1]]


@pytest.mark.parametrize("name", ["missing", "../outside", "", "/etc/passwd", "sub", "a b"])
async def test_only_files_of_the_folder_are_scripts(app: RunningApp, name: str) -> None:
    found = await app.error("run", name)
    assert found.type == "anvil.server.NoServerFunctionError" and "no script" in found.message


async def test_browsers_run_no_scripts(app: RunningApp) -> None:
    assert (await app.error("script:tell")).type == "anvil.server.PermissionDenied"
