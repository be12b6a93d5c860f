"""Sample sections, groups and staff of an invented city: for development and tests."""

from dataclasses import dataclass

from backend.context.permissions import Permission

P = Permission
SAMPLE_PASSWORD = "madoguchi-sample"  # said at every start of a development server

COUNTER = frozenset(
    {
        P.IDENTIFY_RESIDENT,
        P.SEE_ENROLMENTS,
        P.TAKE_CASE,
        P.SEE_CASE,
        P.PRINT_DOCUMENTS,
        P.SEE_STATUS_OF_RESIDENCE,
    }
)


@dataclass(frozen=True)
class SampleSection:
    """A section."""

    code: str
    name: str


@dataclass(frozen=True)
class SampleGroup:
    """A group of staff and its permissions."""

    code: str
    name: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class SampleStaff:
    """An account and its groups."""

    staff_number: str
    name: str
    section: str
    groups: tuple[str, ...]
    role: str


SECTIONS = (
    SampleSection("citizens", "市民課"),
    SampleSection("insurance", "国保年金課"),
    SampleSection("children", "子育て給付課"),
    SampleSection("systems", "情報政策課"),
    SampleSection("audit", "監査委員事務局"),
)
GROUPS = (
    SampleGroup("counter", "窓口担当", COUNTER),
    SampleGroup(
        "register",
        "住民記録担当",
        COUNTER | {P.SEE_FAMILY_REGISTER, P.SEE_RESIDENT_RECORD_CODE, P.LIST_RESIDENTS},
    ),
    SampleGroup("protection", "支援措置担当", frozenset({P.SEE_RESTRICTED})),
    SampleGroup("numbers", "個人番号取扱担当", frozenset({P.SEE_INDIVIDUAL_NUMBER})),
    SampleGroup(
        "section", "関係課", frozenset({P.IDENTIFY_RESIDENT, P.SEE_CASE, P.SEE_ENROLMENTS})
    ),
    SampleGroup("administrator", "システム管理者", frozenset({P.MAINTAIN_CATALOGUE})),
    SampleGroup("auditor", "監査担当", frozenset({P.SEE_AUDIT})),
)
STAFF = (
    SampleStaff("1001", "霞　窓子", "citizens", ("counter",), "窓口担当"),
    SampleStaff("1002", "灘　記録", "citizens", ("register",), "住民記録担当"),
    SampleStaff(
        "1003", "峰　守", "citizens", ("register", "protection", "numbers"), "支援措置・番号の担当"
    ),
    SampleStaff("2001", "浜　国保", "insurance", ("section",), "国保年金課"),
    SampleStaff("9001", "森　管理", "systems", ("administrator",), "システム管理者"),
    SampleStaff("9002", "里　監査", "audit", ("auditor",), "監査担当"),
)
