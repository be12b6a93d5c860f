"""Card readers over PC/SC: what happens at them, and the channel to one card."""
