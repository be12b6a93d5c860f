"""Madoguchi's server: a GraphQL API for the city hall counter, in vertical slices."""
