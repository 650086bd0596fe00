"""A person's id, the same in every region with the same seed: random-looking, as ids of persons must be."""

import random
from uuid import UUID


def person_uuid(key: str, seed: int = 20) -> UUID:
    """The UUIDv4 of a person of the region, so that a bookmark outlives a rebuilt demo."""
    return UUID(int=random.Random(f"{seed}/{key}").getrandbits(128), version=4)  # noqa: S311  not a secret
