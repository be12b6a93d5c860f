"""What the API gives of residents, to whom, and what it leaves in the audit log."""

from typing import Any

import asyncpg
import pytest

from backend.context.permissions import Permission
from backend.reading.global_ids import encode_id
from tests.backend.residents.conftest import EVERYTHING, Ask, InventedDatabase

SEARCH = """
query ($search: String!, $scope: ResidentScope! = CURRENT, $first: Int! = 20, $after: String) {
  residents(search: $search, scope: $scope, first: $first, after: $after) {
    nodes { __typename ... on Resident { number fullName } ... on RestrictedResident { id } }
    pageInfo { hasNextPage endCursor }
    totalCount
    isCapped
  }
}
"""
RESIDENT = """
query ($id: ID!) {
  resident(id: $id) {
    __typename
    ... on Resident {
      number fullName furigana birthDate { text value precision } age sex relationship
      residentRecordCode registeredDomicile familyRegisterHead statusOfResidence
      enrolments { scheme status details { key label value } }
      household {
        ... on Household {
          members(first: 10) { nodes { ... on Resident { fullName relationship } } }
        }
      }
      versions(first: 5) { nodes { historyNumber changeReason fullName } }
      addresses { kind text }
    }
    ... on RestrictedResident { id }
  }
}
"""
HOUSEHOLD = """
query ($id: ID!) {
  household(id: $id) {
    __typename
    ... on Household { address members(first: 10) { nodes { __typename } } }
    ... on RestrictedHousehold { id }
  }
}
"""
NUMBER = "query ($id: ID!) { individualNumber(residentId: $id) { number } }"
LISTING = """
query ($address: String, $from: Date, $until: Date) {
  residentListing(address: $address, bornFrom: $from, bornUntil: $until, first: 100) {
    nodes { ... on Resident { address birthDate { value } } }
    totalCount
  }
}
"""


async def sample_id(owner: asyncpg.Connection, invented: InventedDatabase, key: str) -> str:
    """The global id of a person with a fixed name."""
    number = invented.summary.samples[key]
    id_ = await owner.fetchval("SELECT id FROM resident WHERE city_id = 1 AND number = $1", number)
    return str(encode_id("Resident", id_))


def names(answer: Any) -> list[str]:
    return [node["fullName"] for node in answer.data["residents"]["nodes"] if "fullName" in node]


@pytest.mark.parametrize(
    "search",
    [
        "アオバ タロウ",
        "あおばたろう",
        "ｱｵﾊﾞ ﾀﾛｳ",
        "アオハ",
        "タロウ アオバ",
        "青葉太郎",
        "青葉　太郎",
        "葉太",
        "青葉 3550305",
        "３５５０３０５ 青葉",
        "19800305 アオバ",
        "昭和55年3月5日 青",
        "S55.3.5 アオバ",
        "0000000019",
        "19",
        "００００００００１９",
    ],
)
async def test_one_box_finds_a_person_however_it_is_typed(ask: Ask, search: str) -> None:
    answer = await ask(SEARCH, search=search)

    assert "青葉　太郎" in names(answer)


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ("渡辺𠮷彦", "渡邉󠄏　𠮷彦"),
        ("渡邊吉彦", "渡邉󠄏　𠮷彦"),
        ("渡邉󠄗 ヨシヒコ", "渡邉󠄏　𠮷彦"),
        ("かつらぎ たつお", "葛󠄂城　辰夫"),
        ("葛城", "葛󠄂城　辰夫"),
        ("はやし らん", "NGUYEN THI LAN"),
        ("林蘭", "NGUYEN THI LAN"),
        ("nguyen", "NGUYEN THI LAN"),
        ("ＬＡＮ ＮＧＵＹＥＮ", "NGUYEN THI LAN"),
        ("グエン", "NGUYEN THI LAN"),
        ("19940902", "NGUYEN THI LAN"),
        ("わかくさ はなこ", "青葉　花子"),
        ("若草花子", "青葉　花子"),
        ("3200229", "渡邉󠄏　ヱイ"),
        ("昭和19年", "葛󠄂城　辰夫"),
    ],
)
async def test_variants_other_names_and_unknown_dates_are_found(
    ask: Ask, search: str, name: str
) -> None:
    answer = await ask(SEARCH, search=search, first=100)

    assert name in names(answer)


