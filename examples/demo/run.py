"""Run the visits of some citizens and show every step with its time.

make demo                                          on a fresh server of its own
python -m examples.demo.run --url http://…:8000    on a running one
"""

import argparse
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from examples.demo.birth import birth
from examples.demo.certificate import certificate
from examples.demo.client import Client, RefusedError
from examples.demo.death import death
from examples.demo.demo import Demo
from examples.demo.divorce import divorce
from examples.demo.move_in import move_in
from examples.demo.partial_move import partial_move
from examples.demo.seal import seal
from examples.demo.server import fresh_server

VISITS = (move_in, certificate, death, birth, divorce, seal, partial_move)
PAGE = 100
JAPAN = ZoneInfo("Asia/Tokyo")


def audit(demo: Demo) -> None:
    """Show that every step left its event: how many of each kind, and the last ones."""
    print("\n■ 監査ログ")
    auditor = demo.official("9002")
    with demo.step("監査ログの閲覧"):
        events = auditor.run("audit_events", first=PAGE)["auditEvents"]
    demo.say(f"{events['totalCount']}件の事象。終わりの{len(events['nodes'])}件:")
    for event in reversed(events["nodes"]):
        at = datetime.fromisoformat(event["occurredAt"]).astimezone(JAPAN)
        print(f"    {at:%H:%M:%S}  {','.join(event['actions']):18} {event['outcome']}")


def main() -> int:
    """Run the demonstration."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a running server; without it a fresh one is started")
    parser.add_argument("--out", type=Path, default=Path("out"))
    arguments = parser.parse_args()
    try:
        if arguments.url:
            show(arguments.url, arguments.out, run=uuid4().hex[:8])
        else:
            with (
                tempfile.TemporaryDirectory(prefix="madoguchi-demo-") as folder,
                fresh_server(Path(folder)) as url,
            ):
                show(url, arguments.out)
    except RefusedError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


def show(url: str, out: Path, run: str = "demo") -> None:
    """The whole demonstration on one server."""
    print(f"Madoguchi at {url}")
    with closing(Client(url)) as client:
        demo = Demo(client, out, run)
        for visit in VISITS:
            visit(demo)
        audit(demo)
    print(f"\n印刷物は {out}/ にあります。")


if __name__ == "__main__":
    raise SystemExit(main())
