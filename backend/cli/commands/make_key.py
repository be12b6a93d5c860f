"""``madoguchi make-key``."""

import argparse
from pathlib import Path

from backend.cli.refusals import CommandError
from backend.database.encryption import new_keyring, save_keyring

NAME = "make-key"
HELP = "Write a fresh key file for the encrypted columns (MADOGUCHI_KEY_FILE)."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write it."""
    parser.add_argument("file", type=Path, help="the file to make; it must not exist")


def run(arguments: argparse.Namespace) -> int:
    """Write the file, readable by its owner alone; never over another one."""
    try:
        save_keyring(new_keyring(), arguments.file)
    except OSError as error:
        raise CommandError(f"{arguments.file} cannot be written: {error.strerror}.") from error
    print(f"Keep {arguments.file} apart from the backups: without it they cannot be read.")
    return 0
