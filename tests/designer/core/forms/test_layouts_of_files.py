"""Wherever a form's files are, and however old they are: it opens, is changed, and saves."""

from __future__ import annotations

from pathlib import Path

import pytest

from formwright.designer.core.forms.changes import ChangeError, InsertComponent, SetProperty, Transaction
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.template import FORM, Place
from formwright.designer.core.project import Project

YAML = (
    "container: {type: ColumnPanel}\ncomponents:\n- type: Label\n  name: label_1\n  properties: {text: a}\n"
)
HTML = '<p>\n  <anvil-component type="Label" name="label_1" prop:text="a"></anvil-component>\n</p>\n'
CODE = "from ._anvil_designer import XTemplate\n\nclass X(XTemplate):\n    pass\n"
OLD = (
    "code: |\n  class X(XTemplate):\n    pass\nis_package: false\nclass_name: X\n"
    "container: {type: ColumnPanel, properties: {}}\ncomponents:\n"
    "- properties: {text: a}\n  type: Label\n  name: label_1\n"
)


@pytest.mark.parametrize(
    ("files", "template"),
    [
        ({"client_code/X/form_template.yaml": YAML, "client_code/X/__init__.py": CODE}, ""),
        ({"client_code/X/form_template.html": HTML, "client_code/X/__init__.py": CODE}, ""),
        ({"client_code/X.yaml": YAML, "client_code/X.py": CODE}, ""),
        ({"client_code/X.html": HTML, "client_code/X.py": CODE}, ""),
        (
            {"client_code/X.html": HTML, "client_code/X.yaml": YAML, "client_code/X.py": CODE},
            "client_code/X.html",
        ),
        ({"forms/X.yaml": OLD}, ""),
        ({"client_code/X/form_template.yaml": YAML}, ""),
        ({"client_code/X.yaml": "\ufeff" + YAML.replace("\n", "\r\n"), "client_code/X.py": CODE}, ""),
    ],
)
def test_a_form_is_changed_and_saved(tmp_path: Path, files: dict[str, str], template: str) -> None:
    (tmp_path / "anvil.yaml").write_text("name: App\npackage_name: App\n")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    project = Project(tmp_path)
    design = Designs(project).show("X")
    assert design is not None
    assert not design.document.obstacle
    path = template or next(iter(files))
    assert design.document.text.path == path
    label = {"type": "Label", "name": "label_2", "properties": {"text": "b"}}
    for change in (SetProperty("label_1", "text", "z"), InsertComponent(Place(FORM, 1), label)):
        design.document.apply(Transaction("Edit", (change,)))
    project.documents.save_all()
    saved = (tmp_path / path).read_bytes()
    before = files[path].encode()
    assert b"text: z" in saved or b'prop:text="z"' in saved
    assert saved.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    assert saved.count(b"\n") - saved.count(b"\r\n") == (0 if b"\r\n" in before else saved.count(b"\n"))
    assert project.app.forms["X"]["components"][1]["name"] == "label_2"
    while design.document.undo():
        pass
    project.documents.save_all()
    assert (tmp_path / path).read_bytes() == before


def test_code_that_is_no_file_is_not_changed_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "anvil.yaml").write_text("name: App\n")
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "X.yaml").write_text(OLD)
    design = Designs(Project(tmp_path)).show("X")
    assert design is not None
    with pytest.raises(ChangeError, match="X has no Python file"):
        design.document.apply(Transaction("Handle", (SetProperty("label_1", "text", "z"),)), "code")
    assert design.document.text.text == OLD
