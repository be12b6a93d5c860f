"""A decoder that is taken over reads none of the server's files and writes none."""

import os
import subprocess
import sys
from pathlib import Path

from backend.files.cleaner import COMMAND, ROOT

TRY = """
import sys
sys.path.insert(0, {root!r})
from backend.files.confinement import confine
print(confine())
for mode in ("rb", "ab"):
    try:
        open({path!r}, mode).close()
        print("opened")
    except PermissionError:
        print("denied")
"""


def test_after_confinement_no_file_of_the_server_is_opened(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text("secret")

    done = subprocess.run(
        [sys.executable, "-I", "-c", TRY.format(root=ROOT, path=str(keys))],
        capture_output=True,
        text=True,
        check=True,
    )

    # A kernel without Landlock says so, and there limits alone protect (ADR 16).
    by_kernel = {"True": ["denied", "denied"], "False": ["opened", "opened"]}
    confined, *outcome = done.stdout.split()
    assert outcome == by_kernel[confined]
    assert keys.read_text() == "secret"


def test_the_process_is_started_without_the_servers_environment_and_folders() -> None:
    flags = COMMAND[1]

    assert set(flags) >= set("-IB")  # isolated; writes no bytecode
    assert os.environ["PATH"] not in "".join(COMMAND)
