"""A pensioner who was head of household has died; the son comes (おくやみ)."""

from examples.demo.demo import Demo
from examples.demo.take_home import show_take_home
from examples.demo.visit import Answers, Visit

DECEASED, WIDOW = "今井　三郎", "今井　トメ"
SON, DAUGHTER_IN_LAW = "今井　勝", "今井　順子"
ANSWERS: Answers = {
    "kinship": {WIDOW: "spouse", SON: "child"},
    "medical_refund": True,
    "estate": True,
    "owns_property": {DECEASED: True},
    "resident_taxpayer": {DECEASED: True},
    "had_employee_pension": {DECEASED: True},
    "moped": {DECEASED: True},
    "city_cemetery": True,
    "water_contract": True,
    "drivers_license": {DECEASED: True},
}


def death(demo: Demo) -> None:
    """From the first question to the last task, which waits for another day."""
    visit = Visit(demo, "3-おくやみ")
    print("\n■ おくやみ")
    deceased = demo.find(DECEASED, "いまい さぶろう 昭和12年12月27日")
    widow = demo.find(WIDOW, "いまい とめ 昭和13年3月30日")
    son = demo.find(SON, "いまい まさる 昭和43年1月13日")
    daughter_in_law = demo.find(DAUGHTER_IN_LAW, "いまい じゅんこ 昭和45年11月11日")
    visit.open(
        "死亡（おくやみ）",
        reason="DEATH",
        notifier={
            "residentId": son["id"],
            "relation": "SAME_HOUSEHOLD",
            "phone": "090-0000-0012",
        },
        details={
            "changedOn": "2026-11-19",
            "deathKnownOn": "2026-11-19",
            "funeralOn": "2026-11-22",
            "happenedAbroad": False,
        },
    )
    visit.identify(
        {
            "code": "DRIVING_LICENCE",
            "how": "SEEN",
            "number": "012345678901",
            "validUntil": "2029-02-13",
            "placeOfIssue": "霞野県公安委員会",
        }
    )
    visit.record(f"{DECEASED}（亡くなった方）", role="DECEASED", residentId=deceased["id"])
    visit.show_findings()
    visit.record(f"{WIDOW}（次の世帯主）", role="STAYING", residentId=widow["id"])
    visit.relate(WIDOW, ["02"])
    visit.record(f"{SON}（届出人）", role="STAYING", residentId=son["id"])
    visit.relate(SON, ["20"])
    visit.record(DAUGHTER_IN_LAW, role="STAYING", residentId=daughter_in_law["id"])
    visit.relate(DAUGHTER_IN_LAW, ["20", "12"])
    visit.answer_all(ANSWERS)
    visit.show_findings()
    visit.show_procedures()
    visit.fill_all(resident_change={"change.scope": "WHOLE"})
    visit.sign_on_tablet()
    visit.print_all()
    visit.print_slip("受付時")
    visit.visit_sections(put_off={"KK05": "葬儀の領収書を後日お持ちになる"})
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
    visit.come_again()
