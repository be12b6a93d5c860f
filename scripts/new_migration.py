"""Write the next numbered migration from the difference between migrations and tables.

    .venv/bin/python scripts/new_migration.py add_special_move_in

Runs the migrations on a temporary PostgreSQL, compares, and adds row-level security to each new
city-owned table. Read the result before you commit it.
"""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from backend.app.tables import METADATA
from backend.database.embedded import Embedded
from backend.database.migrate import HEAD_FILE, MIGRATIONS, configuration, upgrade
from backend.database.settings import APP_ROLE

# The role exists already in the embedded server; elsewhere the owner makes it.
FIRST = """    op.execute(
        \"\"\"
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'madoguchi_app') THEN
                CREATE ROLE madoguchi_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
                GRANT madoguchi_app TO CURRENT_USER;
            END IF;
        END $$
        \"\"\"
    )
    op.execute("CREATE SCHEMA reference")
    op.execute("GRANT USAGE ON SCHEMA reference TO madoguchi_app")
"""


def main(name: str) -> None:
    """Write the migration and the head file."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-migration-") as folder:
        Path(folder).chmod(0o755)
        server = Embedded(Path(folder), settings={"fsync": "off"})
        try:
            url = server.start().owner
            upgrade(url)
            config = configuration(url, METADATA)
            head = ScriptDirectory.from_config(config).get_current_head()
            number = f"{int(head or '0') + 1:04d}"
            command.revision(config, message=name, rev_id=number, autogenerate=True)
        finally:
            server.stop()
    (path,) = (MIGRATIONS / "versions").glob(f"{number}_*.py")
    protect_new_tables(path)
    HEAD_FILE.write_text(f"{path.stem}\n", "utf-8")
    print(path)


def protect_new_tables(path: Path) -> None:
    """Add row-level security after the tables that the migration creates."""
    text = path.read_text("utf-8")
    made = re.findall(r'op\.create_table\(\s*"?\'?(\w+)', text)
    city_owned = [n for n in made if n in METADATA.tables and "city_id" in METADATA.tables[n].c]
    others = [f"reference.{n}" for n in made if f"reference.{n}" in METADATA.tables]
    calls = [f'*protect_statements("{n}"{_grants(n)}),' for n in city_owned]
    calls += [f'*read_only_statements("{n}"),' for n in others]
    calls += [f'"{grant}",' for grant in _grants_of_older_tables(number_of(path), made)]
    lines = ["    for statement in (", *calls, "    ):", "        op.execute(statement)"]
    if not calls:
        return
    text = text.rstrip().replace(
        "from alembic import op\n",
        "from alembic import op\n\nfrom backend.database.row_level_security import "
        "protect_statements, read_only_statements\n",
    )
    if number_of(path) == 1:
        text = text.replace("    # ### commands auto", FIRST + "    # ### commands auto", 1)
    path.write_text(text + "\n\n" + "\n".join(lines) + "\n", "utf-8")


def number_of(path: Path) -> int:
    """The migration's number."""
    return int(path.stem[:4])


def _grants_of_older_tables(number: int, made: list[str]) -> list[str]:
    """What the server may do from this migration on with tables that were there before."""
    return [
        f'GRANT {table.info["grants"]}" " ON {name} TO {APP_ROLE}'
        for name, table in sorted(METADATA.tables.items())
        if table.info.get("granted_in") == number and name not in made
    ]


def _grants(name: str) -> str:
    grants = METADATA.tables[name].info.get("grants")
    return f', grants="{grants}"' if grants else ""


if __name__ == "__main__":
    main(sys.argv[1])
