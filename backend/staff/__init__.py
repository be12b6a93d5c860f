"""Cities, sections, users, groups, permissions, sign-in (職員)."""
