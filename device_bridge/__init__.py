"""The agent beside the card reader: it reads what the citizen puts down and tells the backend."""
