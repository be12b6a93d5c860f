"""Numbered streams of events that subscriptions replay."""
