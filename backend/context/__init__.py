"""One operation: its transaction, its principal, its clock."""
