"""Row-level security: one city's rows are all that a transaction can see or write.

The setting ``app.city_id`` is set with ``SET LOCAL`` at the start of a transaction, never inside
the statement that reads under it. Unset, the policy compares with NULL: nothing is seen.
"""

from collections.abc import Sequence

from backend.database.settings import APP_ROLE

CITY_SETTING = "app.city_id"

# nullif: after a transaction with SET LOCAL the setting is '' in the same session, not NULL.
OWN_CITY = f"city_id = nullif(current_setting('{CITY_SETTING}', true), '')::bigint"


def protect_statements(table: str, *, grants: str = "SELECT, INSERT, UPDATE") -> Sequence[str]:
    """Put a city-owned table under row-level security and open it to the server."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_city ON {table} USING ({OWN_CITY}) WITH CHECK ({OWN_CITY})",
        f"GRANT {grants} ON {table} TO {APP_ROLE}",
    )


def read_only_statements(table: str) -> Sequence[str]:
    """The statements for a table of no city (schema ``reference``): the server only reads it."""
    return (f"GRANT SELECT ON {table} TO {APP_ROLE}",)
