"""Editors of the properties panel: one kind of input each, one file each.

`registry.py` says which property gets which. An editor shows a value and tells of another one; it knows
neither the form nor its history, and changes nothing.
"""
