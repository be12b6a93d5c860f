"""The command line: ``madoguchi <command>``."""

import argparse
import sys
from collections.abc import Sequence

from backend.cli.commands import COMMANDS
from backend.cli.refusals import EXPECTED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what an operator can mend is said in a line, not in a traceback."""
    parsed = parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except EXPECTED as error:
        print(f"madoguchi: {error}", file=sys.stderr)
        return 1
    return code


def parser() -> argparse.ArgumentParser:
    """The parser with every registered command."""
    whole = argparse.ArgumentParser(prog="madoguchi", description=__doc__)
    subparsers = whole.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        one = subparsers.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(one)
        one.set_defaults(run=command.run)
    return whole
