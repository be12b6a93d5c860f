"""All SQL of the cases slice: one file a topic."""
