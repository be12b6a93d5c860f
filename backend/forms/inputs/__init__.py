"""What the mutations of forms take: one file a topic."""
