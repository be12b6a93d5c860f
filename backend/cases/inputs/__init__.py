"""What the mutations take: one file a topic."""
