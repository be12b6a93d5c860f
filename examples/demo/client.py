"""A small GraphQL client over HTTP that runs the documented operations."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

OPERATIONS = Path(__file__).parent.parent.parent / "schema" / "operations"


class RefusedError(Exception):
    """The server refused a step; the refusal is the message."""


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
        return Client(self.base, token, self.http)

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        """Run a documented operation; gives its ``data``."""
        payload = {"query": _document(name), "variables": variables}
        answer = self.http.post(f"{self.base}/graphql", headers=self._headers(), json=payload)
        return _data(answer)

    def change(self, name: str, field_name: str, wanted: str, **given: Any) -> dict[str, Any]:
        """Run a mutation and insist on its answer's type."""
        return _wanted(self.run(name, input=given)[field_name], wanted)

    def attach(self, name: str, content: bytes, **given: Any) -> dict[str, Any]:
        """Attach a file (GraphQL multipart request)."""
        payload = {
            "query": _document("attach_document"),
            "variables": {"input": {**given, "file": None}},
        }
        answer = self.http.post(
            f"{self.base}/graphql",
            headers={**self._headers(), "X-Madoguchi-Request": "1"},
            files=[
                ("operations", (None, json.dumps(payload))),
                ("map", (None, json.dumps({"0": ["variables.input.file"]}))),
                ("0", (name, content)),
            ],
        )
        return _wanted(_data(answer)["attachDocument"], "Attachment")

    def fetch(self, path: str) -> bytes:
        """Fetch a printed document or a picture."""
        answer = self.http.get(f"{self.base}{path}", headers=self._headers())
        answer.raise_for_status()
        return answer.content

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/graphql-response+json, */*;q=0.1"}
        return {**headers, "Authorization": f"Bearer {self.token}"} if self.token else headers


def _document(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text("utf-8")


def _data(answer: httpx.Response) -> dict[str, Any]:
    body = answer.json()
    if body.get("errors"):
        raise RefusedError(body["errors"])
    data: dict[str, Any] = body["data"]
    return data


def _wanted(made: dict[str, Any], wanted: str) -> dict[str, Any]:
    if made["__typename"] != wanted:
        raise RefusedError(made)
    return made
