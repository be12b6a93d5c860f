"""Every documented operation of schema/operations is valid, is sampled and is run."""

import json
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from graphql import (
    FieldNode,
    OperationDefinitionNode,
    get_variable_values,
    parse,
    validate,
)
from websockets.sync.client import connect

from backend.api.schema import schema
from backend.api.transport.graphiql import SAMPLES
from backend.shared.uploads import UploadedFile
from tests.backend.api.signing import PAD, strokes
from tests.postgres import TestServer
from tests.served import served
from tests.server import ATTACHED, SCAN, WORKBOOK

FOLDER = Path("schema/operations")
NAMES = sorted(path.stem for path in FOLDER.glob("*.graphql"))
GRAPHQL = schema._schema
Answers = dict[str, dict[str, Any]]


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.graphql").read_text("utf-8")


def definition_of(name: str) -> OperationDefinitionNode:
    (definition,) = parse(text_of(name)).definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition


def root_of(name: str) -> str:
    (field,) = definition_of(name).selection_set.selections
    assert isinstance(field, FieldNode)
    return field.name.value


FORM = {
    "format": "form-template",
    "version": "1.0",
    "id": "empty",
    "title": "白紙",
    "pages": [{"id": "front", "size": "A4", "elements": []}],
}
NOVEMBER: dict[str, Any] = {"from": "2026-11-01", "to": "2026-11-30"}
DECEMBER: dict[str, Any] = {"place": "branch", "from": "2026-12-29", "to": "2026-12-30"}


