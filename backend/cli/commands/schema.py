"""``madoguchi schema``."""

import argparse
from pathlib import Path

import backend
from backend.api.schema import schema
from backend.cli.refusals import CommandError

NAME = "schema"
HELP = "Print the GraphQL schema to schema/schema.graphql."
SDL_FILE = Path(backend.__file__).parent.parent / "schema" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Write, or only compare."""
    parser.add_argument("--check", action="store_true", help="compare only; fail on a difference")


def run(arguments: argparse.Namespace) -> int:
    """Write the SDL, or say that it is out of date."""
    if arguments.check:
        if not SDL_FILE.exists() or SDL_FILE.read_text() != printed():
            raise CommandError("schema/schema.graphql is out of date: run make schema.")
        return 0
    SDL_FILE.parent.mkdir(exist_ok=True)
    SDL_FILE.write_text(printed())
    print(f"Wrote {SDL_FILE}.")
    return 0


def printed() -> str:
    """The schema in the schema definition language."""
    return f"{schema.as_str().rstrip()}\n"
