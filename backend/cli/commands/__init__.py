"""The commands, in the order in which the help lists them. One file a command.

A command's module has NAME, HELP, ``add_arguments(parser)`` and ``run(arguments) -> exit code``.
"""

import argparse
from typing import Protocol

from backend.cli.commands import (
    calendar,
    catalogue,
    make_key,
    migrate,
    mock,
    run,
    schema,
    seed,
    sweep,
)


class Command(Protocol):
    """What a command's module has."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace, /) -> int:
        """Do it; the answer is the exit code."""


COMMANDS: tuple[Command, ...] = (
    run,
    mock,
    migrate,
    seed,
    calendar,
    catalogue,
    schema,
    make_key,
    sweep,
)
