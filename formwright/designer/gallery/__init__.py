"""The first screen: examples to clone, recent apps, and the ways to open or make one."""

from formwright.designer.gallery.room import GalleryRoom

__all__ = ["GalleryRoom"]