@pytest.mark.parametrize(
    "search",
    ["アオバ ハナヨ", "青葉 3550306", "青葉二郎", "9999999999", "ゾゾゾ", "邊邊邊", "%", "_"],
)
async def test_nobody_is_found_where_a_term_does_not_hold(ask: Ask, search: str) -> None:
    answer = await ask(SEARCH, search=search)

    assert (answer.data["residents"]["nodes"], answer.codes) == ([], [])
    assert answer.data["residents"]["totalCount"] == 0


async def test_pairs_of_characters_alone_do_not_make_a_name(ask: Ask) -> None:
    # A-N and N-G both stand in NGUYENTHILAN, but never A-N-G.
    answer = await ask(SEARCH, search="ANG", first=100)

    assert "NGUYEN THI LAN" not in names(answer)
    assert all("ANG" in name.replace(" ", "") for name in names(answer))


@pytest.mark.parametrize(
    "search",
    ["", "　", "青\u202e葉", "青\ud842", "青葉\x01", "あ" * 101, "a b c d e f g", "\U000e0100"],
)
async def test_an_unreadable_search_is_refused(ask: Ask, search: str) -> None:
    answer = await ask(SEARCH, search=search)

    assert (answer.data["residents"], answer.codes) == (None, ["INVALID_INPUT"])


READINGS_THAT_BEGIN = """
    SELECT count(DISTINCT resident.id) FROM resident JOIN resident_name_key AS name_key
    ON (resident.city_id, resident.id) = (name_key.city_id, name_key.resident_id)
    WHERE resident.city_id = 1 AND resident.register_status = 'RESIDENT'
    AND name_key.key >= $1 AND name_key.key < $1 || '􏿿'
"""


async def test_a_search_counts_whom_it_finds(ask: Ask, owner: asyncpg.Connection) -> None:
    there_are = await owner.fetchval(READINGS_THAT_BEGIN, "ススキ")

    answer = await ask(SEARCH, search="スズキ")

    assert answer.data["residents"]["totalCount"] == there_are
    assert answer.data["residents"]["isCapped"] is False


async def test_a_search_that_finds_too_many_says_so_and_ends(
    ask: Ask, owner: asyncpg.Connection
) -> None:
    there_are = await owner.fetchval(READINGS_THAT_BEGIN, "サ")

    answer = await ask(SEARCH, search="サ")

    assert there_are > 501
    assert answer.data["residents"]["totalCount"] == 500
    assert answer.data["residents"]["isCapped"] is True


