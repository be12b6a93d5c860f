"""Say in words what the citizen takes home: what is done, what remains, where, with what."""

from collections.abc import Callable
from typing import Any

from examples.demo.visit import NEEDED, Visit

DONE, LATER, DEEMED, ELSEWHERE = "済み", "後日", "届出とみなされたもの", "市役所の外の窓口で"
STATUSES = {"COMPLETED": DONE, "LATER": LATER, "WAITING": "これから", "TAKEN": "対応中"}


def standings(case: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The procedures of a case by how they stand, as on the citizen's slip."""
    tasks = {task["procedureCode"]: task["status"] for task in case["tasks"]}
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in case["procedures"]:
        if entry["decision"] not in NEEDED or entry["isNeverPrinted"]:
            continue
        standing = DEEMED if entry["deemedBy"] else STATUSES.get(tasks.get(entry["code"], ""))
        found.setdefault(standing or ELSEWHERE, []).append(entry)
    return found


def show_take_home(visit: Visit) -> None:
    """Print it, with the papers."""
    case = visit.desk.run("case", id=visit.case["id"])["case"]
    print(f"\n  {case['notifier']['name']} 様のお持ち帰り（受付番号 {case['number']}）")
    found = standings(case)
    for standing, entries in found.items():
        say: Callable[[dict[str, Any]], None] = (
            _remaining if standing not in (DONE, DEEMED) else _name
        )
        print(f"   {standing} {len(entries)}件")
        for entry in entries:
            say(entry)
    papers = sorted(path.name for path in visit.demo.out.glob(f"{visit.name}-*.pdf"))
    print(f"   紙 {len(papers)}点: {'、'.join(papers)}\n")


def _name(entry: dict[str, Any]) -> None:
    print(f"    ・{entry['name']}")


def _remaining(entry: dict[str, Any]) -> None:
    print(f"    ・{entry['name']}")
    print(f"        どこで: {' '.join(filter(None, (entry['counter'], entry['floor'])))}")
    print(f"        いつまでに: {entry['dueOn'] or entry['deadline']}")
    if entry["items"]:
        print(f"        持ち物: {'、'.join(item['name'] for item in entry['items'])}")
