"""Forms as documents: what the design view, its panels and its commands work on. No Qt; one thread.

`document.py` is the form being edited, `changes.py` the only way to change it, `design.py` what is selected
in it, `canvas.py` where the canvas has drawn it, `catalog.py` what it can be made of.
"""
