import asyncio
import json
import shutil
from pathlib import Path

from tests.backend.api.transport.sample import Server

SCRIPT = Path("tests/graphql_http/audit.mjs")


async def test_all_61_audits_of_graphql_over_http_say_ok(server: Server) -> None:
    node = shutil.which("node")
    assert node is not None, "the audits need Node (make setup)"

    process = await asyncio.create_subprocess_exec(
        node, str(SCRIPT), server.url, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    results = json.loads(output)

    assert [result for result in results if result["status"] != "ok"] == []
    assert len(results) == 61
