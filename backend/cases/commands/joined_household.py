"""The household that movers join (異動先の世帯): chosen by its id, or one of their own."""

from backend.cases.commands.details import Details
from backend.cases.repository import cases as repository
from backend.cases.rules import HEAD
from backend.cases.tables.cases import CaseRow
from backend.context.operation import Operation
from backend.errors import NotFoundError


async def apply_joined_household(operation: Operation, case: CaseRow, details: Details) -> None:
    """Take over which household is joined; its address and head need not be said again."""
    if details.joins_household is None:
        return
    if not details.joins_household:
        case.joined_household_id = None
        return
    household = await repository.find_household(operation.session, details.joined_household_id)
    if household is None:
        raise NotFoundError(
            "この世帯は見つかりません。", path=("input", "details", "joinedHouseholdId")
        )
    case.joined_household_id = household.id
    if details.new_address is None:
        members = await repository.list_household_members(operation.session, [household.id])
        case.new_address, case.new_postal_code = household.address_text, household.postal_code
        case.new_municipality_code = None
        case.new_head_name = next(
            (row.full_name for row in members if row.relationship_code_1 == HEAD), None
        )
