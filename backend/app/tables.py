"""Every table of the server: importing the modules fills the metadata."""

from backend.audit import tables as audit
from backend.calendar import tables as calendar
from backend.cases import tables as cases
from backend.context import tables as context
from backend.database.base import Base
from backend.events import tables as events
from backend.forms import tables as forms
from backend.procedures import tables as procedures
from backend.residents import tables as residents
from backend.staff import tables as staff

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "audit",
    "calendar",
    "cases",
    "context",
    "events",
    "forms",
    "procedures",
    "residents",
    "staff",
]
