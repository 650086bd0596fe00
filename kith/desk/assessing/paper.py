"""A form as a PDF that a screen reader can read (PDF/UA), made by WeasyPrint.

WeasyPrint draws with Pango, which is the system's (docs/operations.md): whatever installs Chromium installs it. Where
it is not there no page leads here, and the browser prints.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.contrib.staticfiles import finders

from kith.core.errors import Invalid

NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
MISSING = (
    "This server cannot make PDF files: the library that draws them is not installed. Print from your browser instead."
)


@cache
def available() -> bool:
    """Whether the system has what draws a PDF."""
    try:
        import weasyprint  # noqa: F401 - loading it looks for the libraries of the system
    except OSError:
        return False
    return True


def as_pdf(html: str, pictures: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """The page as PDF/UA-1. Nothing is fetched, from anywhere; `pictures`: JPEGs, by the address that asks for each.

    Raises Invalid.
    """
    if not available():
        raise Invalid(MISSING)
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Given(URLFetcher):  # type: ignore[misc] # without types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/jpeg"})

    nothing = URLFetcher(allowed_protocols=())
    style = CSS(string=Path(str(finders.find("desk/paper.css"))).read_text(), url_fetcher=nothing)
    made: bytes = HTML(string=html, url_fetcher=Given(allowed_protocols=())).write_pdf(
        stylesheets=[style], pdf_variant="pdf/ua-1"
    )
    return made
