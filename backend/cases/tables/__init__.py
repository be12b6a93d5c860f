"""The tables of the cases slice: one file a topic. Importing the package fills the metadata."""

from backend.cases.tables import attachments, cases

__all__ = ["attachments", "cases"]
