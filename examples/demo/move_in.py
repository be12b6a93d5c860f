"""A family of five moves in; nobody of it is in the register."""

from typing import Any

from examples.demo import family
from examples.demo.demo import Demo
from examples.demo.forms import account, rearing
from examples.demo.take_home import show_take_home
from examples.demo.visit import Visit

CHILD_ALLOWANCE = {
    "child_allowance.claimant.occupation": "EMPLOYEE",
    "child_allowance.claimant.pension": "NATIONAL",
    **rearing(2),
    **account("カサイ　ケンイチ"),
}
CHILD_MEDICAL = {
    "child_medical.children[0].insurer": "霞城市国民健康保険",
    "child_medical.children[1].insurer": "霞城市国民健康保険",
    **account("カサイ　ケンイチ"),
}


OPENED: dict[str, Any] = {
    "reason": "MOVE_IN",
    "notifier": {
        "name": family.HEAD,
        "furigana": "カサイ　ケンイチ",
        "relation": "HEAD",
        "phone": "090-0000-0001",
        "address": family.NEW_ADDRESS["text"],
        "birthOn": "1986-04-12",
    },
    "details": {
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
}


def move_in(demo: Demo) -> None:
    """Everything is entered and signed on the tablet; some counters are left for another day."""
    visit = Visit(demo, "1-転入")
    print("\n■ 五人家族の転入")
    visit.open(
        "転入（国内の他の市区町村から）",
        **OPENED,
    )
    visit.identify({"code": "MY_NUMBER_CARD", "how": "READ_BY_IC", "validUntil": "2033-04-12"})
    for person in family.PERSONS:
        visit.record(person["name"], role="MOVER", person=person)
    visit.answer_all(family.ANSWERS)
    visit.show_procedures()
    visit.fill_all(
        resident_change={"change.scope": "WHOLE"},
        child_allowance_claim=CHILD_ALLOWANCE,
        child_medical=CHILD_MEDICAL,
    )
    visit.sign_on_tablet()
    visit.print_all()
    visit.print_slip("受付時")
    visit.visit_sections("市民課", "国保年金課", "子育て給付課", "課税課")
    visit.put_off_rest()
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
    visit.come_again()
