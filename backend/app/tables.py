"""Every table of the server: importing the modules fills the metadata."""

from backend.audit import tables as audit
from backend.context import tables as context
from backend.database.base import Base
from backend.events import tables as events
from backend.staff import tables as staff

METADATA = Base.metadata

__all__ = ["METADATA", "audit", "context", "events", "staff"]
