"""What a printer needs: everything moved by what it is off."""

from dataclasses import replace

from backend.forms.display_list import DisplayList, moved


def offset(display_list: DisplayList, right_mm: float, down_mm: float) -> DisplayList:
    """Move all that is printed; the sheets stay as large as they are."""
    if not right_mm and not down_mm:
        return display_list
    pages = tuple(
        replace(page, items=tuple(moved(item, right_mm, down_mm) for item in page.items))
        for page in display_list.pages
    )
    return replace(display_list, pages=pages)