class Counter:
    """A terminal that runs documented operations and keeps the last answer of each."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.token = ""
        self.answers: Answers = {}
        self.keys = 0

    def run(self, name: str, extensions: dict[str, str] | None = None, **variables: Any) -> Any:
        """Run an operation; gives what its one root field answers."""
        self.answers[name] = self.ask(text_of(name), extensions, **variables)
        return copy(self.answers[name])

    def ask(self, query: str, extensions: dict[str, str] | None = None, **variables: Any) -> Any:
        """Run a document; gives what its one root field answers."""
        response = httpx.post(
            f"{self.url}/graphql",
            json={"query": query, "variables": variables, "extensions": extensions},
            headers={"Authorization": f"Bearer {self.token or 'none'}"},
            timeout=30,
        ).json()
        assert "errors" not in response, response
        (answer,) = response["data"].values()
        return cast("dict[str, Any]", answer)

    def change(self, name: str, **given: Any) -> Any:
        """Run a mutation with a fresh key."""
        self.keys += 1
        return self.run(name, input={**given, "idempotencyKey": f"operations-{self.keys}"})

    def upload(self, name: str, content: bytes = SCAN, **given: Any) -> dict[str, Any]:
        """Run a mutation with a file."""
        given = {**given, "file": None}
        operations = {"query": text_of(name), "variables": {"input": given}}
        response = httpx.post(
            f"{self.url}/graphql",
            files=[
                ("operations", (None, json.dumps(operations))),
                ("map", (None, '{"0": ["variables.input.file"]}')),
                ("0", ("委任状.png", content)),
            ],
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        ).json()
        assert "errors" not in response, response
        (answer,) = response["data"].values()
        self.answers[name] = answer
        return dict(answer)

    def sign_in(self, staff_number: str) -> None:
        """Sign in as a sample official."""
        (sample,) = [entry for entry in samples() if entry["operation"] == "sign_in"]
        given = {**sample["variables"]["input"], "staffNumber": staff_number}
        self.token = str(self.run("sign_in", input=given)["token"])

    def first_event(self, name: str, **variables: Any) -> dict[str, Any]:
        """Subscribe and take the first event."""
        payload = {"query": text_of(name), "variables": variables}
        address = f"{self.url.replace('http', 'ws')}/graphql"
        with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            socket.send(json.dumps({"type": "connection_init", "payload": {"token": self.token}}))
            assert json.loads(socket.recv(10)) == {"type": "connection_ack"}
            socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
            event: dict[str, Any] = json.loads(socket.recv(10))["payload"]["data"][root_of(name)]
        self.answers[name] = event
        return event


WITH_A_FILE = {"attach_document", "add_form_asset", "read_form_workbook"}


def samples() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((FOLDER / SAMPLES).read_text("utf-8"))
    return listed


def serve_a_certificate(counter: Counter) -> None:
    """A resident fetches a certificate; another case is withdrawn."""
    found = counter.run("residents", search="あおば たろう", first=10)["nodes"][0]
    resident = counter.run("resident", id=found["id"])
    counter.run("household", id=resident["household"]["id"])
    counter.run("node", id=found["id"])
    opened = {
        "reason": "CERTIFICATE",
        "counter": "市民課１番窓口",
        "notifier": {
            "name": "青葉　太郎",
            "relation": "SELF",
            "address": resident["address"],
            "birthOn": "1980-03-05",
        },
        "details": {"certificate": {"kind": "RESIDENT_RECORD_PERSON"}},
    }
    withdrawn = counter.change("open_case", **opened)
    counter.change(
        "withdraw_case",
        caseId=withdrawn["id"],
        expectedVersion=withdrawn["version"],
        reason="本人の申出",
    )
    case = counter.change("open_case", **opened)
    counter.change("release_case", caseId=case["id"])
    counter.change("take_over_case", caseId=case["id"])
    case = counter.change(
        "record_person", caseId=case["id"], role="APPLICANT", residentId=found["id"]
    )
    case = counter.change(
        "record_answers",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        answers=[{"question": "wants_certificate", "yes": True}],
    )
    counter.change(
        "choose_procedures",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        add=[{"code": "JK12", "because": "本人の希望"}],
    )
    counter.change(
        "record_answers",
        caseId=case["id"],
        expectedVersion=case["answersVersion"] + 1,
        notifier={
            "relation": "PROXY",
            "name": "若竹　伸",
            "address": "霞城市東町一丁目１番１号",
            "birthOn": "1980-03-05",
        },
    )
    counter.change(
        "record_proof",
        caseId=case["id"],
        code="POWER_OF_ATTORNEY",
        state="SHOWN",
        document="委任状",
        expectedVersion=0,
    )
    counter.change(
        "record_identity_check",
        caseId=case["id"],
        expectedVersion=2,
        documents=[
            {
                "code": "DRIVING_LICENCE",
                "how": "SEEN",
                "number": "012345678901",
                "validUntil": "2028-04-12",
            }
        ],
    )
    counter.change("fill_form", caseId=case["id"], formCode="certificate_application")
    sign_on_a_tablet(counter, case["id"])
    printed = counter.change("print_documents", caseId=case["id"])
    counter.change("print_again", printRunId=printed["id"])
    (form,) = [one for one in printed["documents"] if one["kind"] == "FORM"]
    counter.change("record_paper_signature", documentId=form["id"])
    work_tasks(counter, case["id"])
    attached = counter.upload(
        "attach_document", caseId=case["id"], idempotencyKey="operations-attach", **ATTACHED
    )
    counter.change("remove_attachment", attachmentId=attached["id"], reason="別の方の書類")
    counter.change("complete_case", caseId=case["id"], expectedVersion=case["version"])
    counter.run("case", id=case["id"])
    counter.run("cases", filter={"status": "WITHDRAWN"}, first=10)
    counter.first_event("case_events", case=case["id"])


SAMPLE_ALERTS = ["SAMPLE_longest_names", "SAMPLE_variant_characters"]


def make_a_form(counter: Counter) -> None:
    """An official of the section makes a form from a ready one and drafts it."""
    counter.sign_in("1001")
    counter.run("ready_forms")
    counter.run("ready_form", code="power_of_attorney")
    counter.run("form_uses")
    mistake = counter.change("create_form", title="誤り")
    counter.change("remove_form", formId=mistake["id"], expectedVersion=1)
    form = counter.change("create_form", title="委任状（窓口）", readyFormCode="power_of_attorney")
    counter.change("keep_form_open", formId=form["id"], tabId="tab-1")
    draft = form["draft"]
    counter.change(
        "save_form_draft",
        formId=form["id"],
        expectedVersion=draft["version"],
        template=draft["template"],
    )
    counter.change("leave_form", formId=form["id"], tabId="tab-1")
    counter.first_event("form_events", form=form["id"])
    counter.sign_in("9001")
    counter.run("export_form", formId=form["id"])
    counter.run("form_regression", formId=form["id"])
    sides = {"left": {"draft": True}, "right": {"draft": True}}
    counter.run("compare_forms", input={"formId": form["id"], "family": "one_person", **sides})
    counter.change("import_form", template=draft["template"])
    counter.change("change_form_owner", formId=form["id"], sectionCode="citizens")
    publish_forms(counter, form["id"])
    counter.sign_in("1003")


def publish_forms(counter: Counter, form_id: str) -> None:
    """Publish a form twice, end the first version and withdraw the second."""
    versions = [
        counter.change(
            "publish_form",
            formId=form_id,
            expectedVersion=2,
            validFrom=day,
            confirmedAlerts=["UNCHANGED", *SAMPLE_ALERTS],
        )
        for day in ("2026-11-24", "2026-12-24")
    ]
    first, second = ({"versionId": version["id"]} for version in versions)
    counter.change("end_form_version", **first, validTo="2027-01-31")
    counter.change("withdraw_form_version", **second)
    counter.change("restore_form", formId=form_id, expectedVersion=2, **first)
    counter.change("discard_form_draft", formId=form_id, expectedVersion=3)


def work_tasks(counter: Counter, case_id: str) -> None:
    """A section looks at its to-do, takes a task, gives it back, hands it over and gets it back."""
    task = counter.run("tasks", filter={"case": case_id}, first=10)["nodes"][0]
    sections = counter.run("sections", first=100)["nodes"]
    own, other = task["section"]["id"], next(s for s in sections if s["code"] == "family_register")
    code = counter.run("case", id=case_id)["handOverCode"]
    counter.run("case_by_hand_over_code", code=code)
    for name in ("take_task", "return_task"):
        task = counter.change(name, taskId=task["id"], expectedVersion=task["version"])
    counter.first_event("task_events", section=own)
    for section in (other["id"], own):
        official = "3001" if section == own else "1003"
        counter.sign_in(official)
        task = counter.change(
            "hand_over_task",
            taskId=task["id"],
            expectedVersion=task["version"],
            toSection=section,
            note="本人が控えをお持ちです",
        )
    counter.sign_in("1003")
    done = [{"taskId": task["id"], "expectedVersion": task["version"]}]
    counter.change("complete_task", tasks=done)


def sign_on_a_tablet(counter: Counter, case_id: str) -> None:
    """The citizen signs on the tablet; the official takes it back."""
    ended = counter.change("show_to_citizen", caseId=case_id)
    counter.change("end_showing", showingId=ended["id"])
    shown = counter.change("show_to_citizen", caseId=case_id)
    session, counter.token = counter.token, shown["token"]
    (document,) = counter.run("shown_documents")["documents"]
    signature = {"strokes": strokes(), "pad": PAD, "hasConsented": True}
    documents = [{"id": document["id"], "contentHash": document["contentHash"]}]
    counter.change("sign_documents", documents=documents, **signature)
    counter.token = session
    query = "query ($id: ID!) { case(id: $id) { ... on Case { applications { signatures(first: 1) {"
    found = counter.ask(f"{query} nodes {{ id }} }} }} }} }} }}", id=case_id)
    (made,) = found["applications"][0]["signatures"]["nodes"]
    counter.change("withdraw_signature", signatureId=made["id"], reason="本人の申出")


@pytest.fixture(scope="module")
def answers(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Answers]:
    """What every operation answered last in one day at the counter."""
    with (
        database_server.database() as urls,
        served(urls, tmp_path_factory.mktemp("operations")) as url,
    ):
        counter = Counter(url)
        counter.sign_in("1003")
        counter.run("viewer")
        counter.run("reasons")
        counter.run("opening_days", **DECEMBER)
        counter.run("procedures", reason="CERTIFICATE", first=100)
        definition = counter.run("form_definitions", first=20)["nodes"][0]
        counter.run("form_definition", id=definition["id"])
        for name in ("sample_families", "field_kinds", "form_data_items"):
            counter.run(name)
        serve_a_certificate(counter)
        make_a_form(counter)
        listed = counter.run(
            "resident_listing", bornFrom="1980-03-05", bornUntil="1980-03-05", first=10
        )
        purpose = {"purpose": "国民健康保険の資格取得"}
        counter.run("individual_number", purpose, residentId=listed["nodes"][0]["id"])
        counter.run("sign_out")
        counter.sign_in("9001")
        moved = {"printer": "市民課", "rightMm": 1.5, "downMm": -0.5}
        counter.run("set_printer_offset", input=moved)
        counter.run("printer_offsets", first=20)
        counter.run("lay_out_form", input={"family": "one_person", "template": FORM})
        counter.sign_in("9003")
        counter.change("statistics_workbook", **NOVEMBER)
        counter.run("statistics", groupBy=["REASON"], **NOVEMBER)
        counter.change(
            "export_applications",
            formCode="certificate_application",
            **NOVEMBER,
        )
        counter.sign_in("9001")
        counter.upload("add_form_asset")
        counter.upload("read_form_workbook", WORKBOOK)
        counter.sign_in("9002")
        counter.run("audit_events", filter={"action": "individualNumber"}, first=10)
        yield counter.answers


# A telling part of each operation's answer.
EXPECTED: dict[str, object] = {
    "read_form_workbook": {"__typename": "WorkbookForm", "sheets": ["申請書"], "factor": 1.0},
    "add_form_asset": {"__typename": "FormAsset", "kind": "PICTURE", "mediaType": "image/png"},
    "attach_document": {"__typename": "Attachment", "fileName": "委任状.png", "pageCount": 1},
    "remove_attachment": {
        "__typename": "Attachment",
        "removedAt": "2026-11-24T00:30:00+00:00",
        "removedBecause": "別の方の書類",
        "contentPath": None,
    },
    "audit_events": {"totalCount": 1, "nodes": [{"purpose": "国民健康保険の資格取得"}]},
    "case": {"__typename": "Case", "number": "2026-000002", "status": "COMPLETED"},
    "case_by_hand_over_code": {
        "__typename": "Case",
        "number": "2026-000002",
        "progress": {"total": 2, "isFinished": False, "bySection": [{"section": "市民課"}]},
    },
    "case_events": {"__typename": "CaseEvent", "number": 1, "kind": "OPENED"},
    "cases": {"totalCount": 1, "nodes": [{"number": "2026-000001"}]},
    "choose_procedures": {"__typename": "Case", "answersVersion": 3},
    "complete_case": {"__typename": "Case", "status": "COMPLETED"},
    "complete_task": {
        "__typename": "Case",
        "progress": {"isFinished": False, "counts": {"waiting": 1, "completed": 1}},
    },
    "end_showing": {"__typename": "Showing", "status": "ENDED"},
    "export_applications": {"__typename": "ApplicationExport", "applications": 1, "leftOut": 0},
    "fill_form": {"__typename": "Application", "version": 1, "problems": []},
    "create_form": {
        "__typename": "FormDefinition",
        "formCode": "power_of_attorney_2",
        "state": "DRAFT_ONLY",
        "draft": {"version": 1},
    },
    "save_form_draft": {"__typename": "FormDraft", "version": 2, "basedOnNumber": None},
    "keep_form_open": {
        "__typename": "FormDefinition",
        "editors": [{"name": "霞　窓子", "tabId": "tab-1"}],
    },
    "leave_form": {"__typename": "FormDefinition", "editors": [], "draft": {"version": 2}},
    "form_events": {"__typename": "FormEvent", "number": 1, "kind": "CREATED"},
    "compare_forms": {"differences": []},
    "form_regression": [
        {"isSame": True, "words": "公開した版がまだないため、比べるものがありません。"}
    ],
    "export_form": {"id": "power_of_attorney_2"},
    "import_form": {"__typename": "FormDefinition", "formCode": "power_of_attorney_3"},
    "change_form_owner": {"__typename": "FormDefinition", "section": {"code": "citizens"}},
    "publish_form": {"__typename": "FormVersion", "number": 2, "validFrom": "2026-12-24"},
    "end_form_version": {"__typename": "FormVersion", "number": 1, "validTo": "2027-01-31"},
    "withdraw_form_version": {"__typename": "FormVersion", "number": 2, "status": "WITHDRAWN"},
    "restore_form": {"__typename": "FormDraft", "version": 3, "isChanged": False},
    "remove_form": {"__typename": "RemovedForm"},
    "discard_form_draft": {"__typename": "FormDefinition", "hasDraft": False},
    "ready_forms": [{"pages": 1, "size": "A4 縦"}],
    "ready_form": {"code": "power_of_attorney", "title": "委任状"},
    "form_uses": [{"formCode": "card_continued_use"}],
    "form_definition": {
        "code": "card_continued_use",
        "title": "マイナンバーカード 継続利用申請書",
    },
    "form_definitions": {"pageInfo": {"hasNextPage": False}},
    "printer_offsets": {"nodes": [{"printer": "市民課", "tray": "", "rightMm": 1.5}]},
    "set_printer_offset": {"__typename": "PrinterOffset", "downMm": -0.5, "version": 1},
    "sample_families": [{"code": "one_person", "label": "ひとり"}],
    "field_kinds": [{"kind": "text", "label": "文字の欄", "mustBind": True}],
    "form_data_items": [{"name": "city.name", "path": ["市区町村"], "sample": "みどり野市"}],
    "lay_out_form": {"pages": [{"page": "front", "blocks": []}], "findings": []},
    "hand_over_task": {
        "__typename": "Task",
        "version": 5,
        "status": "WAITING",
        "note": "本人が控えをお持ちです",
        "section": {"name": "市民課"},
    },
    "household": {"__typename": "Household", "members": {"nodes": [{"fullName": "青葉　太郎"}]}},
    "individual_number": {},
    "node": {"__typename": "Resident"},
    "open_case": {"__typename": "Case", "number": "2026-000002", "status": "OPEN"},
    "opening_days": {
        "placeName": "北支所",
        "isOpenNow": True,
        "days": [{"day": "2026-12-29", "isOpen": False, "words": "年末年始"}],
    },
    "print_documents": {
        "__typename": "PrintRun",
        "pages": 2,
        "documents": [{"title": "手続き案内書"}, {"title": "証明書交付申請書"}],
    },
    "print_again": {
        "__typename": "PrintRun",
        "pages": 2,
        "documents": [{"title": "手続き案内書", "timesPrinted": 2}],
    },
    "procedures": {"pageInfo": {"hasNextPage": False}},
    "reasons": {"nodes": [{"code": "MOVE_IN"}]},
    "record_answers": {"__typename": "Case", "answersVersion": 4, "notifierVersion": 2},
    "record_identity_check": {
        "__typename": "Case",
        "isNotifierIdentified": True,
        "identityChecks": [{"documents": [{"number": "********8901"}], "result": "SUFFICIENT"}],
    },
    "record_paper_signature": {
        "__typename": "Application",
        "isSigned": True,
        "signatures": {"nodes": [{"method": "TABLET"}, {"method": "PAPER"}]},
    },
    "record_person": {"__typename": "Case", "persons": [{"name": "青葉　太郎"}]},
    "release_case": {"__typename": "Case", "editing": None},
    "record_proof": {
        "__typename": "Case",
        "requiredProofs": [{"code": "POWER_OF_ATTORNEY", "state": "SHOWN", "version": 1}],
    },
    "resident": {"__typename": "Resident", "fullName": "青葉　太郎", "relationship": "世帯主"},
    "resident_listing": {"totalCount": 1, "nodes": [{"fullName": "青葉　太郎"}]},
    "residents": {"totalCount": 1, "nodes": [{"fullName": "青葉　太郎"}]},
    "return_task": {"__typename": "Task", "version": 3, "status": "WAITING", "takenBy": None},
    "sections": {"nodes": [{"code": "agriculture", "places": [{"floor": "3階 6番"}]}]},
    "show_to_citizen": {
        "__typename": "Showing",
        "status": "SHOWN",
        "documents": [{"title": "証明書交付申請書", "mustBeSigned": True, "isSigned": False}],
    },
    "shown_documents": {
        "cityName": "霞城市",
        "signerName": "若竹　伸",
        "documents": [{"title": "証明書交付申請書", "pages": [{"number": 1, "widthMm": 210.0}]}],
    },
    "sign_documents": {
        "__typename": "SignedShowing",
        "status": "SIGNED",
        "documents": [{"isSigned": True}],
    },
    "sign_in": {"__typename": "SignedIn", "staffName": "里　監査"},
    "sign_out": {"__typename": "SignedOut", "endedAt": "2026-11-24T09:30:00+09:00"},
    "take_over_case": {"__typename": "Case", "editing": {"name": "峰　守"}},
    "take_task": {
        "__typename": "Task",
        "version": 2,
        "status": "TAKEN",
        "takenBy": {"name": "峰　守"},
    },
    "task_events": {"__typename": "TaskEvent", "number": 1, "kind": "ADDED"},
    "tasks": {
        "totalCount": 2,
        "nodes": [{"__typename": "Task", "status": "WAITING", "section": {"name": "市民課"}}],
    },
    "viewer": {"staffNumber": "1003", "city": {"code": "992011", "name": "霞城市"}},
    "withdraw_signature": {
        "__typename": "Application",
        "isSigned": False,
        "signatures": {"nodes": [{"withdrawalReason": "本人の申出"}]},
    },
    "statistics_workbook": {"__typename": "StatisticsWorkbook", "firstOn": "2026-11-01"},
    "statistics": {"smallestShown": 3, "total": {"cases": None}},
    "withdraw_case": {
        "__typename": "Case",
        "status": "WITHDRAWN",
        "withdrawalReason": "本人の申出",
    },
}


def part_of(found: Any, expected: Any) -> Any:
    """The found value cut down to what is expected of it; of a list its beginning."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: part_of(found.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and expected and isinstance(found, list):
        return [part_of(*pair) for pair in zip(found, expected, strict=False)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_answers_at_the_counter(answers: Answers, name: str) -> None:
    assert part_of(answers[name], EXPECTED[name]) == EXPECTED[name]


def test_an_individual_number_has_a_right_check_digit(answers: Answers) -> None:
    number = answers["individual_number"]["number"]

    digits = [int(digit) for digit in reversed(number)]
    weighed = sum(
        digit * (place + 1 if place <= 6 else place - 5)
        for place, digit in enumerate(digits[1:], start=1)
    )
    remainder = weighed % 11
    assert len(number) == 12
    assert digits[0] == (0 if remainder <= 1 else 11 - remainder)


@pytest.mark.parametrize("name", NAMES)
def test_an_operation_fits_the_schema_and_is_named_after_its_file(name: str) -> None:
    errors = validate(GRAPHQL, parse(text_of(name)))

    operation = definition_of(name)
    assert errors == []
    assert operation.name is not None
    assert operation.name.value == "".join(word.capitalize() for word in name.split("_"))
    assert text_of(name).startswith("# ")


def test_every_root_field_has_an_operation() -> None:
    types = (GRAPHQL.query_type, GRAPHQL.mutation_type, GRAPHQL.subscription_type)
    roots = sorted(field for type_ in types if type_ for field in type_.fields)

    assert sorted(root_of(name) for name in NAMES) == roots


def test_every_operation_has_variables_to_try_it_with() -> None:
    assert sorted(sample["operation"] for sample in samples()) == NAMES
    assert samples()[0]["operation"] == "sign_in"


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: str(sample["operation"]))
def test_sample_variables_fit_their_operation(sample: dict[str, Any]) -> None:
    definitions = list(definition_of(sample["operation"]).variable_definitions or ())

    variables = sample["variables"]
    if sample["operation"] in WITH_A_FILE:
        # The part of the file that the client sends takes the place of this null.
        assert variables["input"]["file"] is None
        file = UploadedFile(name="", content=b"", sha256="")
        variables = {"input": {**variables["input"], "file": file}}

    errors = get_variable_values(GRAPHQL, definitions, variables)

    assert not isinstance(errors, list), errors
