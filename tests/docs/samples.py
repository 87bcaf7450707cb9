"""The code samples of docs/: fenced blocks, and what the comment above a block says of it.

    % sample APP PATH            the block is that file of a sample app
    % sample APP PATH methods    the block is put into the class that ends the file, as methods
    % sample APP PATH test       the block is the body of a test of the app
    % sample APP PATH function   the block is the body of a callable server function, `sample_N`, of the file
    % sample commands            the block is commands that are run one after another

Readers do not see these comments. The rest of a sample app (templates, tests) is tests/docs/apps/APP; an app
`NAME.STAGE` stands on apps/NAME. Nothing here runs anything.
"""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.manual import DOCS

COMMANDS = "commands"
APPS = Path(__file__).parent / "apps"
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)(?:% sample (?P<sample>[^\n]+)\n(?P=indent))?```(?P<language>[a-z]*)\n"
    r"(?P<text>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    page: str
    line: int
    language: str
    text: str
    app: str = ""
    path: str = ""
    how: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks() -> Iterator[Block]:
    for file in sorted(DOCS.rglob("*.md")):
        page = file.relative_to(DOCS).as_posix()
        whole = file.read_text(encoding="utf-8")
        for found in _BLOCK.finditer(whole):
            line = whole.count("\n", 0, found.start("language")) + 1
            text = textwrap.dedent(found["text"])
            app, path, how = [*(found["sample"] or "").split(), "", "", ""][:3]
            yield Block(page, line, found["language"], text, app, path, how)


def sample_apps() -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {}
    for block in blocks():
        if block.app and block.app != COMMANDS:
            found.setdefault(block.app, []).append(block)
    return found


def make_app(name: str, parts: list[Block], folder: Path) -> Path:
    """The sample app as a reader would have it, with the tests that go with it."""
    base = APPS / name.partition(".")[0]
    shutil.copytree(base, folder, ignore=shutil.ignore_patterns("tests", "__pycache__"))
    tests = base / "tests" / f"test_{name.partition('.')[2] or 'it'}.py"
    if tests.is_file():
        (folder / "tests").mkdir()
        shutil.copy(tests, folder / "tests")
    for number, part in enumerate(parts, 1):
        file = folder / part.path
        file.parent.mkdir(parents=True, exist_ok=True)
        there = file.read_text(encoding="utf-8") if file.is_file() else ""
        if part.how == "methods":
            text = there + "\n" + textwrap.indent(part.text, "    ")
        elif part.how == "function":
            head = f"@anvil.server.callable\ndef sample_{number}():\n"
            text = (there or "import anvil.server\n") + f"\n\n{head}" + textwrap.indent(part.text, "    ")
        elif part.how == "test":
            text = "def test_sample(app):\n    app.start()\n" + textwrap.indent(part.text, "    ")
        elif part.text.startswith("@") or any(
            other is not part and other.path == part.path for other in parts[: number - 1]
        ):
            text = there + "\n\n" + part.text
        else:
            text = part.text
        file.write_text(text, encoding="utf-8")
    return folder
