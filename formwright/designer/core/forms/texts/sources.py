"""Which source reads and writes a form's template. No Qt."""

from __future__ import annotations

from formwright.designer.core.forms.texts.html_source import HtmlSource
from formwright.designer.core.forms.texts.source import Source, YamlSource
from formwright.runtime.spec.app import TemplateFormat


def source_for(kind: TemplateFormat) -> Source:
    return YamlSource() if kind == "yaml" else HtmlSource()
