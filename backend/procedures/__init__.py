"""The catalogue: reasons to come, questions, conditions (手続)."""
