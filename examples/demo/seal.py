"""A daughter registers her father's seal for him: the mandate is scanned, the form is signed."""

from examples.demo.demo import Demo
from examples.demo.signing import scan
from examples.demo.take_home import show_take_home
from examples.demo.visit import Answers, Visit

PRINCIPAL, PROXY = "池田　明", "森下　恵子"
ANSWERS: Answers = {"wants_seal": True}


def seal(demo: Demo) -> None:
    """A proxy must show a mandate and is identified; the city then writes to the principal."""
    visit = Visit(demo, "7-印鑑登録")
    print("\n■ 代理人による印鑑登録")
    principal = demo.find(PRINCIPAL, "いけだ あきら 昭和25年10月4日")
    visit.open(
        "印鑑登録（代理人）",
        reason="SEAL_REGISTRATION",
        notifier={
            "name": PROXY,
            "furigana": "モリシタ　ケイコ",
            "relation": "PROXY",
            "address": "霞野県霞城市鶴巻一丁目８番５号",
            "phone": "090-0000-0016",
            "birthOn": "1978-05-09",
        },
    )
    visit.record(PRINCIPAL, role="APPLICANT", residentId=principal["id"])
    visit.answer_all(ANSWERS)
    visit.show_findings()
    visit.identify(
        {"code": "PASSPORT", "how": "SEEN", "number": "TK1234567", "validUntil": "2031-06-30"}
    )
    visit.prove("委任状")
    visit.show_procedures()
    visit.fill_all(seal_registration={"seal.kind": "NEW"})
    visit.fill("power_of_attorney", {})
    visit.attach(
        "委任状.png",
        scan(visit.print_form("power_of_attorney"), PRINCIPAL),
        kind="POWER_OF_ATTORNEY",
        label="委任状（本人の自署）",
        procedureCode="JK15",
    )
    visit.sign_on_tablet()
    visit.print_all()
    visit.visit_sections(put_off={"JK15": "照会書を本人に郵送。回答書を持って再び来庁"})
    visit.print_slip("お帰りの時")
    visit.complete()
    show_take_home(visit)
    visit.come_again()
