"""Links between the pages lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

PAGES = [*Path().glob("*.md"), *Path("docs").rglob("*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def dead_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not (page.parent / target).exists():
            yield f"{page}: {target}"


def test_every_link_to_a_file_leads_somewhere() -> None:
    assert len(PAGES) > 10
    assert [dead for page in PAGES for dead in dead_links(page)] == []


def test_pictures_are_small_enough_for_a_readme() -> None:
    sizes = {path.name: path.stat().st_size for path in Path("docs/pictures").iterdir()}

    assert [name for name, size in sizes.items() if size > 200_000] == []
    assert sizes != {}
