"""House rules that a machine can see."""

import ast
import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def test_every_slice_imports_only_what_is_below_it() -> None:
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        code = cli.lint_imports(no_cache=True)

    assert code == 0, printed.getvalue()


def rule_modules() -> list[Path]:
    return sorted(
        path
        for path in Path("backend").rglob("*.py")
        if path.name == "rules.py" or "rules" in path.parts
    )


def impure_calls(path: Path) -> Iterator[str]:
    """Calls that read a clock, randomness or a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        owner, _, method = name.rpartition(".")
        if method in CLOCKS and owner.split(".")[-1] in {"datetime", "date", "time"}:
            yield f"{path}:{node.lineno} {name}"
        if name in {"open", "print"} or owner in {"random", "secrets", "os"}:
            yield f"{path}:{node.lineno} {name}"


def test_rules_ask_neither_the_clock_nor_the_world() -> None:
    assert [call for path in rule_modules() for call in impure_calls(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "date.today()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "time.time()",
        "random.random()",
        "open('x')",
        "os.getenv('X')",
    ],
)
def test_the_rule_about_rules_sees_each_way_to_break_it(tmp_path: Path, line: str) -> None:
    broken = tmp_path / "rules.py"
    broken.write_text(line)

    assert len(list(impure_calls(broken))) == 1


def test_only_the_operation_commits() -> None:
    commits = [
        str(path)
        for path in sorted(Path("backend").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]

    assert commits == []
