"""Runs in the app's own Python (CPython 3.9-3.14, PyPy): loads the app's code and answers calls.

Standard library only; imports nothing of Formwright but `protocol` and `spec`.
"""
