"""All SQL of the forms slice, one file a topic."""
