"""The form as a tree of rows, and drops on it."""
