"""The form designer at ``/designer/``: the static build of ``designer/``, where there is one.

It can as well be served by any other host; see designer/README.md.
"""

from mimetypes import guess_type
from pathlib import Path

import backend
from backend.api.transport.asgi import Receive, Reply, Scope, Send

FOLDER = Path(backend.__file__).parent.parent / "designer" / "dist"
PREFIX = "/designer/"
# Styles are set on elements by the drawing; pictures and PDFs are fetched and shown as blobs.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
    "frame-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'none'"
)
# Names of built files carry a hash of their content.
FOREVER = "public, max-age=31536000, immutable"


class DesignerPage:
    """Files that hold nothing of anybody; what they show, they ask the API for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {
            f"{PREFIX}{path.relative_to(folder).as_posix()}": path
            for path in (folder.rglob("*") if folder.is_dir() else ())
            if path.is_file()
        }
        if f"{PREFIX}index.html" in self._files:
            self._files[PREFIX] = self._files[f"{PREFIX}index.html"]

    def answers(self, scope: Scope) -> bool:
        """Whether one of the files is asked for; ``/designer`` leads to the page."""
        is_read = scope["method"] in ("GET", "HEAD")
        return is_read and (scope["path"] in self._files or self._is_bare(scope["path"]))

    def _is_bare(self, path: str) -> bool:
        return path == PREFIX.rstrip("/") and PREFIX in self._files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a file."""
        path: str = scope["path"]
        if self._is_bare(path):
            await Reply(308, headers={"location": PREFIX}).send(send, {})
            return
        file = self._files[path]
        kind = guess_type(file.name)[0] or "application/octet-stream"
        kept = FOREVER if "/assets/" in path else "no-cache"
        body = b"" if scope["method"] == "HEAD" else file.read_bytes()
        reply = Reply(200, body, kind, {"cache-control": kept})
        await reply.send(
            send, {"content-security-policy": POLICY, "x-content-type-options": "nosniff"}
        )
