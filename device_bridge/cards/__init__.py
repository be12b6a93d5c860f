"""The cards that can be read, one file each."""
