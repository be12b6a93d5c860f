"""Landlock: the process can read fonts and programs and write nothing, where the kernel knows it.

Limits stop a bomb; this stops a file that takes over the decoder from reading the server's keys.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import backend

# The numbers of these calls are the same on all architectures.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
# What each version of the kernel's interface can forbid: all of it is.
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}
NET_RIGHTS = 3  # bind and connect, from version 4 on
# Fonts of PDFs that bring none; and libraries, which load parts of themselves late.
READABLE = ("/usr/share/fonts", "/usr/local/share/fonts", "/lib", "/lib64", "/usr/lib")


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("net", ctypes.c_uint64)]


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def confine() -> bool:
    """Forbid what is not needed any more; false where the kernel has no Landlock."""
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(CREATE_RULESET, None, 0, VERSION_FLAG)
    if version < 1:
        return False
    rules = _Ruleset(FILE_RIGHTS[min(version, 3)], NET_RIGHTS if version >= 4 else 0)
    size = ctypes.sizeof(rules) if version >= 4 else 8
    ruleset = kernel.syscall(CREATE_RULESET, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return False
    for folder in filter(os.path.isdir, _readable()):
        descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        rule = _PathBeneath(READ_FILE | READ_FOLDER, descriptor)
        kernel.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), 0)
        os.close(descriptor)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    is_confined: bool = kernel.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return is_confined


def _readable() -> Iterator[str]:
    yield from READABLE
    # Of this program its code alone: keys may lie beside it.
    code = Path(backend.__file__).parent
    yield str(code)
    yield from (folder for folder in sys.path if folder and folder != str(code.parent))
