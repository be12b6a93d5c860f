"""One visit of a citizen: the case from its opening to what is taken home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from examples.demo.client import Client, File, RefusedError
from examples.demo.demo import RECEPTION, Demo
from examples.demo.signing import PAD, strokes

MOST_ROUNDS = 30
NEEDED = ("NEEDED", "ADDED")
# Who works for which section; the sections that are not named here have one official in common.
OFFICIALS = {
    "市民課": RECEPTION,
    "国保年金課": "2001",
    "介護保険課": "2002",
    "子育て給付課": "2003",
}
OTHER_SECTIONS = "4001"

Answers = dict[str, Any]  # question → answer for all, or by person; what is missing is «no»


@dataclass
class Visit:
    """A case at the reception counter."""

    demo: Demo
    name: str  # begins the names of its files
    case: dict[str, Any] = field(default_factory=dict)

    @property
    def desk(self) -> Client:
        """The official at the reception counter."""
        return self.demo.official(RECEPTION)

    def open(self, title: str, **given: Any) -> None:
        """Open the case."""
        with self.demo.step(f"受付開始: {title}"):
            self.case = self.desk.change(
                "open_case",
                "openCase",
                "Case",
                counter="市民課１番窓口",
                idempotencyKey=self.demo.key("open"),
                **given,
            )
        self.demo.say(f"受付番号 {self.case['number']}")

    def record(self, title: str, **given: Any) -> None:
        """Record a person."""
        self._change("record_person", "recordPerson", f"記録: {title}", **given)

    def relate(self, name: str, codes: list[str]) -> None:
        """Say somebody's relationship to the head of household after the change."""
        person = next(one for one in self.case["persons"] if one["name"] == name)
        self.record(
            f"{name} 続柄 {'-'.join(codes)}",
            role=person["role"],
            personId=person["id"],
            expectedVersion=person["version"],
            person={"relationshipCodes": codes},
        )

    def show_findings(self) -> None:
        """Print what the checks found."""
        for finding in self.case["findings"]:
            mark = "誤り" if finding["severity"] == "ERROR" else "確認"
            self.demo.say(f"{mark} {finding['code']}: {finding['message']}")

    def identify(self, *documents: dict[str, Any]) -> None:
        """Record by which documents the notifier was identified."""
        version = self.desk.run("case", id=self.case["id"])["case"]["notifierVersion"]
        made = self.desk.change(
            "record_identity_check",
            "recordIdentityCheck",
            "Case",
            caseId=self.case["id"],
            expectedVersion=version,
            idempotencyKey=self.demo.key("identity"),
            documents=list(documents),
        )
        shown = "、".join(
            f"{one['name']} {one['number'] or ''}".rstrip()
            for one in made["identityChecks"][-1]["documents"]
        )
        self.demo.say(f"本人確認: {shown} {made['identityChecks'][-1]['result']}")

    def prove(self, document: str) -> None:
        """Record that the notifier showed what they must show to act for another."""
        proof = self.desk.run("case", id=self.case["id"])["case"]["requiredProofs"][0]
        with self.demo.step(f"資格を示す書類: {document}"):
            self.desk.change(
                "record_proof",
                "recordProof",
                "Case",
                caseId=self.case["id"],
                code=proof["code"],
                state="SHOWN",
                document=document,
                expectedVersion=proof["version"],
                idempotencyKey=self.demo.key("proof"),
            )

    def answer_all(self, answers: Answers) -> None:
        """Answer what is asked until nothing is."""
        for _ in range(MOST_ROUNDS):
            questions = self.case["openQuestions"]
            if not questions:
                return
            self._change(
                "record_answers",
                "recordAnswers",
                f"質問 {len(questions)}件に回答",
                expectedVersion=self.case["answersVersion"],
                answers=[entry for question in questions for entry in answer(question, answers)],
            )
        raise RefusedError("the questions do not end")

    def _change(self, name: str, field_name: str, title: str, **given: Any) -> None:
        with self.demo.step(title):
            self.case = self.desk.change(
                name,
                field_name,
                "Case",
                caseId=self.case["id"],
                idempotencyKey=self.demo.key(name),
                **given,
            )

    def show_procedures(self) -> None:
        """Print what is needed, for whom, why and until when."""
        needed = [entry for entry in self.case["procedures"] if entry["decision"] in NEEDED]
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

    def fill_all(self, **values: dict[str, str]) -> None:
        """Fill every form that is asked for; ``values``: by form, what only the citizen knows."""
        forms = dict.fromkeys(
            code
            for entry in self.case["procedures"]
            if entry["decision"] in NEEDED
            for code in entry["formCodes"]
        )
        for code in forms:
            self.fill(code, values.get(code, {}))

    def fill(self, form_code: str, values: dict[str, str]) -> None:
        """Fill a form; what is known is there already."""
        with self.demo.step(f"帳票の記入: {form_code}"):
            made = self.desk.change(
                "fill_form",
                "fillForm",
                "Application",
                caseId=self.case["id"],
                formCode=form_code,
                idempotencyKey=self.demo.key("fill"),
                values=[{"key": key, "value": value} for key, value in values.items()],
            )
        known = sum(1 for source in made["sources"] if source["source"] != "ENTERED")
        self.demo.say(f"{known}項目は既知の情報から、{len(values)}項目だけ入力")
        if made["problems"]:
            raise RefusedError(made["problems"])

    def attach(self, file_name: str, content: bytes, **given: Any) -> None:
        """Attach a scanned paper."""
        with self.demo.step(f"書類の添付: {given['label']}"):
            made = self.desk.change(
                "attach_document",
                "attachDocument",
                "Attachment",
                file=File(file_name, content),
                caseId=self.case["id"],
                idempotencyKey=self.demo.key("attach"),
                **given,
            )
        self.demo.say(f"{made['mediaType']} {made['pageCount']}枚 {made['byteCount']:,} bytes")

    def sign_on_tablet(self) -> None:
        """Show the filled forms on the citizen's tablet, which signs with its own token."""
        with self.demo.step("タブレットへの提示"):
            shown = self.desk.change(
                "show_to_citizen",
                "showToCitizen",
                "Showing",
                caseId=self.case["id"],
                minutes=10,
                idempotencyKey=self.demo.key("show"),
            )
        tablet = self.demo.tablet(shown["token"])
        showing = tablet.run("shown_documents")["shownDocuments"]
        with self.demo.step("市民のタブレットで表示"):
            for document in showing["documents"]:
                for page in document["pages"]:
                    tablet.fetch(f"{page['path']}?width=900")
        wanted = [one for one in showing["documents"] if one["mustBeSigned"]]
        with self.demo.step(f"市民のタブレットで署名: {len(wanted)}件"):
            tablet.change(
                "sign_documents",
                "signDocuments",
                "SignedShowing",
                documents=[{"id": one["id"], "contentHash": one["contentHash"]} for one in wanted],
                strokes=strokes(showing["signerName"]),
                pad=PAD,
                hasConsented=True,
                idempotencyKey=self.demo.key("sign"),
            )
        self.demo.say("、".join(one["title"] for one in wanted))

    def print_all(self) -> None:
        """Print the guide and all forms, confirming what must be looked at; fetch and keep them."""
        with self.demo.step("印刷（すべて）"):
            printed = self.confirming("print_documents", "printDocuments")
        self._keep(printed)
        whole = self.desk.fetch(printed["pdfPath"])
        path = self.demo.write(f"{self.name}-一括.pdf", whole)
        self.demo.say(f"{path}  {printed['leaves']}枚  {len(whole):,} bytes")

    def print_form(self, form_code: str) -> bytes:
        """Print one form before the others: for a citizen to sign at home."""
        with self.demo.step(f"印刷: {form_code}"):
            printed = self.confirming(
                "print_documents", "printDocuments", formCodes=[form_code], withGuide=False
            )
        return self.desk.fetch(printed["documents"][0]["path"])

    def print_slip(self, when: str) -> None:
        """Print how far everything is, with the code for the next section."""
        with self.demo.step(f"手続きの進み具合の印刷（{when}）"):
            printed = self.confirming(
                "print_documents", "printDocuments", formCodes=[], withGuide=False, withSlip=True
            )
        self._keep(printed, f"（{when}）")

    def _keep(self, printed: dict[str, Any], more: str = "") -> None:
        for position, document in enumerate(printed["documents"], start=1):
            content = self.desk.fetch(document["path"])
            name = f"{self.name}-{position}-{document['title']}{more}.pdf"
            path = self.demo.write(name, content)
            self.demo.say(f"{path}  {document['sheets']}枚  {len(content):,} bytes")

    def visit_sections(self, *only: str, put_off: Mapping[str, str] = MappingProxyType({})) -> None:
        """Each section (or ``only`` these) reads the code, takes what it has to do and does it.

        ``put_off``: procedure → why it waits for another day.
        """
        shown = self.desk.run("case", id=self.case["id"])["case"]
        code = shown["handOverCode"]
        codes = {task["id"]: task["procedureCode"] for task in shown["tasks"]}
        waiting = [task for task in shown["tasks"] if task["status"] == "WAITING"]
        for section in dict.fromkeys(task["section"]["name"] for task in waiting):
            if only and section not in only:
                continue
            official = self.demo.official(OFFICIALS.get(section, OTHER_SECTIONS))
            with self.demo.step(f"引継ぎ: {section}がコードを読む"):
                read = official.run("case_by_hand_over_code", code=code)["caseByHandOverCode"]
            own = [
                task
                for task in read["tasks"]
                if task["section"]["name"] == section and task["status"] == "WAITING"
            ]
            self._work(official, section, [t for t in own if codes[t["id"]] not in put_off])
            for task in own:
                if codes[task["id"]] in put_off:
                    self._put_off(official, section, task, put_off[codes[task["id"]]])

    def put_off_rest(self) -> None:
        """The citizen goes home: reception notes what the other sections have still to do."""
        shown = self.desk.run("case", id=self.case["id"])["case"]
        tasks = [
            task
            for task in shown["tasks"]
            if task["status"] == "WAITING" and OFFICIALS.get(task["section"]["name"]) != RECEPTION
        ]
        if tasks:
            with self.demo.step(f"後日の手続とする: {len(tasks)}件"):
                self._complete(self.desk, tasks, outcome="LATER")

    def _work(self, official: Client, section: str, tasks: list[dict[str, Any]]) -> None:
        if not tasks:
            return
        with self.demo.step(f"{section}: {len(tasks)}件を引き受けて完了"):
            taken = [
                official.change(
                    "take_task",
                    "takeTask",
                    "Task",
                    taskId=task["id"],
                    expectedVersion=task["version"],
                    idempotencyKey=self.demo.key("take"),
                )
                for task in tasks
            ]
            self._complete(official, taken, outcome="DONE")

    def _put_off(self, official: Client, section: str, task: dict[str, Any], why: str) -> None:
        with self.demo.step(f"{section}: 後日とする（{task['procedureName']}）"):
            self._complete(official, [task], outcome="LATER", note=why)

    def _complete(self, official: Client, tasks: list[dict[str, Any]], **given: Any) -> None:
        official.change(
            "complete_task",
            "completeTask",
            "Case",
            tasks=[{"taskId": one["id"], "expectedVersion": one["version"]} for one in tasks],
            idempotencyKey=self.demo.key("complete"),
            **given,
        )

    def complete(self) -> None:
        """Close the case."""
        with self.demo.step("完了"):
            done = self.confirming(
                "complete_case", "completeCase", expectedVersion=self.case["version"]
            )
        self.demo.say(f"{done['number']} {done['status']}")

    def come_again(self) -> None:
        """What waited for another day is done, after the case was closed."""
        shown = self.desk.run("case", id=self.case["id"])["case"]
        for task in shown["tasks"]:
            if task["status"] == "LATER":
                section = task["section"]["name"]
                official = self.demo.official(OFFICIALS.get(section, OTHER_SECTIONS))
                self._work(official, f"後日 {section}", [task])
        progress = self.desk.run("case", id=self.case["id"])["case"]["progress"]
        self.demo.say(f"手続 {progress['counts']['completed']}/{progress['total']}件が済み")

    def confirming(self, name: str, field_name: str, **given: Any) -> dict[str, Any]:
        """Run a mutation; when alerts must be looked at, show them and confirm."""
        whole = {**given, "caseId": self.case["id"]}
        made: dict[str, Any] = self.desk.run(
            name, input={**whole, "idempotencyKey": self.demo.key(name)}
        )[field_name]
        if made["__typename"] == "NeedsConfirmation":
            for alert in made["alerts"]:
                self.demo.say(f"確認 {alert['code']}: {alert['message']}")
            whole["confirmedAlerts"] = [alert["code"] for alert in made["alerts"]]
            made = self.desk.run(name, input={**whole, "idempotencyKey": self.demo.key(name)})[
                field_name
            ]
        if made["__typename"] not in {"PrintRun", "Case"}:
            raise RefusedError(made)
        return made


def answer(question: dict[str, Any], answers: Answers) -> list[dict[str, Any]]:
    """The citizen's answers to one question."""
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
