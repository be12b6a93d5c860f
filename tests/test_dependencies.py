import json
import re
import tomllib
from pathlib import Path

import pytest

DECLARED = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted(Path("requirements").glob("*.txt"))


def documented(section: str) -> list[str]:
    page = Path("docs/dependencies.md").read_text("utf-8")
    (text,) = re.findall(rf"^## {section}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\| (@?[a-z][\w/-]*) \|", text.replace("| package |", ""), re.MULTILINE)


def declared(extra: str) -> list[str]:
    requirements = DECLARED["optional-dependencies"][extra]
    return sorted(re.split(r"[^\w-]", requirement)[0] for requirement in requirements)


def test_every_dependency_has_its_reason_and_licence() -> None:
    npm = json.loads(Path("package.json").read_text("utf-8"))["devDependencies"]

    assert documented("Server") == declared("server")
    assert documented("Bridge") == declared("bridge")
    assert documented("Development") == declared("development")
    assert documented("npm, for development alone") == sorted(npm)
    designer = json.loads(Path("designer/package.json").read_text("utf-8"))
    both = designer["devDependencies"]
    assert documented("npm, the designer") == sorted(both)


def test_locks_hold_hashes_for_each_package_and_no_address() -> None:
    names = [lock.name for lock in LOCKS]

    assert names == ["bridge.txt", "build.txt", "development.txt", "server.txt"]
    for lock in LOCKS:
        text = lock.read_text("utf-8")
        packages = re.findall(r"^([\w.-]+)==\S+ (\\)?", text, re.MULTILINE)
        unhashed = re.findall(r"^[\w.-]+==\S+.*(?<!\\)$", text, re.MULTILINE)
        assert packages != []
        assert unhashed == []
        assert re.findall(r"://|--(?:extra-)?index|--find-links|@ file", text) == []


@pytest.mark.parametrize("lock", ["package-lock.json", "designer/package-lock.json"])
def test_the_lock_of_npm_holds_checksums_and_no_address(lock: str) -> None:
    packages = json.loads(Path(lock).read_text("utf-8"))["packages"]

    for path, package in packages.items():
        assert path == "" or package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def test_every_declared_dependency_is_locked() -> None:
    locked = {
        name
        for lock in LOCKS
        for name in re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)
    }

    wanted = {name for extra in ("server", "bridge", "development") for name in declared(extra)}
    assert wanted - locked == set()
