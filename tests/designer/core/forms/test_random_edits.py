"""Ten thousand random edits: each is in the text, undo gives back the bytes, redo the form."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import Change, ChangeError, Transaction
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.template import spelled
from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.designer.core.forms.texts.source import Source, YamlSource
from formwright.runtime.appfiles.yaml_text import parse
from tests.appfiles.yaml_writer import Layout
from tests.designer.core.forms.random_forms import change, form
from tests.designer.core.forms.random_html import HtmlForm

#: Ten thousand edits, in parts of which each takes seconds.
PARTS, EXAMPLES, EDITS = 10, 10, 100
#: HTML has no place for everything. Each refusal says what to do.
UNDERSTOOD = (
    "Put the text into an element",
    "Put everything into one <div>",
    "Put the placeholder back, or delete the component first.",
    "Give it a name first.",
    "Change it in the HTML itself.",
    "Drag it to another place.",
    "Put it into an HtmlComponent first, or take it out of the HTML.",
    "Components and the form's own slots among them.",
    "Drop it beside it.",
    "Delete it instead.",
    "Where a component stands in the HTML says which zone it is in.",
)
thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Trip:
    texts: list[str]  # on the way, the first one too
    refused: list[tuple[Change, str]]


class Chooser:
    """Draws for the writer of layouts, many times faster than Hypothesis does."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def __call__(self, strategy: Any) -> Any:
        text = repr(strategy)
        if text == "booleans()":
            return self.random.random() < 0.5
        if text.startswith("integers("):
            return self.random.randint(0, 3)
        return self.random.choice(strategy.elements)


def yaml_text(random: Random) -> str:
    while True:
        data = form(random)
        text = Layout(Chooser(random)).write(data)
        if parse(text).data == data:  # the random writer may be wrong in rare corners
            break
    return text.replace("\n", "\r\n") if random.random() < 0.25 else text


def document_of(text: str, source: Source) -> FormDocument:
    return FormDocument("Form1", TextDocument("t", text.encode(), lambda *_: None), None, source)


def edited(random: Random, document: FormDocument, edits: int, reader: Source) -> Trip:
    texts = [document.text.text]
    refused: list[tuple[Change, str]] = []
    for _ in range(edits):
        some = change(random, document.template)
        before = document.text.text
        try:
            document.apply(Transaction("Edit", (some,)))
        except ChangeError as error:
            assert document.text.text == before
            refused.append((some, f"{error.message} {error.remedy}"))
            continue
        if document.text.text != before:
            texts.append(document.text.text)
        assert spelled(reader.read(document.text.text).data) == spelled(document.template.data)
    return Trip(texts, refused)


def undone_and_redone(document: FormDocument, texts: list[str]) -> None:
    data = spelled(document.template.data)
    for text in reversed(texts[:-1]):
        assert document.undo()
        assert document.text.text == text
    assert not document.undo()
    for text in texts[1:]:
        assert document.redo()
        assert document.text.text == text
    assert not document.redo()
    assert spelled(document.template.data) == data


@pytest.mark.parametrize("part", range(PARTS))
@thorough
@given(seed=st.integers(0, 2**32))
def test_yaml_forms(part: int, seed: int) -> None:
    random = Random(seed + part)
    document = document_of(yaml_text(random), YamlSource())
    trip = edited(random, document, EDITS, YamlSource())
    assert not trip.refused
    undone_and_redone(document, trip.texts)


@pytest.mark.parametrize("part", range(PARTS))
@thorough
@given(seed=st.integers(0, 2**32))
def test_html_forms(part: int, seed: int) -> None:
    random = Random(seed + part)
    document = document_of(HtmlForm(random).text(), HtmlSource())
    trip = edited(random, document, EDITS, HtmlSource())
    for _, words in trip.refused:
        assert any(known in words for known in UNDERSTOOD), words
    undone_and_redone(document, trip.texts)
