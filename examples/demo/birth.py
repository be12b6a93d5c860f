"""A child is born to a family insured with the city; the father comes."""

from examples.demo.demo import Demo
from examples.demo.forms import account, rearing
from examples.demo.take_home import show_take_home
from examples.demo.visit import Answers, Visit

FATHER, MOTHER, SISTER, NEWBORN = "高橋　拓也", "高橋　愛", "高橋　陽葵", "高橋　結月"
DOMICILE = {
    "registeredDomicile": "霞野県霞城市葛\U000e0102原三丁目２０番地",
    "familyRegisterHead": FATHER,
}
ANSWERS: Answers = {
    "kinship": {FATHER: "father", MOTHER: "mother"},
    "main_earner": {FATHER: True},
    "my_number_card": False,
}
CHILD_MEDICAL = {
    "child_medical.children[0].insurer": "霞城市国民健康保険",
    **account("タカハシ　タクヤ"),
}
AMOUNT_CHANGE = {
    "child_allowance.children_before": "1",
    "child_allowance.children_after": "2",
    **rearing(2),
}


def birth(demo: Demo) -> None:
    """The child is entered; the register knows the parents."""
    visit = Visit(demo, "4-出生")
    print("\n■ 出生")
    father = demo.find(FATHER, "たかはし たくや 平成5年5月5日")
    mother = demo.find(MOTHER, "たかはし あい 平成10年6月22日")
    sister = demo.find(SISTER, "たかはし ひまり 令和元年11月26日")
    visit.open(
        "出生",
        reason="BIRTH",
        notifier={"residentId": father["id"], "relation": "HEAD", "phone": "090-0000-0013"},
        details={"changedOn": "2026-11-18", "happenedAbroad": False},
    )
    visit.identify({"code": "MY_NUMBER_CARD", "how": "READ_BY_IC", "validUntil": "2035-11-21"})
    visit.record(
        f"{NEWBORN}（生まれた子）",
        role="NEWBORN",
        person={
            "name": NEWBORN,
            "furigana": "タカハシ　ユヅキ",
            "birthDate": "令和8年11月18日",
            "sex": "FEMALE",
            "relationshipCodes": ["20"],
            "isJapanese": True,
            **DOMICILE,
        },
    )
    for resident in (father, mother, sister):
        visit.record(resident["fullName"], role="STAYING", residentId=resident["id"])
    visit.answer_all(ANSWERS)
    visit.show_findings()
    visit.show_procedures()
    visit.fill_all(child_medical=CHILD_MEDICAL, child_allowance_amount_change=AMOUNT_CHANGE)
    visit.sign_on_tablet()
    visit.print_all()
    visit.print_slip("受付時")
    visit.visit_sections()
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
