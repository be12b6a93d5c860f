"""What operations may use besides the database: fonts, compiled catalogues, the object store."""

from pathlib import Path
from typing import Any

from backend.calendar.opening import load_opening_calendar
from backend.database.object_store import FolderStore
from backend.events.listener import Listener
from backend.forms.fonts import FontSettings, open_fonts
from backend.forms.store import FormStore
from backend.procedures.store import CatalogueStore


def make_services(listener: Listener, objects: Path) -> dict[str, Any]:
    """Open what is shared by all operations of a process."""
    return {
        "listener": listener,
        "catalogues": CatalogueStore(),
        "forms": FormStore(),
        "fonts": open_fonts(FontSettings()),
        "calendar": load_opening_calendar(),
        "objects": FolderStore(objects),
    }
