"""Benchmarks: every figure stands beside the figure of something comparable from the same run."""
