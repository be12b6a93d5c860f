"""Opening days and how deadlines are counted (開庁日・期限)."""
