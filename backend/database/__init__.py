"""Engine, base and row-level security: the ground floor."""
