"""The tables of the cases slice: one file a topic. Importing the package fills the metadata."""

from backend.cases.tables import (
    attachments,
    cases,
    exports,
    identity_checks,
    proofs,
    signatures,
    tasks,
)

__all__ = ["attachments", "cases", "exports", "identity_checks", "proofs", "signatures", "tasks"]
