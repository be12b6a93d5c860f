"""What operations may use besides the database: fonts, compiled catalogues, the object store."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backend.calendar.store import CalendarStore
from backend.cases.commands.leases import release_at_sign_out
from backend.database.embedded import default_state
from backend.database.object_store import FolderStore
from backend.events.listener import Listener
from backend.files.cleaner import FileCleaner
from backend.forms.asset_store import AssetStore
from backend.forms.commands.presence import leave_at_sign_out
from backend.forms.fonts import FontSettings, open_fonts
from backend.forms.pictures import PagePictures
from backend.forms.store import FormStore
from backend.forms.thumbnails import Thumbnails
from backend.procedures.store import CatalogueStore


def objects_folder(environment: Mapping[str, str]) -> Path:
    """Where printed documents lie: MADOGUCHI_OBJECTS, or in the state folder."""
    given = environment.get("MADOGUCHI_OBJECTS")
    return Path(given) if given else default_state() / "objects"


def make_services(listener: Listener, objects: Path) -> dict[str, Any]:
    """Open what is shared by all operations of a process."""
    pictures = PagePictures()
    return {
        "listener": listener,
        "catalogues": CatalogueStore(),
        "forms": FormStore(),
        "assets": AssetStore(),
        "fonts": open_fonts(FontSettings()),
        "calendars": CalendarStore(),
        "objects": FolderStore(objects),
        "at_sign_out": (release_at_sign_out, leave_at_sign_out),
        "pictures": pictures,
        "thumbnails": Thumbnails(pictures),
        "files": FileCleaner(),
    }
