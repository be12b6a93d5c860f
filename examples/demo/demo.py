"""What every part of the demonstration needs: who is signed in, what is printed and where."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from examples.demo.client import Client, RefusedError

CITY_CODE = "992011"
PASSWORD = "madoguchi-sample"
RECEPTION = "1001"


class Demo:
    """Does the steps and prints them."""

    def __init__(self, client: Client, out: Path, run: str = "demo") -> None:
        self.out = out
        self._client = client
        self._officials: dict[str, Client] = {}
        self._run = run  # begins the keys: on one server each run needs its own
        self._count = 0
        out.mkdir(parents=True, exist_ok=True)

    def key(self, name: str) -> str:
        """A fresh idempotency key: a retry of the same step would send the same."""
        self._count += 1
        return f"{self._run}-{name}-{self._count:04d}"

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print a step and how long the server took."""
        began = time.perf_counter()
        yield
        print(f"  {(time.perf_counter() - began) * 1000:7.1f} ms  {title}")

    def say(self, words: str) -> None:
        """Print what a step gave."""
        print(f"              {words}")

    def official(self, staff_number: str) -> Client:
        """A sample official, signed in once."""
        if staff_number not in self._officials:
            with self.step(f"サインイン（職員番号 {staff_number}）"):
                made = self._client.change(
                    "sign_in",
                    "signIn",
                    "SignedIn",
                    cityCode=CITY_CODE,
                    staffNumber=staff_number,
                    password=PASSWORD,
                    terminal="窓口1",
                )
            self._officials[staff_number] = self._client.with_token(made["token"])
        return self._officials[staff_number]

    def tablet(self, token: str) -> Client:
        """The citizen's tablet, with the token of its showing."""
        return self._client.with_token(token)

    def find(self, name: str, reading: str) -> dict[str, Any]:
        """Find a resident by the search box."""
        with self.step(f"住民の検索: {reading}"):
            found = self.official(RECEPTION).run("residents", search=reading, first=10)
        nodes: list[dict[str, Any]] = found["residents"]["nodes"]
        for resident in nodes:
            if resident["__typename"] == "Resident" and resident["fullName"] == name:
                self.say(f"{name}（{resident['birthDate']['text']}） {resident['address']}")
                return resident
        raise RefusedError(f"{name} is not in the register")

    def write(self, name: str, content: bytes) -> Path:
        """Keep a file that was printed."""
        path = self.out / name
        path.write_bytes(content)
        return path
