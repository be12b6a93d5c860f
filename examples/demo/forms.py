"""What citizens write on several forms."""


def account(holder: str) -> dict[str, str]:
    """The account into which an allowance is paid."""
    return {
        "account.bank_name": "霞城銀行",
        "account.branch_name": "本店",
        "account.kind": "ORDINARY",
        "account.number": "0012345",
        "account.holder": holder,
    }


def rearing(children: int) -> dict[str, str]:
    """Children who are brought up by who claims the allowance, out of the same income."""
    return {
        f"child_allowance.children[{place}].{name}": value
        for place in range(children)
        for name, value in (("custody", "YES"), ("support", "SAME"))
    }
