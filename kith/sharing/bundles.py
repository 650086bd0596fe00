"""Bundles as the reader opens them, and the manifest by which anyone can check what was served."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.utils.timezone import localtime

from kith.core.errors import Refused, Unknown
from kith.record.reading import looked
from kith.sharing.models import Bundle, BundleState, Exhibit
from kith.sharing.outside import DOOR

KIND = "Kith bundle manifest 1"


@dataclass(frozen=True)
class Opened:
    """A bundle with the exhibits that the reader opens, in order."""

    bundle: Bundle
    exhibits: Sequence[Exhibit]  # section by section, in the order in which they are numbered

    @property
    def whole(self) -> bool:
        return len(self.exhibits) == self.bundle.count

    @property
    def fixed(self) -> bool:
        return self.bundle.state == BundleState.FIXED

    @property
    def sections(self) -> dict[str, list[tuple[int, Exhibit]]]:
        """Section → its exhibits with their numbers, in order."""
        found: dict[str, list[tuple[int, Exhibit]]] = {}
        for number, exhibit in enumerate(self.exhibits, 1):
            found.setdefault(exhibit.section, []).append((number, exhibit))
        return found

    @property
    def chronology(self) -> list[tuple[int, Exhibit]]:
        """By when it happened."""
        return sorted(enumerate(self.exhibits, 1), key=lambda each: each[1].happened_at)

    def check_whole(self) -> None:
        """Raises Refused: it is drawn by who opens every part of it, and a part is never served as the whole."""
        if not self.whole:
            raise Refused(
                "You do not open every part of this bundle, so you cannot draw it. Whoever put it together can, or"
                " somebody who opens all of it."
            )


def bundle(person: UUID, bundle_id: UUID) -> Opened:
    """Raises Unknown: not there, and not mine to open, are the same. Leaves its event."""
    found = (
        Bundle.objects.filter(person_id=person, id=bundle_id).select_related("owner", "author__practitioner").first()
    )
    if found is None:
        raise Unknown
    listed = Exhibit.objects.filter(person_id=person, bundle_id=bundle_id, dropped_at=None)
    exhibits = by_section(listed.select_related("owner", "author__practitioner").order_by("place", "recorded_at", "id"))
    looked("open", person, [found, *exhibits])
    return Opened(found, exhibits)


def exhibit(person: UUID, exhibit_id: UUID) -> Exhibit:
    """One that was not taken out. Raises Unknown. Leaves its event."""
    found = Exhibit.objects.filter(person_id=person, id=exhibit_id, dropped_at=None).first()
    if found is None:
        raise Unknown
    looked("open", person, [found])
    return found


def by_section(listed: Iterable[Exhibit]) -> list[Exhibit]:
    """Sections in the order in which they first came, so that numbers run through."""
    sections: dict[str, list[Exhibit]] = {}
    for exhibit in listed:
        sections.setdefault(exhibit.section, []).append(exhibit)
    return [exhibit for section in sections.values() for exhibit in section]


def bundles(person: UUID) -> list[Bundle]:
    """The newest first. Part of a look that leaves its event."""
    return list(Bundle.objects.filter(person_id=person).select_related("owner").order_by("-recorded_at"))


def digest(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def manifest(opened: Opened) -> str:
    """What was served, exhibit by exhibit: what, which version, its digests, who put it in, when. As JSON."""
    row = opened.bundle
    said = {
        "kind": KIND,
        "title": row.title,
        "court": row.court,
        "number": row.number,
        "organisation": row.owner.name,
        "fixed": _moment(row.fixed_at),
        "file_sha256": row.digest,
        "exhibits": [_line(number, exhibit) for number, exhibit in enumerate(opened.exhibits, 1)],
    }
    return json.dumps(said, indent=1, ensure_ascii=False)


def _line(number: int, exhibit: Exhibit) -> dict[str, Any]:
    return {
        "number": number,
        "section": exhibit.section,
        "title": exhibit.title,
        "recorded_by": exhibit.of_organisation,
        "recorded_by_whom": exhibit.of_author,
        "source": str(exhibit.of_row),
        "version": exhibit.version,
        "recorded": _moment(exhibit.of_recorded_at),
        "source_sha256": exhibit.source_digest,
        "served_sha256": exhibit.digest,
        "words_removed": len(exhibit.removed),
        "file": exhibit.media_type,
        "file_sha256": exhibit.source_digest if exhibit.media_type else "",
        "pages": list(exhibit.sheets),
        "put_in_by": exhibit.author.practitioner.name,
        "put_in": _moment(exhibit.recorded_at),
    }


def _moment(at: Any) -> str:
    return localtime(at).isoformat(timespec="seconds") if at else ""


def verified(file: bytes, told: str) -> list[str]:
    """What is wrong with a file beside its manifest; nothing where it is what was served."""
    try:
        said = json.loads(told)
        kind, wanted, exhibits = said["kind"], said["file_sha256"], said["exhibits"]
    except (ValueError, KeyError, TypeError):
        return ["The manifest cannot be read: it is not one that Kith made, or it was changed."]
    wrong = [] if kind == KIND else [f"The manifest is of another kind: {kind}."]
    if digest(file) != wanted:
        wrong.append(f"The file is not the one that was served. It has {digest(file)}, the manifest says {wanted}.")
    if [each.get("number") for each in exhibits] != list(range(1, len(exhibits) + 1)):
        wrong.append("Exhibits are missing from the manifest, or stand in another order.")
    return wrong


def known_here(file_digest: str) -> tuple[str, datetime, int] | None:
    """Who fixed the bundle of this digest, when, how many exhibits: for whoever holds the file."""
    with connections[DOOR].cursor() as cursor:
        cursor.execute("SELECT * FROM sharing.outside_check(%s)", [file_digest])
        found: tuple[str, datetime, int] | None = cursor.fetchone()
    return found
