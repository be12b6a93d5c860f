"""Mutation fields of the forms slice: one file a topic."""
