"""A resident fetches a copy of the resident record."""

from examples.demo.demo import Demo
from examples.demo.take_home import show_take_home
from examples.demo.visit import Visit

RESIDENT = "青葉　太郎"


def certificate(demo: Demo) -> None:
    """The shortest case: found, asked, printed, done."""
    visit = Visit(demo, "2-証明書")
    print("\n■ 住民票の写しの請求")
    resident = demo.find(RESIDENT, "あおば たろう 昭和55年3月5日")
    visit.open(
        "証明書の請求",
        reason="CERTIFICATE",
        notifier={"residentId": resident["id"], "relation": "SELF", "phone": "090-0000-0002"},
        details={
            "certificate": {
                "kind": "RESIDENT_RECORD_PERSON",
                "copies": 2,
                "requester": "SELF",
                "items": [],
            }
        },
    )
    visit.identify(
        {
            "code": "DRIVING_LICENCE",
            "how": "READ_BY_IC",
            "number": "543210987654",
            "validUntil": "2029-04-05",
            "placeOfIssue": "霞野県公安委員会",
        }
    )
    visit.record(RESIDENT, role="APPLICANT", residentId=resident["id"])
    visit.answer_all({"wants_certificate": True})
    visit.show_procedures()
    visit.fill_all()
    visit.print_all()
    visit.visit_sections()
    visit.complete()
    show_take_home(visit)
