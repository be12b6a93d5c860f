"""Sample sections, groups and staff of an invented city: for development and tests."""

from dataclasses import dataclass

from backend.context.permissions import Permission

P = Permission
SAMPLE_PASSWORD = "madoguchi-sample"  # said at every start of a development server
# What a city sets for itself. The words of consent are a default to be confirmed by the city.
CITY_SETTINGS = {
    "consent": "書類の内容を確認し、間違いがないことを確かめた上で、署名します。",
}

COUNTER = frozenset(
    {
        P.IDENTIFY_RESIDENT,
        P.SEE_ENROLMENTS,
        P.TAKE_CASE,
        P.SEE_CASE,
        P.PRINT_DOCUMENTS,
        P.SEE_STATUS_OF_RESIDENCE,
        P.WORK_TASKS,
        P.SEE_ATTACHMENTS,
    }
)


@dataclass(frozen=True)
class SamplePlace:
    """A building."""

    code: str
    name: str
    address: str


@dataclass(frozen=True)
class SampleSection:
    """A section, and where at the city hall; at the branch all share one counter."""

    code: str
    name: str
    floor: str
    is_at_branch: bool = False


@dataclass(frozen=True)
class SampleGroup:
    """A group of staff and its permissions."""

    code: str
    name: str
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class SampleStaff:
    """An account, its groups, and the sections it works for besides its own (兼務)."""

    staff_number: str
    name: str
    section: str
    groups: tuple[str, ...]
    role: str
    place: str = "city_hall"
    also_for: tuple[str, ...] = ()


PLACES = (
    SamplePlace("city_hall", "本庁舎", "霞町1丁目1番1号"),
    SamplePlace("branch", "北支所", "北霞2丁目3番地"),
)
BRANCH_FLOOR = "総合窓口"
# The codes are those of the sample catalogue's counters.
SECTIONS = (
    SampleSection("citizens", "市民課", "1階 1番", is_at_branch=True),
    SampleSection("family_register", "市民課 戸籍係", "1階 2番", is_at_branch=True),
    SampleSection("insurance", "国保年金課", "1階 5番", is_at_branch=True),
    SampleSection("care", "介護保険課", "1階 7番", is_at_branch=True),
    SampleSection("elderly", "長寿福祉課", "1階 8番"),
    SampleSection("child_benefit", "子育て給付課", "2階 1番", is_at_branch=True),
    SampleSection("family_support", "こども課", "2階 2番"),
    SampleSection("nursery", "保育課", "2階 3番"),
    SampleSection("health", "健康づくり課", "保健センター"),
    SampleSection("disability", "障がい福祉課", "1階 9番"),
    SampleSection("welfare", "福祉事務所 生活福祉課", "1階 10番"),
    SampleSection("school", "学校教育課", "4階 1番"),
    SampleSection("tax", "課税課", "2階 6番"),
    SampleSection("tax_payment", "収納課", "2階 7番"),
    SampleSection("environment", "環境課", "3階 2番"),
    SampleSection("water", "上下水道局 お客様センター", "別館1階"),
    SampleSection("housing", "住宅課", "3階 4番"),
    SampleSection("disaster", "防災危機管理課", "3階 1番"),
    SampleSection("election", "選挙管理委員会事務局", "4階 5番"),
    SampleSection("agriculture", "農業委員会・農林課", "3階 6番"),
    SampleSection("systems", "情報政策課", "5階"),
    SampleSection("audit", "監査委員事務局", "5階"),
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
        "section",
        "関係課",
        frozenset(
            {
                P.IDENTIFY_RESIDENT,
                P.SEE_CASE,
                P.SEE_ENROLMENTS,
                P.WORK_TASKS,
                P.PRINT_DOCUMENTS,
                P.SEE_ATTACHMENTS,
            }
        ),
    ),
    SampleGroup("output", "統計・出力担当", frozenset({P.SEE_STATISTICS, P.EXPORT_APPLICATIONS})),
    SampleGroup("forms", "帳票作成担当", frozenset({P.EDIT_FORMS})),
    SampleGroup("publishing", "帳票公開担当", frozenset({P.PUBLISH_FORMS})),
    SampleGroup(
        "administrator",
        "システム管理者",
        frozenset({P.MAINTAIN_CATALOGUE, P.EDIT_FORMS, P.EDIT_ALL_FORMS, P.PUBLISH_FORMS}),
    ),
    SampleGroup("auditor", "監査担当", frozenset({P.SEE_AUDIT})),
)
STAFF = (
    SampleStaff("1001", "霞　窓子", "citizens", ("counter", "forms"), "窓口と市民課の帳票の担当"),
    SampleStaff("1002", "灘　記録", "citizens", ("register",), "住民記録担当"),
    SampleStaff(
        "1003", "峰　守", "citizens", ("register", "protection", "numbers"), "支援措置・番号の担当"
    ),
    SampleStaff(
        "2001", "浜　国保", "insurance", ("section", "forms"), "国保年金課とその帳票の担当"
    ),
    SampleStaff("2002", "浜　介護", "care", ("section",), "介護保険課"),
    SampleStaff("2003", "浜　子育", "child_benefit", ("section",), "子育て給付課"),
    SampleStaff(
        "3001",
        "北　支所",
        "citizens",
        ("counter",),
        "支所の総合窓口（5課を兼ねる）",
        place="branch",
        also_for=("family_register", "insurance", "care", "child_benefit"),
    ),
    # Works for all sections that have nobody of their own among these samples.
    SampleStaff(
        "4001",
        "東　案内",
        "elderly",
        ("section",),
        "総合案内（ほかの15課を兼ねる）",
        also_for=(
            "family_register",
            "family_support",
            "nursery",
            "health",
            "disability",
            "welfare",
            "school",
            "tax",
            "tax_payment",
            "environment",
            "water",
            "housing",
            "disaster",
            "election",
            "agriculture",
        ),
    ),
    SampleStaff("9003", "谷　統計", "systems", ("output",), "統計・申請データの出力"),
    SampleStaff("9001", "森　管理", "systems", ("administrator",), "システム管理者"),
    SampleStaff("9002", "里　監査", "audit", ("auditor",), "監査担当"),
)
