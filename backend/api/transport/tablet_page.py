"""The example page of a citizen's tablet, for development: ``examples/tablet`` at ``/tablet``."""

from pathlib import Path

import backend
from backend.api.transport.asgi import Receive, Reply, Scope, Send

FOLDER = Path(backend.__file__).parent.parent / "examples" / "tablet"
# Only these files are served; the path is the key.
FILES = {
    "/tablet": ("index.html", "text/html"),
    "/tablet/tablet.js": ("tablet.js", "text/javascript"),
    "/tablet/tablet.css": ("tablet.css", "text/css"),
}
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'; form-action 'none'"
)


class TabletPage:
    """Three files that hold nothing of anybody; what they show, they ask the API for."""

    def answers(self, scope: Scope) -> bool:
        """Whether a browser asks for one of the files."""
        return scope["method"] == "GET" and scope["path"] in FILES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file."""
        name, media_type = FILES[scope["path"]]
        reply = Reply(200, (FOLDER / name).read_bytes(), media_type, {"cache-control": "no-cache"})
        await reply.send(
            send, {"content-security-policy": POLICY, "x-content-type-options": "nosniff"}
        )