async def read_to_the_end(ask: Ask, search: str, first: int) -> list[Any]:
    found: list[Any] = []
    after = None
    while True:
        page = (await ask(SEARCH, search=search, first=first, after=after)).data["residents"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


async def test_pages_of_a_search_hold_everybody_once(ask: Ask) -> None:
    whole = await ask(SEARCH, search="ワタナベ", first=100)

    found = await read_to_the_end(ask, "ワタナベ", 7)

    assert found == whole.data["residents"]["nodes"]
    assert len(found) == whole.data["residents"]["totalCount"]


async def test_the_pages_of_a_capped_search_end_right_behind_the_cap(ask: Ask) -> None:
    assert len(await read_to_the_end(ask, "サ", 100)) == 501


async def test_those_who_left_are_found_only_when_they_are_asked_for(
    ask: Ask, owner: asyncpg.Connection
) -> None:
    left = await owner.fetchrow(
        "SELECT number, full_name FROM resident WHERE city_id = 1"
        " AND register_status = 'MOVED_OUT' ORDER BY number LIMIT 1"
    )

    current = await ask(SEARCH, search=left["number"])
    everybody = await ask(SEARCH, search=left["number"], scope="ALL")

    assert names(current) == []
    assert names(everybody) == [left["full_name"]]


async def test_a_search_is_audited_with_its_terms_and_whom_it_showed(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    answer = await ask(SEARCH, search="青葉太郎")

    (event,) = answer.events
    number = invented.summary.samples["certificate"]
    id_ = await owner.fetchval("SELECT id FROM resident WHERE city_id = 1 AND number = $1", number)
    assert '"search": "青葉太郎"' in event["search"]
    assert event["actions"] == ["residents"]
    assert [(row["kind"], row["subject_id"]) for row in answer.subjects] == [("resident", id_)]


async def test_a_search_needs_its_permission_and_the_refusal_is_no_answer(ask: Ask) -> None:
    answer = await ask(
        SEARCH, search="青葉", permissions=EVERYTHING - {Permission.IDENTIFY_RESIDENT}
    )

    assert (answer.data["residents"], answer.codes) == (None, ["NOT_PERMITTED"])


async def test_a_resident_shows_household_enrolments_versions_and_addresses(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    answer = await ask(RESIDENT, id=await sample_id(owner, invented, "certificate"))

    shown = answer.data["resident"]
    assert (shown["fullName"], shown["furigana"], shown["age"], shown["sex"]) == (
        "青葉　太郎",
        "アオバ　タロウ",
        46,
        "MALE",
    )
    assert shown["birthDate"] == {
        "text": "昭和55年3月5日",
        "value": "1980-03-05",
        "precision": "DAY",
    }
    assert shown["household"]["members"]["nodes"] == [
        {"fullName": "青葉　太郎", "relationship": "世帯主"},
        {"fullName": "青葉　花子", "relationship": "妻"},
        {"fullName": "青葉　さくら", "relationship": "子"},
        {"fullName": "青葉　陽翔", "relationship": "子"},
        {"fullName": "青葉　ヨシ", "relationship": "母"},
    ]
    assert [version["historyNumber"] for version in shown["versions"]["nodes"]] == [1]
    assert [address["kind"] for address in shown["addresses"]][-1] == "CURRENT"
    assert {"NEIGHBOURHOOD", "SEAL_REGISTRATION", "MY_NUMBER_CARD"} <= {
        enrolment["scheme"] for enrolment in shown["enrolments"]
    }


@pytest.mark.parametrize(
    ("permission", "key", "field"),
    [
        (Permission.SEE_RESIDENT_RECORD_CODE, "certificate", "residentRecordCode"),
        (Permission.SEE_FAMILY_REGISTER, "certificate", "registeredDomicile"),
        (Permission.SEE_FAMILY_REGISTER, "certificate", "familyRegisterHead"),
        (Permission.SEE_STATUS_OF_RESIDENCE, "common_name", "statusOfResidence"),
        (Permission.SEE_ENROLMENTS, "certificate", "enrolments"),
    ],
)
async def test_a_sensitive_field_is_null_without_its_permission(
    ask: Ask,
    owner: asyncpg.Connection,
    invented: InventedDatabase,
    permission: Permission,
    key: str,
    field: str,
) -> None:
    id_ = await sample_id(owner, invented, key)

    without = await ask(RESIDENT, id=id_, permissions=EVERYTHING - {permission})
    allowed = await ask(RESIDENT, id=id_)

    assert without.data["resident"][field] is None
    assert allowed.data["resident"][field]


async def test_a_foreign_residents_birth_date_is_western(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    answer = await ask(RESIDENT, id=await sample_id(owner, invented, "common_name"))

    assert answer.data["resident"]["birthDate"]["text"] == "1994年9月2日"


async def test_a_person_under_a_measure_is_shown_only_with_permission_and_reason(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    id_ = await sample_id(owner, invented, "restricted")
    less = EVERYTHING - {Permission.SEE_RESTRICTED}

    blocked = await ask(RESIDENT, id=id_, permissions=less, reason="本人の申出")
    no_reason = await ask(RESIDENT, id=id_)
    shown = await ask(RESIDENT, id=id_, reason="本人の申出")

    assert blocked.data["resident"] == {"__typename": "RestrictedResident", "id": id_}
    assert no_reason.data["resident"] == {"__typename": "RestrictedResident", "id": id_}
    assert shown.data["resident"]["fullName"] == "白石　澪"
    assert [row["is_blocked"] for row in blocked.subjects] == [True]
    assert {row["is_blocked"] for row in shown.subjects} == {False}


async def test_a_search_shows_no_name_of_a_person_under_a_measure(ask: Ask) -> None:
    answer = await ask(SEARCH, search="白石澪")

    assert [set(node) for node in answer.data["residents"]["nodes"]] == [{"__typename", "id"}]


async def test_a_household_with_a_person_under_a_measure_is_blocked_whole(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    number = invented.summary.samples["restricted"]
    id_ = encode_id(
        "Household",
        await owner.fetchval(
            "SELECT household_id FROM resident WHERE city_id = 1 AND number = $1", number
        ),
    )

    blocked = await ask(HOUSEHOLD, id=id_)
    shown = await ask(HOUSEHOLD, id=id_, reason="本人の申出")

    assert blocked.data["household"] == {"__typename": "RestrictedHousehold", "id": id_}
    assert shown.data["household"]["members"]["nodes"] == [{"__typename": "Resident"}] * 2


async def test_an_individual_number_is_read_alone_and_audited(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    id_ = await sample_id(owner, invented, "certificate")

    answer = await ask(NUMBER, id=id_)
    refused = await ask(NUMBER, id=id_, permissions=EVERYTHING - {Permission.SEE_INDIVIDUAL_NUMBER})

    number = answer.data["individualNumber"]["number"]
    assert invented.keyring.lookup(number, city_id=1, column="individual_number") == (
        await owner.fetchval(
            "SELECT individual_number_hmac FROM individual_number n JOIN resident r"
            " ON (r.city_id, r.id) = (n.city_id, n.resident_id)"
            " WHERE r.city_id = 1 AND r.number = $1",
            invented.summary.samples["certificate"],
        )
    )
    assert answer.events[0]["fields"] == ["IndividualNumber.number"]
    assert len(answer.subjects) == 1
    assert (refused.data["individualNumber"], refused.codes) == (None, ["NOT_PERMITTED"])


async def test_an_individual_number_is_refused_where_nobody_says_what_for(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    id_ = await sample_id(owner, invented, "certificate")

    refused = await ask(NUMBER, id=id_, purpose=None)

    assert (refused.data["individualNumber"], refused.codes) == (None, ["INVALID_INPUT"])
    assert [(event["outcome"], event["refusal_code"]) for event in refused.events] == [
        ("REFUSED", "INVALID_INPUT")
    ]


async def test_the_number_of_a_person_under_a_measure_is_blocked(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase
) -> None:
    id_ = await sample_id(owner, invented, "restricted")

    blocked = await ask(NUMBER, id=id_)
    shown = await ask(NUMBER, id=id_, reason="本人の申出")

    assert blocked.data["individualNumber"] is None
    assert [event["actions"] for event in blocked.events] == [["individualNumber"]]
    assert len(shown.data["individualNumber"]["number"]) == 12


@pytest.mark.parametrize("document", [RESIDENT, HOUSEHOLD, NUMBER])
async def test_ids_that_are_nonsense_or_another_citys_are_absent(
    ask: Ask, owner: asyncpg.Connection, invented: InventedDatabase, document: str
) -> None:
    id_ = await sample_id(owner, invented, "certificate")
    number = invented.summary.samples["certificate"]
    household = await owner.fetchval(
        "SELECT household_id FROM resident WHERE city_id = 1 AND number = $1", number
    )

    answers = [
        await ask(document, id="nonsense"),
        await ask(document, id=str(encode_id("Case", household))),
        await ask(document, id=id_, city_id=2),
        await ask(document, id=str(encode_id("Household", household)), city_id=2),
    ]

    assert [list(answer.data.values()) for answer in answers] == [[None]] * 4
    assert [answer.subjects for answer in answers] == [[]] * 4


async def test_a_search_of_the_second_city_finds_nobody_of_the_first(ask: Ask) -> None:
    answer = await ask(SEARCH, search="青葉太郎", city_id=2)

    assert answer.data["residents"]["nodes"] == []


async def test_listing_is_a_permission_of_its_own(ask: Ask, owner: asyncpg.Connection) -> None:
    listed = await ask(LISTING, address="霞町", **{"from": "2000-01-01", "until": "2000-12-31"})
    refused = await ask(
        LISTING, address="霞町", permissions=EVERYTHING - {Permission.LIST_RESIDENTS}
    )

    assert listed.data["residentListing"]["totalCount"] == await owner.fetchval(
        "SELECT count(*) FROM resident WHERE city_id = 1 AND register_status = 'RESIDENT'"
        " AND birth_value BETWEEN '2000-01-01' AND '2000-12-31'"
        " AND address_text LIKE '%霞町%'"
    )
    assert (refused.data["residentListing"], refused.codes) == (None, ["NOT_PERMITTED"])


async def test_an_address_is_listed_however_its_numbers_are_written(
    ask: Ask, owner: asyncpg.Connection
) -> None:
    address = await owner.fetchval(
        "SELECT address_text FROM resident WHERE city_id = 1 AND NOT is_restricted"
        " AND register_status = 'RESIDENT' AND address_text LIKE '%霞町%１%' ORDER BY id LIMIT 1"
    )

    listed = await ask(LISTING, address=address.removeprefix("霞野県霞城市"))

    found = {node["address"] for node in listed.data["residentListing"]["nodes"] if node}
    assert address in found


@pytest.mark.parametrize("variables", [{}, {"address": "3-1-2"}, {"address": "霞野県霞城市"}])
async def test_a_listing_without_a_criterion_that_narrows_is_refused(
    ask: Ask, variables: dict[str, str]
) -> None:
    answer = await ask(LISTING, **variables)

    assert (answer.data["residentListing"], answer.codes) == (None, ["INVALID_INPUT"])
