"""Subscription fields of forms."""
