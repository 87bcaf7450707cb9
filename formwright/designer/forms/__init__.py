"""The form designer: canvas, toolbox, outline, properties. Views of `designer.core.forms`.

May not: know the other rooms, or write files.
"""
