"""Ten thousand random edits: each is in the text, undo gives back the bytes, redo the form."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formwright.designer.core.document import TextDocument
from formwright.designer.core.forms.changes import ChangeError, Transaction
from formwright.designer.core.forms.document import FormDocument
from formwright.designer.core.forms.source import Source, YamlSource
from formwright.runtime.appfiles.yaml_text import parse
from tests.appfiles.yaml_writer import Layout
from tests.designer.core.forms.random_forms import change, form

EXAMPLES, EDITS = 100, 100
thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


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


def edited(random: Random, document: FormDocument, edits: int, reader: Source) -> list[str]:
    """Texts on the way, the first one too."""
    texts = [document.text.text]
    while len(texts) <= edits:
        changes = tuple(change(random, document.template) for _ in range(1))
        before = document.text.text
        try:
            document.apply(Transaction("Edit", changes))
        except ChangeError as error:
            assert error.message
            assert document.text.text == before
            refused.append((changes[0], error.message))
            texts.append(before)
            continue
        assert reader.read(document.text.text).data == document.template.data
        texts.append(document.text.text)
    return texts


refused: list[tuple[Any, str]] = []


def undone_and_redone(document: FormDocument, texts: list[str]) -> None:
    steps = [text for text, before in zip(texts[1:], texts[:-1], strict=True) if text != before]
    data = document.template.data
    before = [texts[0], *steps[:-1]]
    for text in reversed(before if steps else []):
        assert document.undo()
        assert document.text.text == text
    assert not document.undo()
    for text in steps:
        assert document.redo()
        assert document.text.text == text
    assert document.template.data == data


@thorough
@given(st.integers(0, 2**32))
def test_yaml_forms(seed: int) -> None:
    random = Random(seed)
    refused.clear()
    document = document_of(yaml_text(random), YamlSource())
    texts = edited(random, document, EDITS, YamlSource())
    assert not refused
    undone_and_redone(document, texts)
