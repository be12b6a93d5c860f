"""What forms, their drafts and versions show, one file a topic."""
