"""A small GraphQL client over HTTP that runs the documented operations."""

import json
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

OPERATIONS = Path(__file__).parent.parent.parent / "schema" / "operations"


class RefusedError(Exception):
    """The server refused a step; the refusal is the message."""


@dataclass(frozen=True)
class File:
    """A file to send: stands in an input where the schema has Upload."""

    name: str
    content: bytes


@dataclass
class Client:
    """One terminal or tablet: holds a token, runs operations by the names of their files."""

    base: str
    token: str | None = None
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    def close(self) -> None:
        """Close its connections."""
        self.http.close()

    def with_token(self, token: str) -> "Client":
        """Another official or a tablet on the same connections."""
        other = copy(self)
        other.token = token
        return other

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        """Run a documented operation; gives its ``data``."""
        headers = {"Accept": "application/graphql-response+json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = self.http.post(
            f"{self.base}/graphql",
            headers=headers,
            **_body((OPERATIONS / f"{name}.graphql").read_text("utf-8"), variables),
        ).json()
        if answer.get("errors"):
            raise RefusedError(answer["errors"])
        data: dict[str, Any] = answer["data"]
        return data

    def change(self, name: str, field_name: str, wanted: str, **given: Any) -> dict[str, Any]:
        """Run a mutation and insist on its answer's type."""
        made: dict[str, Any] = self.run(name, input=given)[field_name]
        if made["__typename"] != wanted:
            raise RefusedError(made)
        return made

    def fetch(self, path: str) -> bytes:
        """Fetch a printed document."""
        answer = self.http.get(
            f"{self.base}{path}", headers={"Authorization": f"Bearer {self.token}"}
        )
        answer.raise_for_status()
        return answer.content


def _body(query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The body as JSON; with files as the GraphQL multipart request specification says."""
    given: dict[str, Any] = variables.get("input") or {}
    files = {name: value for name, value in given.items() if isinstance(value, File)}
    if not files:
        return {"json": {"query": query, "variables": variables}}
    variables = {**variables, "input": {**given, **dict.fromkeys(files)}}
    operations = json.dumps({"query": query, "variables": variables})
    where = json.dumps({name: [f"variables.input.{name}"] for name in files})
    parts = [(name, (file.name, file.content)) for name, file in files.items()]
    return {"files": [("operations", (None, operations)), ("map", (None, where)), *parts]}
