"""Checks of what a case must state, and of who brings it."""

from collections.abc import Callable, Iterator

from backend.cases.errors import Finding
from backend.cases.rules.checked import CheckedCase, alert, error
from backend.cases.status import ProofState
from backend.procedures.definitions import Asked, Direction


def _required(case: CheckedCase) -> Iterator[Finding]:
    if case.movement is not None and not case.movers:
        yield error("PERSONS", "異動する人を記録してください。", "persons")
    if case.movement is None:
        return
    if not case.new_address and case.movement.new_address is Asked.REQUIRED:
        label = "転出先の住所" if case.moves(Direction.OUT) else "新しい住所"
        yield error("ADDRESS", f"{label}を入力してください。", "details.newAddress")
    if not case.previous_address and case.movement.previous_address is Asked.REQUIRED:
        yield error("PREVIOUS", "これまでの住所を入力してください。", "details.previousAddress")


def _last_registered_address(case: CheckedCase) -> Iterator[Finding]:
    always = case.movement is not None and case.movement.last_registered_address is Asked.REQUIRED
    if (case.is_unregistered_before or always) and not case.last_registered_address:
        yield error(
            "V14",
            "未届の方は最終登録住所地を入力してください。",
            "details.lastRegisteredAddress",
        )


def _certificate(case: CheckedCase) -> Iterator[Finding]:
    is_asked = case.movement is not None and case.movement.needs_moving_out_certificate
    if is_asked and case.has_moving_out_certificate is not True:
        yield alert("V13", "転出証明書がありません。", "details.hasMovingOutCertificate")


def _edited_elsewhere(case: CheckedCase) -> Iterator[Finding]:
    if case.edited_elsewhere_by is not None:
        yield error(
            "V21",
            f"他の職員（{case.edited_elsewhere_by}）が同じ方の受付を編集中です。"
            "終わるまでは閲覧だけができます。",
            "persons",
        )


def _identity(case: CheckedCase) -> Iterator[Finding]:
    if not case.is_notifier_identified:
        yield alert("IDENTITY", "届出人の本人確認が記録されていません。", "notifier")


def _proofs(case: CheckedCase) -> Iterator[Finding]:
    for proof in case.required_proofs:
        if proof.state is ProofState.MISSING:
            found = error if proof.stops else alert
            yield found(
                f"PROOF_{proof.code}",
                f"{proof.name}が示されていません。",
                f"requiredProofs.{proof.code}",
            )


RULES: tuple[Callable[[CheckedCase], Iterator[Finding]], ...] = (
    _required,
    _edited_elsewhere,
    _last_registered_address,
    _certificate,
    _identity,
    _proofs,
)
