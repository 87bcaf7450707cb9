"""The canvas of the form designer, in the page: forms drawn from their templates, and where everything is.

Responsible for what docs/contributing/architecture.md says under "Canvas". It only draws and reports; no
input reaches it, and no start-up, server or form code of the app runs, only that of custom components.
Runs in the page.
"""
