"""What each killed server would read again when it starts: its fork finds it read."""

from backend.app import server
from backend.forms.fonts import FontSettings, open_fonts

__all__ = ["server"]

open_fonts(FontSettings())
