"""What changes forms, one file a command."""
