"""Cards that exist in software alone: for the tests and for ``madoguchi-bridge simulate``."""
