"""Who saw or did what (監査ログ)."""
