"""Mutation fields of the staff slice."""

import strawberry

from backend.context.graphql import Info
from backend.reading.fields import changes
from backend.staff import commands
from backend.staff.types import AccountLocked, SignedIn, SignedOut, WrongCredentials


@strawberry.input(description="Who signs in, and where (サインイン).")
class SignInInput:
    city_code: str = strawberry.field(
        description="Code of the municipality (全国地方公共団体コード), 6 digits."
    )
    staff_number: str = strawberry.field(description="Staff number (職員番号).")
    password: str = strawberry.field(description="Password (パスワード).")
    terminal: str | None = strawberry.field(
        default=None, description="The terminal's name, kept with the session (端末)."
    )


@strawberry.type
class StaffMutations:
    @changes(
        "SignInResult",
        SignedIn,
        needs=None,
        refusals=(WrongCredentials, AccountLocked),
        description="Start a session by password (サインイン).",
    )
    async def sign_in(self, info: Info, input: SignInInput) -> SignedIn:
        started = await commands.sign_in(
            info.context.operation,
            city_code=input.city_code,
            staff_number=input.staff_number,
            password=input.password,
            terminal=input.terminal,
        )
        return SignedIn(
            token=started.token, expires_at=started.expires_at, staff_name=started.staff.name
        )

    @changes("SignOutResult", SignedOut, needs=None, description="End the session (サインアウト).")
    async def sign_out(self, info: Info) -> SignedOut:
        operation = info.context.operation
        await commands.sign_out(operation)
        return SignedOut(ended_at=operation.now)
