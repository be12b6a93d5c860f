"""The counter case and what belongs to it (受付)."""
