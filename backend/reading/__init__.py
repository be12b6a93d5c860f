"""What an API type shows, declared once as data, and the ordinary path that reads it."""
