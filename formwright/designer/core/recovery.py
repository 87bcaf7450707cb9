"""Takes unsaved edits of a crashed session back into the documents. No Qt; one thread."""

from __future__ import annotations

from formwright.designer.core.journal import Journal
from formwright.designer.core.project import Project


def recover(project: Project, journal: Journal) -> tuple[str, ...]:
    """Paths of the files whose edits were recovered; they are open and dirty now.

    Where the file was changed by something else meanwhile, both versions are kept and the user chooses.
    """
    paths = []
    for found in journal.recover(project.folder):
        try:
            document = project.documents.open(found.path)
        except OSError:
            document = project.documents.create(found.path)
        disk = document.text
        document.set_text(found.text)
        if found.disk_changed:
            document.dispute(disk)
        paths.append(found.path)
    return tuple(paths)
