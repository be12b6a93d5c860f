"""Query fields of forms, one file a topic."""
