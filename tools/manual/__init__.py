"""Builds the manual: `docs/` and pages written from the program itself become a site of plain files.

`python3 dev.py docs` runs it; `python -m tools.manual` is the same once all is set up.
"""
