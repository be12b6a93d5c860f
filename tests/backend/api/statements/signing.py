"""A citizen signs on a tablet, step by step."""

from tests.backend.api.signing import PAD, strokes
from tests.backend.api.statements.conftest import Counting
from tests.server import CONFIRMED

CERTIFICATE = {
    "counter": "市民課",
    "reason": "CERTIFICATE",
    "notifier": {
        "name": "青葉　太郎",
        "relation": "SELF",
        "address": "霞城市東町一丁目１番１号",
        "birthOn": "1980-03-05",
    },
    "details": {"certificate": {"kind": "RESIDENT_RECORD_PERSON"}},
}


async def sign_on_a_tablet(client: Counting, resident_id: str) -> None:
    """Show, look, sign, print, take back, sign on paper; the caller's session goes on."""
    case = await client.change("open_case to sign", **CERTIFICATE)
    await client.change(
        "record_person to sign", caseId=case["id"], role="APPLICANT", residentId=resident_id
    )
    await client.change("fill_form to sign", caseId=case["id"], formCode="certificate_application")
    ended = await client.change("show_to_citizen", caseId=case["id"])
    await client.change("end_showing", showingId=ended["id"])
    shown = await client.change("show_to_citizen again", caseId=case["id"])
    session, client.token = client.token, shown["token"]
    seen = await client.measure("shown_documents", {})
    documents = [
        {"id": one["id"], "contentHash": one["contentHash"]}
        for one in seen["shownDocuments"]["documents"]
    ]
    await client.change(
        "sign_documents", documents=documents, strokes=strokes(), pad=PAD, hasConsented=True
    )
    client.token = session
    printed = await client.change(
        "print_documents of a signed form", caseId=case["id"], confirmedAlerts=CONFIRMED
    )
    found = await client.measure("case of a signed form", {"id": case["id"]})
    (signature,) = found["case"]["applications"][0]["signatures"]["nodes"]
    await client.change("withdraw_signature", signatureId=signature["id"], reason="代筆")
    (form,) = [one for one in printed["documents"] if one["kind"] == "FORM"]
    await client.change("record_paper_signature", documentId=form["id"])
