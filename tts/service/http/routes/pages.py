"""The pages at / and /docs: the service's own files, without inline script or style."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

routes = APIRouter(include_in_schema=False)

_FOLDER: Final = Path(__file__).parents[1] / "page"
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        # blob: is the audio that the page has fetched.
        "media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# Other files of the folder are not served.
_MEDIA_TYPES: Final = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
}  # fmt: skip


@routes.get("/")
async def index() -> FileResponse:
    """Return the page to try voices and follow jobs."""
    return _page("index.html")


@routes.get("/docs")
async def docs() -> FileResponse:
    """Return the page that shows the OpenAPI schema."""
    return _page("docs.html")


@routes.get("/page/{name}")
async def part(name: str) -> FileResponse:
    """Return a script, style or picture of the pages."""
    return _page(name)


def _page(name: str) -> FileResponse:
    path = _FOLDER / name
    # A name must not lead out of the folder.
    if path.parent != _FOLDER or path.suffix not in _MEDIA_TYPES or not path.is_file():
        raise HTTPException(404, "Not found.")
    return FileResponse(path, 200, _HEADERS, _MEDIA_TYPES[path.suffix])
