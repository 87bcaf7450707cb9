"""The part of Formwright that runs in the browser: components, forms, imports of app code, server calls.

Standard library only; reaches the page through the interfaces of `platform.py` alone, so all of it also
runs on desktop CPython over `fake_dom.py`.
"""
