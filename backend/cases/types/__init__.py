"""What cases and what belongs to them show: one file a topic."""
