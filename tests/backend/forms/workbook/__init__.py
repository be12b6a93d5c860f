"""Workbooks that become templates."""
