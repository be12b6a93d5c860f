"""Where a version of the catalogue stands (版の状態)."""

from collections.abc import Mapping
from enum import StrEnum


class CatalogueStatus(StrEnum):
    """A version is written, tried, then published; from then on it never changes."""

    DRAFT = "DRAFT"
    TEST = "TEST"
    PUBLISHED = "PUBLISHED"


NEXT_STATUSES: Mapping[CatalogueStatus, frozenset[CatalogueStatus]] = {
    CatalogueStatus.DRAFT: frozenset({CatalogueStatus.TEST, CatalogueStatus.PUBLISHED}),
    CatalogueStatus.TEST: frozenset({CatalogueStatus.DRAFT, CatalogueStatus.PUBLISHED}),
    CatalogueStatus.PUBLISHED: frozenset(),
}
