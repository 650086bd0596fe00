"""Invented towns and streets. Postcodes begin with ZZ, an area that does not exist."""

import random

TOWNS = {"Harrowmere": 1, "Pellbridge": 2, "Quarrendale": 3, "Stanbeck": 4, "Thornley Cross": 5, "Saltby Green": 6}
STREETS = [
    "Alma Terrace",
    "Bluebell Walk",
    "Cinder Lane",
    "Dyehouse Road",
    "Enfield Mount",
    "Foundry Street",
    "Gasworks Cottages",
    "Hollin Bank",
    "Inkerman Street",
    "Jubilee Crescent",
    "Kiln Fold",
    "Larch Avenue",
    "Mill Race Close",
    "Nab Hill",
    "Orchard Rise",
    "Packhorse Way",
    "Quarry Hill",
    "Ropewalk",
    "Sandpiper Close",
    "Tenter Croft",
    "Union Street",
    "Viaduct Road",
    "Weir Bank",
    "Yew Tree Gardens",
    "Coronation Drive",
    "Beaumont Court",
    "Fleece Yard",
    "Paddock Green",
    "Swallow Drive",
    "Tannery Row",
]
SITES = ("Long Meadow Caravan Site", "Ox Close Caravan Site")
SHELTERED = ("Willow Court", "Priory Gardens", "St Oswin's Court")


def postcode(rng: random.Random, town: str) -> str:
    return (
        f"ZZ{TOWNS[town]} {rng.randint(1, 9)}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}{rng.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    )


def address(rng: random.Random, where: str = "") -> tuple[str, str]:
    """Lines and postcode of a home; `where` names a caravan site or a court in place of a street."""
    town = rng.choice(list(TOWNS))
    flat = f"Flat {rng.randint(1, 14)}, " if not where and rng.random() < 0.2 else ""
    line = f"{rng.randint(1, 40)} {where}" if where else f"{flat}{rng.randint(1, 180)} {rng.choice(STREETS)}"
    return f"{line}, {town}, Larkshire", postcode(rng, town)
