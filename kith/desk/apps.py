from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kith.desk"
    label = "desk"

    def ready(self) -> None:
        from kith.desk.arrival import entrance

        entrance.register()
        _link_pages()


def _link_pages() -> None:
    """The navigation of every page, and the button that is always in reach."""
    from kith.core import navigation

    navigation.add("Home", "home", order=10)
    navigation.add("Find a person", "find", order=20)
    navigation.add("Requests", "requests", order=25)
    navigation.add("Team", "team", order=30, shown=lambda me: "manager" in me.roles)
    navigation.add("Supervision", "supervision", order=35)
    navigation.add("Governance", "governance", order=40, shown=lambda me: "governance" in me.roles)
    vouching = {"administrator", "manager"}
    navigation.add("Lost devices", "recoveries", order=85, shown=lambda me: bool(me.roles & vouching))
    navigation.add("Record something", "record", place="action")
