"""A divorce: the wife keeps the name and becomes head, the husband moves out alone."""

from examples.demo.demo import Demo
from examples.demo.forms import account, rearing
from examples.demo.take_home import show_take_home
from examples.demo.visit import Answers, Visit

HUSBAND, WIFE, SON, DAUGHTER = "加藤　浩平", "加藤　由佳", "加藤　伊織", "加藤　詩"
ANSWERS: Answers = {
    "keeps_marriage_surname": {WIFE: True},
    "surname_changes": False,
    "joins_national_pension": {WIFE: True},
    "other_health_insurance": {HUSBAND: True},
    "rears_child": {WIFE: True},
    "single_parent": True,
    "insurance_changes": {SON: True, DAUGHTER: True},
    "main_earner": {WIFE: True},
}
# What only the citizen can say; all else stands on the forms already.
HEALTH_INSURANCE = {
    f"insurance.persons[{place}].other_insurance": "全国健康保険協会（夫の扶養から外れた）"
    for place in range(3)
}
PENSION = {
    "pension.kind": "TYPE_CHANGE",
    "pension.reason": "SPOUSE_CHANGED",
    "pension.persons[0].previous_type": "TYPE_3",
}
CHILD_ALLOWANCE = {
    "child_allowance.claim_reason": "OTHER",
    "child_allowance.claimant.occupation": "EMPLOYEE",
    "child_allowance.claimant.pension": "NATIONAL",
    "child_allowance.spouse.exists": "NO",
    "child_allowance.children[0].living": "TOGETHER",
    "child_allowance.children[1].living": "TOGETHER",
    **rearing(2),
    **account("カトウ　ユカ"),
}
CHILD_MEDICAL = {
    "child_medical.reason": "INSURANCE",
    "child_medical.children[0].insurer": "霞城市国民健康保険",
    "child_medical.children[1].insurer": "霞城市国民健康保険",
}
NEW_ADDRESS = {
    "text": "海星県海星市港町三丁目１番２号　コーポ波音３０５",
    "postalCode": "0000803",
    "headName": HUSBAND,
}


def divorce(demo: Demo) -> None:
    """Two receptions: the divorce with all that follows for wife and children, and the move."""
    print("\n■ 離婚")
    residents = {
        HUSBAND: demo.find(HUSBAND, "かとう こうへい 昭和53年8月3日"),
        WIFE: demo.find(WIFE, "かとう ゆか 昭和59年3月17日"),
        SON: demo.find(SON, "かとう いおり 平成29年9月7日"),
        DAUGHTER: demo.find(DAUGHTER, "かとう うた 令和2年7月20日"),
    }
    ids = {name: resident["id"] for name, resident in residents.items()}
    _wife(demo, ids)
    _husband(demo, ids)


def _wife(demo: Demo, ids: dict[str, str]) -> None:
    visit = Visit(demo, "5-離婚")
    visit.open(
        "離婚（婚姻中の氏を名乗る）",
        reason="DIVORCE",
        notifier={"residentId": ids[WIFE], "relation": "SELF", "phone": "090-0000-0014"},
        details={"changedOn": "2026-11-24"},
    )
    visit.identify(
        {
            "code": "HEALTH_INSURANCE_CONFIRMATION",
            "how": "SEEN",
            "number": "87654321",
            "validUntil": "2027-07-31",
        },
        {"code": "PENSION_BOOK", "how": "SEEN"},
    )
    visit.record(WIFE, role="SPOUSE", residentId=ids[WIFE])
    visit.record(HUSBAND, role="SPOUSE", residentId=ids[HUSBAND])
    visit.record(SON, role="CHILD", residentId=ids[SON])
    visit.record(DAUGHTER, role="CHILD", residentId=ids[DAUGHTER])
    visit.relate(WIFE, ["02"])
    visit.answer_all(ANSWERS)
    visit.show_findings()
    visit.show_procedures()
    visit.fill_all(
        health_insurance=HEALTH_INSURANCE,
        national_pension=PENSION,
        child_allowance_claim=CHILD_ALLOWANCE,
        child_medical=CHILD_MEDICAL,
    )
    visit.sign_on_tablet()
    visit.print_all()
    visit.print_slip("受付時")
    visit.visit_sections()
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)


def _husband(demo: Demo, ids: dict[str, str]) -> None:
    visit = Visit(demo, "6-一部転出")
    visit.open(
        "転出（世帯主が一人で）",
        reason="MOVE_OUT",
        notifier={"residentId": ids[HUSBAND], "relation": "SELF", "phone": "090-0000-0015"},
        details={"changedOn": "2026-11-24", "newAddress": NEW_ADDRESS},
    )
    visit.identify({"code": "MY_NUMBER_CARD", "how": "READ_BY_IC", "validUntil": "2032-07-27"})
    visit.record(HUSBAND, role="MOVER", residentId=ids[HUSBAND])
    visit.show_findings()
    visit.record(f"{WIFE}（次の世帯主）", role="STAYING", residentId=ids[WIFE])
    visit.relate(WIFE, ["02"])
    visit.answer_all({})
    visit.show_findings()
    visit.show_procedures()
    visit.fill_all()
    visit.sign_on_tablet()
    visit.print_all()
    visit.visit_sections()
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
