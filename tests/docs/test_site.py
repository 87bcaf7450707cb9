"""The site: built without a warning, whole without a network, its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from formwright.runtime.check.licences import licences
from tests.docs.manual import DOCS, MANUAL, ROOT, names, read
from tests.e2e.chromium import ARGUMENTS, executable
from tools.licences import IN_THE_MANUAL
from tools.manual.build import build


def test_the_manual_of_these_sources_is_built_without_a_warning(tmp_path: Path) -> None:
    """Nothing to do when the set-up has built it; else it is built here, and stderr says what is wrong."""
    if set_up_built_it():
        return
    command = [sys.executable, "-m", "tools.manual", str(tmp_path / "manual")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def set_up_built_it() -> bool:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    dev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(dev)
    return bool(dev.manual_is_current())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:myst_parser")
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[more](missing.md)", "missing.md"),
        ("```{toctree}\nmissing\n```", "missing"),
        ("![a picture](missing.png)", "missing.png"),
        ("{py:func}`anvil.no_such_thing`", "anvil.no_such_thing"),
    ],
)
def test_what_leads_nowhere_fails_the_build_and_the_old_manual_stays(
    text: str, complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, output = tmp_path / "docs", tmp_path / "manual"
    (docs / "_static").mkdir(parents=True)
    for name in ("conf.py", "_static/manual.css"):
        (docs / name).write_bytes((DOCS / name).read_bytes())
    (docs / "index.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    output.mkdir()
    (output / "index.html").write_text("the old one", encoding="utf-8")
    assert build(output, docs, tmp_path / "scratch", pages=()) == 1
    said = capsys.readouterr().err
    assert complaint in said
    assert str(docs / "index.md") in said
    assert (output / "index.html").read_text(encoding="utf-8") == "the old one"


def test_every_link_within_the_manual_leads_to_a_place() -> None:
    pages = {name: read(name) for name in names()}
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            path = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
            assert path in pages, f"{name}: {link}"
            if parts.fragment:
                assert unquote(parts.fragment) in pages[path].anchors, f"{name}: {link}"


def test_no_page_asks_another_host_for_anything() -> None:
    for name in names():
        for address in read(name).loaded:
            assert not urlsplit(address).scheme or address.startswith("data:"), f"{name}: {address}"
            assert not address.startswith("//"), f"{name}: {address}"
    for sheet in MANUAL.rglob("*.css"):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            assert not address.startswith(("http", "//")), f"{sheet}: {address}"


def test_what_others_left_in_the_pages_is_named_with_its_licence() -> None:
    text = licences()
    for name in IN_THE_MANUAL:
        assert re.search(rf"^{name.replace('-', '[-_]')} \d", text, re.MULTILINE | re.IGNORECASE), name


def test_it_can_be_searched_and_read_from_files_without_a_network() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        context = browser.new_context(offline=True)
        page = context.new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        page.goto((MANUAL / "index.html").as_uri())
        page.get_by_role("textbox", name="Search").fill("upload file")
        page.get_by_role("textbox", name="Search").press("Enter")
        page.get_by_role("link", name="FileLoader", exact=True).last.click()
        expect(page.get_by_role("heading", name="FileLoader")).to_be_visible()
        browser.close()
    assert not wrong
    assert asked
    assert all(address.startswith(MANUAL.as_uri()) for address in asked)
