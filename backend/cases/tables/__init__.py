"""The tables of the cases slice: one file a topic. Importing the package fills the metadata."""

from backend.cases.tables import (
    attachments,
    cases,
    identity_checks,
    proofs,
    signatures,
    tasks,
)

__all__ = ["attachments", "cases", "identity_checks", "proofs", "signatures", "tasks"]
