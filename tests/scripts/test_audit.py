from pathlib import Path

from scripts.audit import read_npm_audit, read_pip_audit


def test_a_package_that_was_skipped_counts_as_not_checked() -> None:
    answer = {
        "dependencies": [
            {"name": "one", "version": "1.0", "vulns": []},
            {"name": "two", "skip_reason": "Dependency not found on PyPI"},
        ]
    }

    report = read_pip_audit("requirements/server.txt", answer)

    assert str(report) == (
        "requirements/server.txt: 1 packages looked up, 0 findings\n"
        "  NOT CHECKED: the data of 1 packages cannot be reached"
    )


def test_a_finding_names_its_package_and_version() -> None:
    answer = {
        "dependencies": [{"name": "one", "version": "1.0", "vulns": [{"id": "PYSEC-2026-1"}]}]
    }

    assert read_pip_audit("x.txt", answer).findings == ["one 1.0: PYSEC-2026-1"]


def test_no_answer_at_all_means_that_nothing_was_checked(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("one==1.0 \\\n    --hash=sha256:00\ntwo==2.0 \\\n    --hash=sha256:00\n")

    report = read_pip_audit(str(lock), {})

    assert (report.looked_up, report.unknown, report.findings) == (0, 2, [])


def test_npm_that_cannot_reach_its_data_says_so_and_findings_are_named() -> None:
    unreachable = read_npm_audit(7, {"message": "405 Method Not Allowed"})
    found = read_npm_audit(7, {"vulnerabilities": {"left": {"severity": "high"}}})

    assert (unreachable.looked_up, unreachable.unknown, unreachable.findings) == (0, 7, [])
    assert (found.looked_up, found.unknown, found.findings) == (7, 0, ["left: high"])
