"""The tables of the forms slice: one file a topic. Importing the package fills the metadata."""

from backend.forms.tables import assets, drafts, printers, versions

__all__ = ["assets", "drafts", "printers", "versions"]
