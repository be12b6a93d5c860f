"""The IDE of development: GraphiQL from ``node_modules``, sample operations as its tabs.

Nothing is fetched from elsewhere: a counter's network has no way out.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import orjson

import backend
from backend.api.transport.asgi import Receive, Reply, Scope, Send, headers_of
from backend.api.transport.caller import CUSTOM_HEADER
from backend.api.transport.negotiation import accepts_html

ROOT = Path(backend.__file__).parent.parent
NODE_MODULES = ROOT / "node_modules"
OPERATIONS = ROOT / "schema" / "operations"
SAMPLES = "samples.json"
# Only these files are served; the name in the address is the key.
FILES = {
    "react.js": ("react/umd/react.production.min.js", "text/javascript"),
    "react-dom.js": ("react-dom/umd/react-dom.production.min.js", "text/javascript"),
    "graphql-ws.js": ("graphql-ws/umd/graphql-ws.min.js", "text/javascript"),
    "graphiql.js": ("graphiql/graphiql.min.js", "text/javascript"),
    "graphiql.css": ("graphiql/graphiql.min.css", "text/css"),
}
SCRIPT = "page.js"
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'"
)

PAGE = """<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<title>窓口 GraphiQL</title>
<link rel="stylesheet" href="{ide}/graphiql.css">
<style>body {{ margin: 0 }} #graphiql {{ height: 100dvh }}</style>
</head>
<body>
<div id="graphiql">{notice}</div>
<script src="{ide}/react.js"></script>
<script src="{ide}/react-dom.js"></script>
<script src="{ide}/graphql-ws.js"></script>
<script src="{ide}/graphiql.js"></script>
<script src="{ide}/page.js"></script>
</body>
</html>
"""
MISSING = "GraphiQL is not installed: run <code>make setup</code>."
# The custom header lets the session's cookie count; the socket sends it by itself.
PAGE_SCRIPT = """"use strict";
const url = location.origin + {path};
const wsClient = graphqlWs.createClient({{ url: url.replace(/^http/, "ws"), lazy: true }});
const fetcher = GraphiQL.createFetcher({{ url, wsClient, headers: {{ {header}: "1" }} }});
const defaultTabs = {tabs};
// The first tab's variables come by a property of their own; later visits have theirs in storage.
const isFirstVisit = localStorage.getItem("graphiql:tabState") === null;
const variables = isFirstVisit ? defaultTabs?.[0].variables : undefined;
const defaultEditorToolsVisibility = "variables";
const props = {{
  fetcher, defaultTabs, variables, defaultEditorToolsVisibility, shouldPersistHeaders: false,
}};
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, props),
);
"""


class GraphiQL:
    """The page at ``/graphql`` for browsers, and the files it loads from ``/graphql/ide``."""

    def __init__(
        self,
        path: str,
        *,
        node_modules: Path = NODE_MODULES,
        operations: Path = OPERATIONS,
        sample_ids: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self.ide = f"{path}/ide"
        self.node_modules = node_modules
        self.operations = operations
        self.sample_ids = sample_ids or {}

    def answers(self, scope: Scope) -> bool:
        """Whether a browser asks for the page or one of its files."""
        if scope["method"] != "GET":
            return False
        if scope["path"].startswith(f"{self.ide}/"):
            return True
        return scope["path"] == self.path and accepts_html(headers_of(scope).get("accept"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the page or a file."""
        if scope["path"] == self.path:
            reply = self._page()
        else:
            reply = self._file(scope["path"].removeprefix(f"{self.ide}/"))
        await reply.send(
            send, {"content-security-policy": POLICY, "x-content-type-options": "nosniff"}
        )

    def _page(self) -> Reply:
        notice = "" if (self.node_modules / "graphiql").is_dir() else MISSING
        page = PAGE.format(ide=self.ide, notice=notice)
        return Reply(200, page.encode(), "text/html", {"cache-control": "no-store"})

    def _file(self, name: str) -> Reply:
        if name == SCRIPT:
            return Reply(200, self._script().encode(), "text/javascript")
        file, media_type = FILES.get(name, ("", ""))
        path = self.node_modules / file
        if not file or not path.is_file():
            return Reply(404)
        return Reply(200, path.read_bytes(), media_type, {"cache-control": "max-age=3600"})

    def _script(self) -> str:
        tabs = self.samples()
        return PAGE_SCRIPT.format(
            path=orjson.dumps(self.path).decode(),
            header=orjson.dumps(CUSTOM_HEADER).decode(),
            tabs=orjson.dumps(tabs).decode() if tabs else "undefined",
        )

    def samples(self) -> list[dict[str, str]]:
        """The documented operations with variables to try, in the order of their list."""
        listed = self.operations / SAMPLES
        if not listed.is_file():
            return []
        return [
            {
                "query": (self.operations / f"{sample['operation']}.graphql").read_text("utf-8"),
                "variables": self._with_ids(sample["variables"]),
            }
            for sample in json.loads(listed.read_text("utf-8"))
        ]

    def _with_ids(self, variables: object) -> str:
        """Sample variables as text, an id in the place of each placeholder that is known."""
        text = json.dumps(variables, ensure_ascii=False, indent=2)
        for placeholder, id_ in self.sample_ids.items():
            text = text.replace(f'"{placeholder}"', f'"{id_}"')
        return text
