"""Completion of what a form's code can name."""

from __future__ import annotations

import pytest

from formwright.designer.core.project import Project
from formwright.designer.editor.completion import CompletionRequest, WordCompletion
from formwright.designer.editor.form_names import FormNames
from formwright.designer.editor.languages import language_for

FORM1 = "client_code/Form1/__init__.py"


@pytest.mark.parametrize(
    ("line", "some", "never"),
    [
        ("        self.", {"button_1", "label_1", "item", "init_components", "add_component"}, {"text"}),
        ("        self.button_1.", {"text", "icon", "set_event_handler", "visible"}, {"label_1"}),
        ("        self.button_1.te", {"text"}, {"icon"}),
        ("        self.panel_1.", {"add_component", "clear", "col_widths"}, {"text"}),
        ("from ._anvil_designer import ", {"Form1Template"}, {"anvil"}),
        ("        self.nobody.", set(), {"text"}),
    ],
)
def test_a_form_completes_its_components_and_what_they_have(
    project: Project, line: str, some: set[str], never: set[str]
) -> None:
    source = WordCompletion(language_for(FORM1), lambda: (), FormNames(project))
    found = {*source.complete(CompletionRequest(FORM1, "", line, asked=True)).words}
    assert some <= found
    assert not never & found


def test_modules_have_no_components(project: Project) -> None:
    names = FormNames(project)
    assert names.components("client_code/Global.py") == ()
    assert names.templates("client_code/Global.py") == ()
