"""Mutation fields of forms, one file a topic."""
