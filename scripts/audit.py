"""Look up known vulnerabilities of the locked packages (make audit).

Fails on a finding. Where the data cannot be reached it says which packages were not looked up,
and passes: a machine without a way out must still be able to run its checks.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCKS = ("requirements/server.txt", "requirements/development.txt", "requirements/bridge.txt")
SECONDS = 180


@dataclass
class Report:
    """What was found out about one lock file."""

    lock: str
    looked_up: int = 0
    unknown: int = 0
    findings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"{self.lock}: {self.looked_up} packages looked up, {len(self.findings)} findings"]
        if self.unknown:
            lines.append(f"  NOT CHECKED: the data of {self.unknown} packages cannot be reached")
        return "\n".join([*lines, *(f"  {finding}" for finding in self.findings)])


def main() -> int:
    """Report on every lock; the exit code is 1 when anything was found."""
    reports = [read_pip_audit(lock, ask_pip_audit(lock)) for lock in LOCKS]
    packages = len(json.loads(Path("package-lock.json").read_text("utf-8"))["packages"]) - 1
    reports.append(read_npm_audit(packages, ask(["npm", "audit", "--json"])))
    print("\n".join(str(report) for report in reports))
    return int(any(report.findings for report in reports))


def read_pip_audit(lock: str, answer: dict[str, Any]) -> Report:
    """What pip-audit says. It calls a package that it could not look up "skipped", not failed."""
    report = Report(lock)
    if "dependencies" not in answer:
        report.unknown = Path(lock).read_text("utf-8").count("==")
        return report
    for package in answer["dependencies"]:
        if "skip_reason" in package:
            report.unknown += 1
            continue
        report.looked_up += 1
        name = f"{package['name']} {package['version']}"
        report.findings += [f"{name}: {known['id']}" for known in package["vulns"]]
    return report


def read_npm_audit(packages: int, answer: dict[str, Any]) -> Report:
    """What npm says."""
    report = Report("package-lock.json")
    if "vulnerabilities" not in answer:
        report.unknown = packages
        return report
    report.looked_up = packages
    report.findings = [
        f"{name}: {known['severity']}" for name, known in answer["vulnerabilities"].items()
    ]
    return report


def ask_pip_audit(lock: str) -> dict[str, Any]:
    """Run pip-audit on a lock as it stands, without resolving anything."""
    return ask(
        [
            sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes",
            "--progress-spinner", "off", "--format", "json", "--requirement", lock,
        ]
    )  # fmt: skip


def ask(command: Sequence[str]) -> dict[str, Any]:
    """The program's JSON, or nothing where it printed none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        answer = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return answer if isinstance(answer, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
