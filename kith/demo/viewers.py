"""The sign-ins that the demo prints."""

from rich.console import Console
from rich.table import Table

from kith.demo.cast import SEVEN


def show_sign_ins(console: Console, address: str) -> None:
    """The address, and whom to come in as first; a button each, so there is no password to print."""
    table = Table(title=f"Kith is ready: {address}/demo/", title_justify="left", title_style="bold", box=None)
    table.add_column("Come in as")
    table.add_column("who is")
    for viewer in SEVEN:
        table.add_row(viewer.name, viewer.who)
    console.print()
    console.print(table)
    console.print(f"Each has a button on {address}/demo/ with everyone else. Ctrl-C ends the demo.", soft_wrap=True)
