"""What a page says, line by line, for those who hear it (screen readers)."""

from backend.forms.display_list import GlyphRun, Page

SAME_LINE = 1.6  # mm between the baselines of what is read as one line


def page_text(page: Page) -> str:
    """The texts of a page from top to bottom, in each line from left to right."""
    runs = sorted(
        (item for item in page.items if isinstance(item, GlyphRun)), key=lambda run: run.y
    )
    lines: list[list[GlyphRun]] = []
    for run in runs:
        if lines and run.y - lines[-1][0].y <= SAME_LINE:
            lines[-1].append(run)
        else:
            lines.append([run])
    return "\n".join(
        " ".join(run.text for run in sorted(line, key=lambda run: run.x)) for line in lines
    )
