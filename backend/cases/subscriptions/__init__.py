"""Subscription fields of the cases slice: one file a topic."""
