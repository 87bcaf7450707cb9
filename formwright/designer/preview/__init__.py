"""The preview room: the running app in an embedded browser. GUI thread; app code runs in renderers.

Importing it does not import WebEngine: that happens when the preview is first needed.
"""

from formwright.designer.preview.panel import PreviewPanel

__all__ = ["PreviewPanel"]
