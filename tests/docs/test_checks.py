"""docs/checks.md lists exactly the checks that the code has."""

import re
from pathlib import Path

from backend.cases.rules.table import CHECKS

PAGE = Path("docs/checks.md").read_text("utf-8")
RULES = Path("backend/cases/rules")
# Found elsewhere than among the findings of a case.
ELSEWHERE = {"TASKS", "LATER", "V04", "V08", "V18", "V19", "V22", "V23", "V24"}


def test_the_table_of_the_page_is_the_codes() -> None:
    rows = re.findall(r"^\| `(\S+)` \| (.+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)

    assert rows == [(c.code, c.rule, c.outcome.value, c.source) for c in CHECKS]


def test_every_code_that_a_rule_gives_is_in_the_table_and_the_other_way_round() -> None:
    text = "".join(path.read_text("utf-8") for path in RULES.glob("*.py"))
    given = set(re.findall(r'(?:error|alert|found)\(\s*f?"([A-Z0-9_]+)', text))

    listed = {check.code.removesuffix("…") for check in CHECKS}
    assert given == listed - ELSEWHERE
