"""The chronology as it goes on paper, past the question that comes before anything leaves Kith."""

from playwright.sync_api import Page

from kith.demo.cast import hero_id


def on_paper(page: Page) -> None:
    """Amara's whole chronology, printed for one's own work."""
    page.goto(f"/people/{hero_id()}/chronology/print/")
    page.get_by_label("Why?").fill("For the review")
    with page.expect_navigation():  # the whole of it, not what has come so far
        page.get_by_role("button", name="Go on to print").click()
