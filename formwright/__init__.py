"""Design full-stack web apps visually and write them wholly in Python."""

__version__ = "0.1.0"
