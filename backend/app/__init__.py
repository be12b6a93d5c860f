"""Assembly of the server."""
