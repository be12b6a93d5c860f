"""Two of five leave their son's household for that of the younger son, within the city."""

from examples.demo.demo import Demo
from examples.demo.take_home import show_take_home
from examples.demo.visit import Answers, Visit

FATHER, MOTHER = "中村　博", "中村　由美子"
YOUNGER_SON = "中村　直樹"
ANSWERS: Answers = {"water_contract": False}


def partial_move(demo: Demo) -> None:
    """Their relationship is to another head now: the checks ask for it."""
    visit = Visit(demo, "8-一部転居")
    print("\n■ 世帯の一部の転居")
    father = demo.find(FATHER, "なかむら ひろし 昭和31年3月14日")
    mother = demo.find(MOTHER, "なかむら ゆみこ 昭和32年7月5日")
    younger = demo.find(YOUNGER_SON, "なかむら なおき 平成11年5月21日")
    joined = visit.desk.run("resident", id=younger["id"])["resident"]["household"]
    visit.open(
        "転居（世帯の一部が別の世帯へ）",
        reason="CHANGE_OF_ADDRESS",
        notifier={"residentId": father["id"], "relation": "SELF", "phone": "090-0000-0017"},
        details={"changedOn": "2026-11-20", "joinedHouseholdId": joined["id"]},
    )
    visit.identify(
        {
            "code": "DRIVING_RECORD_CERTIFICATE",
            "how": "SEEN",
            "number": "098765432109",
            "placeOfIssue": "霞野県公安委員会",
        }
    )
    visit.record(FATHER, role="MOVER", residentId=father["id"])
    visit.record(MOTHER, role="MOVER", residentId=mother["id"])
    visit.show_findings()
    visit.relate(FATHER, ["02"])
    visit.relate(MOTHER, ["52"])
    visit.show_findings()
    visit.relate(FATHER, ["51"])
    visit.answer_all(ANSWERS)
    visit.show_findings()
    visit.show_procedures()
    visit.fill_all()
    visit.sign_on_tablet()
    visit.print_all()
    visit.print_slip("受付時")
    visit.visit_sections()
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
