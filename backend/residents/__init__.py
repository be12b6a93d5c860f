"""Residents, households, addresses, enrolments, search (住民・世帯)."""
