"""Talking to cards that answer in secret: key agreement and protected commands."""
