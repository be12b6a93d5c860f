"""The tables of the cases slice: one file a topic. Importing the package fills the metadata."""

from backend.cases.tables import cases, exports

__all__ = ["cases", "exports"]
