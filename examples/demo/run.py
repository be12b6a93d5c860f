"""Run the main job and show every step with its time.

make demo                                          on a fresh server of its own
python -m examples.demo.run --url http://…:8000    on a running one
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from examples.demo import family
from examples.demo.client import Client, RefusedError
from examples.demo.server import fresh_server

CITY_CODE = "992011"
PASSWORD = "madoguchi-sample"
MOST_ROUNDS = 30


class Demo:
    """Does the steps and prints them."""

    def __init__(self, client: Client, out: Path) -> None:
        self.client = client
        self.out = out
        self.count = 0
        out.mkdir(parents=True, exist_ok=True)

    def key(self, name: str) -> str:
        """A fresh idempotency key: a retry of the same step would send the same."""
        self.count += 1
        return f"demo-{name}-{self.count:04d}"

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print a step and how long the server took."""
        began = time.perf_counter()
        yield
        print(f"  {(time.perf_counter() - began) * 1000:7.1f} ms  {title}")

    def sign_in(self, staff_number: str) -> None:
        """Sign in as a sample official."""
        with self.step(f"サインイン（職員番号 {staff_number}）"):
            made = self.client.change(
                "sign_in",
                "signIn",
                "SignedIn",
                cityCode=CITY_CODE,
                staffNumber=staff_number,
                password=PASSWORD,
                terminal="窓口1",
            )
        self.client.token = made["token"]

    def open_case(self, title: str, **given: Any) -> dict[str, Any]:
        """Open a case."""
        with self.step(f"受付開始: {title}"):
            made = self.client.change(
                "open_case",
                "openCase",
                "Case",
                counter="市民課１番窓口",
                idempotencyKey=self.key("open"),
                **given,
            )
        print(f"              受付番号 {made['number']}")
        return made

    def record(self, case: dict[str, Any], title: str, **given: Any) -> dict[str, Any]:
        """Record a person."""
        with self.step(f"記録: {title}"):
            return self.client.change(
                "record_person",
                "recordPerson",
                "Case",
                caseId=case["id"],
                idempotencyKey=self.key("person"),
                **given,
            )

    def answer_all(self, case: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
        """Answer what is asked until nothing is."""
        for _ in range(MOST_ROUNDS):
            questions = case["openQuestions"]
            if not questions:
                return case
            given = [entry for question in questions for entry in answer(question, answers)]
            with self.step(f"質問 {len(questions)}件に回答"):
                case = self.client.change(
                    "record_answers",
                    "recordAnswers",
                    "Case",
                    caseId=case["id"],
                    expectedVersion=case["answersVersion"],
                    idempotencyKey=self.key("answers"),
                    answers=given,
                )
        raise RefusedError("the questions do not end")

    def fill(self, case: dict[str, Any], form_code: str, values: dict[str, str]) -> None:
        """Fill a form; what is known is there already."""
        with self.step(f"帳票の記入: {form_code}"):
            made = self.client.change(
                "fill_form",
                "fillForm",
                "Application",
                caseId=case["id"],
                formCode=form_code,
                idempotencyKey=self.key("fill"),
                values=[{"key": key, "value": value} for key, value in values.items()],
            )
        known = sum(1 for source in made["sources"] if source["source"] != "ENTERED")
        print(f"              {known}項目は既知の情報から、{len(values)}項目だけ入力")
        if made["problems"]:
            raise RefusedError(made["problems"])

    def finish(self, case: dict[str, Any], name: str) -> None:
        """Print all documents, fetch them, complete the case; confirm alerts when asked."""
        with self.step("印刷（すべて）"):
            printed = self._confirming("print_documents", "printDocuments", caseId=case["id"])
        for position, document in enumerate(printed["documents"], start=1):
            content = self.client.fetch(document["path"])
            path = self.out / f"{name}-{position}-{document['title']}.pdf"
            path.write_bytes(content)
            print(f"              {path}  {document['sheets']}枚  {len(content):,} bytes")
        self.put_off(case["id"])
        with self.step("完了"):
            done = self._confirming(
                "complete_case", "completeCase", caseId=case["id"], expectedVersion=case["version"]
            )
        print(f"              {done['number']} {done['status']}")

    def put_off(self, case_id: str) -> None:
        """The citizen goes home: what other sections have to do waits for another day."""
        shown = self.client.run("case", id=case_id)["case"]
        own = self.client.run("viewer")["viewer"]["section"]["name"]
        tasks = [
            {"taskId": task["id"], "expectedVersion": task["version"]}
            for task in shown["tasks"]
            if task["status"] == "WAITING" and task["section"]["name"] != own
        ]
        if not tasks:
            return
        with self.step(f"後日の手続とする: {len(tasks)}件"):
            self.client.change(
                "complete_task",
                "completeTask",
                "Case",
                tasks=tasks,
                outcome="LATER",
                idempotencyKey=self.key("later"),
            )

    def _confirming(self, name: str, field_name: str, **given: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.client.run(
            name, input={**given, "idempotencyKey": self.key(name)}
        )[field_name]
        if made["__typename"] == "NeedsConfirmation":
            for alert in made["alerts"]:
                print(f"              確認 {alert['code']}: {alert['message']}")
            codes = [alert["code"] for alert in made["alerts"]]
            made = self.client.run(
                name,
                input={**given, "idempotencyKey": self.key(name), "confirmedAlerts": codes},
            )[field_name]
        if made["__typename"] not in {"PrintRun", "Case"}:
            raise RefusedError(made)
        return made


def answer(question: dict[str, Any], answers: dict[str, Any]) -> list[dict[str, Any]]:
    """The family's answers to one question."""
    known = answers.get(question["code"])
    if not question["isPersonal"]:
        return [{"question": question["code"], **_value(question, known)}]
    return [
        {
            "question": question["code"],
            "personId": person["id"],
            **_value(question, known.get(person["name"]) if isinstance(known, dict) else known),
        }
        for person in question["persons"]
    ]


def _value(question: dict[str, Any], value: Any) -> dict[str, Any]:
    match question["type"]:
        case "boolean":
            return {"yes": bool(value)}
        case "number":
            return {"number": value or 0}
        case _:
            return {"choice": value} if value else {"cannotSay": True}


def show_procedures(case: dict[str, Any]) -> None:
    """Print what is needed, for whom, why and until when."""
    needed = [entry for entry in case["procedures"] if entry["decision"] == "NEEDED"]
    print(f"\n  必要な手続 {len(needed)}件")
    for entry in needed:
        deemed = "（住民異動届の付記で届出とみなす）" if entry["deemedBy"] else ""
        due = f"  期限 {entry['dueOn']}" if entry["dueOn"] else f"  {entry['deadline']}"
        print(f"   ・{entry['name']}{deemed}{due}")
        if entry["forWhom"]:
            print(f"       どなた: {'、'.join(entry['forWhom'])}")
        if entry["reasons"]:
            print(f"       理由: {'、'.join(entry['reasons'])}")
    print()


def move_in(demo: Demo) -> None:
    """A family of five moves in; nobody of it is in the register."""
    print("\n■ 五人家族の転入")
    case = demo.open_case(
        "転入（国内の他の市区町村から）",
        reason="MOVE_IN",
        notifier={
            "name": family.HEAD,
            "furigana": "カサイ　ケンイチ",
            "relation": "HEAD",
            "phone": "090-0000-0001",
            "address": family.NEW_ADDRESS["text"],
            "birthOn": "1986-04-12",
        },
        details={
            "changedOn": "2026-11-15",
            "plannedMoveOutOn": "2026-11-14",
            "hasMovingOutCertificate": True,
            "newAddress": family.NEW_ADDRESS,
            "previousAddress": family.PREVIOUS_ADDRESS,
            "certificate": {
                "kind": "RESIDENT_RECORD_HOUSEHOLD",
                "copies": 1,
                "requester": "SELF",
                "purpose": "運転免許証の住所変更",
                "items": ["HEAD_AND_RELATIONSHIP"],
            },
        },
    )
    for person in family.PERSONS:
        case = demo.record(case, person["name"], role="MOVER", person=person)
    case = demo.answer_all(case, family.ANSWERS)
    show_procedures(case)
    forms = dict.fromkeys(
        code
        for entry in case["procedures"]
        if entry["decision"] == "NEEDED"
        for code in entry["formCodes"]
    )
    for code in forms:
        demo.fill(case, code, family.FORM_ANSWERS.get(code, {}))
    demo.finish(case, "1-転入")


def certificate(demo: Demo) -> None:
    """A resident fetches a copy of the resident record."""
    print("\n■ 住民票の写しの請求")
    with demo.step("住民の検索: あおば　たろう　昭和55年3月5日"):
        found = demo.client.run("residents", search="あおば たろう 3550305", first=10)
    residents = [node for node in found["residents"]["nodes"] if node["__typename"] == "Resident"]
    resident = residents[0]
    print(f"              {resident['fullName']}（{resident['birthDate']['text']}）")
    case = demo.open_case(
        "証明書の請求",
        reason="CERTIFICATE",
        notifier={
            "name": resident["fullName"],
            "furigana": "アオバ　タロウ",
            "relation": "SELF",
            "address": resident["address"],
            "phone": "090-0000-0002",
            "birthOn": "1980-03-05",
        },
        details={
            "certificate": {
                "kind": "RESIDENT_RECORD_PERSON",
                "copies": 2,
                "requester": "SELF",
                "items": [],
            }
        },
    )
    case = demo.record(case, resident["fullName"], role="APPLICANT", residentId=resident["id"])
    case = demo.answer_all(case, {"wants_certificate": True})
    show_procedures(case)
    demo.fill(case, "certificate_application", {})
    demo.finish(case, "2-証明書")


def audit(demo: Demo) -> None:
    """Show that every step left its event."""
    print("\n■ 監査ログ")
    demo.sign_in("9002")
    with demo.step("監査ログの閲覧"):
        events = demo.client.run("audit_events", first=100)["auditEvents"]
    print(f"              {events['totalCount']}件の事象")
    for event in reversed(events["nodes"]):
        print(
            f"    {event['occurredAt'][11:19]}  {','.join(event['actions']):18} {event['outcome']}"
        )


def main() -> int:
    """Run the demonstration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a running server; without it a fresh one is started")
    parser.add_argument("--out", type=Path, default=Path("out"))
    arguments = parser.parse_args()
    try:
        if arguments.url:
            show(arguments.url, arguments.out)
        else:
            with (
                tempfile.TemporaryDirectory(prefix="madoguchi-demo-") as folder,
                fresh_server(Path(folder)) as url,
            ):
                show(url, arguments.out)
    except RefusedError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


def show(url: str, out: Path) -> None:
    """The whole demonstration on one server."""
    print(f"Madoguchi at {url}")
    with closing(Client(url)) as client:
        demo = Demo(client, out)
        demo.sign_in("1001")
        move_in(demo)
        certificate(demo)
        audit(demo)
    print(f"\n印刷物は {out}/ にあります。")


if __name__ == "__main__":
    raise SystemExit(main())
