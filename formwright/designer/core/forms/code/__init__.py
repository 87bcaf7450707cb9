"""A form's Python file: its methods, handlers of events, and names of components in it."""
