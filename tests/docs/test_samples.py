"""The manual's samples do what it says: apps are loaded, checked and used, commands are understood.

A sample of Python that is not run stands in `NOT_RUN` with the reason.
"""

from __future__ import annotations

import importlib.util
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from formwright.runtime.appfiles import load_app
from formwright.runtime.check import check_app
from formwright.runtime.cli import main
from formwright.runtime.client.imports import install_anvil
from formwright.runtime.testing.page import AppPage
from formwright.runtime.testing.source import AppSource
from tests.docs.samples import COMMANDS, Block, blocks, make_app, sample_apps
from tools.manual.command_line_page import command_parsers

#: Page and words of the first line → why the sample is not run.
NOT_RUN = {
    ("tutorial/change.md", "return f"): "one line; the tour that takes the pictures types it",
    ("contributing/architecture.md", "@dataclass"): "the signatures of a contract, without bodies",
    ("howto/consoles.md", "# slow"): "two lines to compare, of no app in particular",
    (
        "howto/uplink.md",
        "import anvil.server",
    ): "needs another package; tests/server/uplink runs such programs",
    ("tutorial/form.md", "self.label_1.text"): "one line of the file that is shown whole below it",
}
SAMPLES = sample_apps()


@pytest.mark.parametrize("block", [b for b in blocks() if b.language == "python"], ids=str)
def test_every_sample_of_python_is_run_or_says_why_not(block: Block) -> None:
    listed = [page for (page, words) in NOT_RUN if page == block.page and block.text.startswith(words)]
    assert bool(block.app) != bool(listed), "give it an app (tests/docs/samples.py says how), or a reason"


def test_the_list_of_samples_that_are_not_run_is_true() -> None:
    for page, words in NOT_RUN:
        assert any(b.page == page and b.text.startswith(words) for b in blocks()), (page, words)


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name: str = request.param
    return make_app(name, SAMPLES[name], tmp_path / "app")


def test_a_sample_app_has_no_problems_and_does_what_its_tests_say(sample: Path) -> None:
    assert check_app(load_app(sample)) == ()
    install_anvil()
    tests = list(_tests_of(sample))
    assert tests, "a sample app without a test shows nothing"
    source = AppSource(sample, "persistent" in (sample / "anvil.yaml").read_text(encoding="utf-8"))
    try:
        for test in tests:
            with AppPage(source) as page:
                test(page)
    finally:
        source.close()


def _tests_of(app: Path) -> Iterator[Callable[[AppPage], None]]:
    for file in sorted((app / "tests").glob("test_*.py")):
        spec = importlib.util.spec_from_file_location(f"sample_{file.stem}", file)
        assert spec is not None
        assert spec.loader is not None
        module: ModuleType = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield from (value for name, value in vars(module).items() if name.startswith("test_"))


def commands() -> Iterator[tuple[str, str]]:
    for block in blocks():
        if block.language in ("", "sh", "bash"):
            for line in block.text.replace("\\\n", " ").splitlines():
                if line.startswith("formwright "):
                    yield str(block), line.partition("  ")[0].partition(" #")[0]


@pytest.mark.parametrize("block", [b for b in blocks() if b.app == COMMANDS], ids=str)
def test_commands_that_are_quick_are_run(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("apps").mkdir()
    for line in block.text.splitlines():
        words = shlex.split(line, comments=True)
        if words[1] not in ("call", "test"):
            assert main(words[1:]) == 0, line
            continue
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        if words[1] == "call":
            assert [json.loads(answer)["calls"] for answer in done.stdout.splitlines()] == [1, 1, 1]


@pytest.mark.parametrize(("place", "line"), list(commands()))
def test_every_command_of_the_manual_is_understood(place: str, line: str) -> None:
    """`formwright serve --opiton` in a page fails here; what the commands do has tests of its own."""
    words = shlex.split(line, comments=True)[1:]
    parsers = {name: parser for name, parser, _about in command_parsers()}
    assert words[0] in parsers, place
    parsers[words[0]].parse_args(words[1:])
