"""Builders for tests of showing and signing: a tablet, strokes that a hand could have written."""

import math
from dataclasses import dataclass
from typing import Any

from tests.server import Json, Official, Server, Visit, uuid_of

PAD: Json = {"widthMm": 120.0, "heightMm": 40.0}


def strokes(count: int = 3, points: int = 40) -> list[Json]:
    """Some waves across the pad, one after the other, harder in the middle."""
    return [
        {
            "points": [
                {
                    "x": 10 + 30 * number + 25 * step / points,
                    "y": 20 + 8 * math.sin(step / 4),
                    "pressure": 0.2 + 0.6 * math.sin(math.pi * step / points),
                    "time": 1000.0 * number + 12 * step,
                }
                for step in range(points)
            ]
        }
        for number in range(count)
    ]


@dataclass
class Shown:
    """A showing and the tablet that holds its token."""

    visit: Visit
    made: Json
    tablet: Official

    @property
    def documents(self) -> list[Json]:
        """The documents as they are signed."""
        return [
            {"id": one["id"], "contentHash": one["contentHash"]} for one in self.made["documents"]
        ]

    @property
    def pages(self) -> list[str]:
        """Where the pictures are."""
        return [page["path"] for one in self.made["documents"] for page in one["pages"]]

    def signature(self, **more: Any) -> Json:
        """What the tablet sends."""
        return {
            "documents": self.documents,
            "strokes": strokes(),
            "pad": PAD,
            "hasConsented": True,
            **more,
        }

    async def sign(self, **more: Any) -> Json:
        """Sign all documents on the tablet."""
        signed: Json = await self.tablet.change("sign_documents", **self.signature(**more))
        return signed


async def show(visit: Visit, *, stating: str | None = None, **more: Any) -> Shown:
    """Show a filled case on a tablet."""
    made = await visit.official.change(
        "show_to_citizen", stating=stating, caseId=visit.case_id, **more
    )
    assert made["__typename"] == "Showing", made
    tablet = Official(server=visit.official.server, token=made["token"])
    return Shown(visit, made, tablet)


async def application_of(visit: Visit) -> Json:
    """The filled form with its signatures."""
    query = """query ($id: ID!) { case(id: $id) { ... on Case { findings { code place }
      applications { isSigned signatures(first: 100) { nodes {
        id method signerName consent contentHash picturePath withdrawnAt withdrawalReason
        recordedBy { staffNumber } } } } } } }"""
    case = (await visit.official.ask(query, id=visit.case_id)).field
    (application,) = case["applications"]
    return {**application, "findings": case["findings"]}


async def timeline_of(visit: Visit) -> list[str]:
    """What happened to the case, in order."""
    query = """query ($id: ID!) { case(id: $id) { ... on Case {
      timeline(first: 100) { nodes { kind } } } } }"""
    case = (await visit.official.ask(query, id=visit.case_id)).field
    return [node["kind"] for node in case["timeline"]["nodes"]]


async def change_notifier_of(server: Server, visit: Visit, name: str) -> None:
    """Change what the form will say, as a correction of the case would."""
    await server.database.execute(
        "UPDATE counter_case SET notifier_name = $2 WHERE city_id = 1 AND id = $1",
        uuid_of(visit.case_id),
        name,
    )
