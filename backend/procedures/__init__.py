"""The catalogue (手続きカタログ): reasons to come, questions, conditions, procedures, the guide."""
