"""Templates of new Forms: each gives a Form without problems, in apps of any habit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from formwright.runtime.appfiles import OperationError, load_app
from formwright.runtime.appfiles.changes import apply_files
from formwright.runtime.appfiles.clone import new_app
from formwright.runtime.appfiles.form_starters import add_form_from, form_templates
from formwright.runtime.appfiles.templates import FOLDER
from formwright.runtime.check import check_app
from formwright.runtime.spec.app import App
from tests.appfiles.apps import quiet


@pytest.fixture
def app(tmp_path: Path) -> App:
    return load_app(new_app("Site", tmp_path / "site", quiet, "layout"))


def test_layouts_of_the_app_are_offered_too(app: App) -> None:
    ids = [template.id for template in form_templates(app)]
    assert ids == ["blank", "layout:Frame", "html", "entry", "list", "component"]
    blank = load_app(FOLDER / "blank")
    assert "layout:Frame" not in [template.id for template in form_templates(blank)]


def test_each_makes_a_form_without_problems_also_in_a_package(app: App) -> None:
    (app.folder / "client_code/pages").mkdir()
    (app.folder / "client_code/pages/__init__.py").touch()
    for package in ("", "pages"):
        for template in form_templates(app):
            name = f"{template.name}New"
            now = load_app(app.folder)
            changes = add_form_from(now, template.id, name, package)
            apply_files(app.folder, {path: data for path, data in changes.files.items() if data is not None})
            dotted = f"{package}.{name}" if package else name
            made = load_app(app.folder)
            assert dotted in made.forms, template.id
            assert check_app(made) == (), template.id
    assert "pages.ListNewRow" in load_app(app.folder).forms
    shutil.rmtree(app.folder / "client_code/pages")


def test_code_is_indented_as_in_the_other_forms(app: App, tmp_path: Path) -> None:
    for file in app.folder.glob("client_code/*/__init__.py"):
        file.write_text(file.read_text("utf-8").replace("    ", "  "), "utf-8")
    changes = add_form_from(load_app(app.folder), "component", "Knob")
    code = (changes.files["client_code/Knob/__init__.py"] or b"").decode()
    assert '\n  def __init__(self, **properties):\n    self._text = ""\n' in code
    assert "\n  @text.setter\n  def text(self, value):\n    self._text = value" in code
    compile(code, "Knob", "exec")
    del tmp_path


def test_a_name_that_is_taken_is_refused(app: App) -> None:
    with pytest.raises(OperationError):
        add_form_from(app, "list", "Home")
