"""Documents in a bundle: each page as a picture that the file holds, by an address that is known inside it alone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from kith.core.errors import Refused, Unknown
from kith.documents.paging import on_paper
from kith.documents.queries import document
from kith.sharing.bundles import Opened

Pages = dict[UUID, list[bytes]]  # of an exhibit


def drawn_exhibits(opened: Opened) -> Pages:
    """The pages of every exhibit that is a document. Raises Refused where one no longer opens to the caller."""
    return {x.id: _drawn(x.person_id, x.of_row, x.sheets) for x in opened.exhibits if x.media_type}


def _drawn(person: UUID, row: UUID, sheets: Sequence[int]) -> list[bytes]:
    try:
        return on_paper(document(person, row), sheets)
    except Unknown as error:
        raise Refused("A document in this bundle no longer opens to you, so you cannot draw it.") from error


def addressed(pages: Pages) -> Mapping[str, bytes]:
    """By the address under which paper.html asks for each."""
    return {f"exhibit:{x}/{n}": page for x, drawn in pages.items() for n, page in enumerate(drawn, 1)}
