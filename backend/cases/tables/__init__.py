"""The tables of the cases slice: one file a topic. Importing the package fills the metadata."""

from backend.cases.tables import cases, identity_checks, proofs, tasks

__all__ = ["cases", "identity_checks", "proofs", "tasks"]
