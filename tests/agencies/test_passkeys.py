"""Passkeys in a real browser, with an authenticator that Chromium plays (WebAuthn's CDP domain)."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

from tests.agencies.accounts import PASSWORD, Account
from tests.agencies.conftest import MakeAccount
from tests.agencies.served import served
from tests.browser import CHROMIUM
from tests.town import Town

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(town: Town, published: None) -> Iterator[str]:
    with served() as address:
        yield address


NO_AUTOFILL = "delete window.PublicKeyCredential.isConditionalMediationAvailable"


def with_authenticator(context: BrowserContext) -> Page:
    """A page of a browser with an authenticator of its own; `touch(False)` takes the finger off it."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.touch = lambda on: session.send("WebAuthn.setAutomaticPresenceSimulation", {**made, "enabled": on})
    page.problems = []  # what the browser refused, for the test to see
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    return page


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A browser that offers no passkeys by itself: with a finger always on it, it would sign in before one looks."""
    context = chromium.new_context(base_url=address)
    context.add_init_script(NO_AUTOFILL)
    yield with_authenticator(context)
    context.close()


@pytest.fixture
def autofill(chromium: Browser, address: str) -> Iterator[Page]:
    """A browser that offers passkeys where it fills in the email address."""
    context = chromium.new_context(base_url=address)
    yield with_authenticator(context)
    context.close()


def give_password(page: Page, account: Account) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Work email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))


def enrol(page: Page, account: Account) -> None:
    """Password, a first passkey, recovery codes, and in."""
    give_password(page, account)
    set_up(page)


def set_up(page: Page) -> None:
    page.goto("/sign-in/enrol/")
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("What to call it").fill("work laptop")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("button", name="I have kept them: continue").click()
    page.wait_for_url("**/")


def is_in(page: Page) -> bool:
    page.goto("/account/me/")
    return page.get_by_role("heading", name="My account").is_visible()


def test_a_passkey_is_set_up_and_signs_in_by_itself(page: Page, account: MakeAccount) -> None:
    enrol(page, account("sara", second_factor=False))
    assert is_in(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    assert not is_in(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/me/")
    assert is_in(page)
    assert page.problems == []


def sign_out(page: Page) -> None:
    page.goto("/account/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()


def test_the_browser_offers_the_passkey_by_itself(autofill: Page, account: MakeAccount) -> None:
    autofill.touch(False)
    enrol_touching(autofill, account("therapist", second_factor=False))
    sign_out(autofill)
    autofill.touch(True)  # the passkey is chosen in the browser's own list: no button of the page is used
    autofill.goto("/account/me/")
    autofill.wait_for_url("**/account/me/")
    assert is_in(autofill)
    assert autofill.problems == []


def test_the_button_takes_over_from_what_the_browser_offers(autofill: Page, account: MakeAccount) -> None:
    autofill.touch(False)
    enrol_touching(autofill, account("officer", second_factor=False))
    sign_out(autofill)
    autofill.goto("/sign-in/")
    expect(autofill.get_by_label("Work email address")).to_have_attribute("autocomplete", "username webauthn")
    autofill.wait_for_load_state("networkidle")  # the offer waits, as a person has not chosen yet
    autofill.touch(True)
    autofill.get_by_role("button", name="Sign in with a passkey").click()
    autofill.wait_for_url(lambda url: "/sign-in/" not in url)
    assert is_in(autofill)
    assert autofill.problems == []


def enrol_touching(page: Page, account: Account) -> None:
    """Enrol with the finger on the authenticator only where the page waits for it."""
    give_password(page, account)
    page.touch(True)
    set_up(page)
    page.touch(False)


def test_the_page_leads_with_the_passkey(page: Page) -> None:
    page.goto("/sign-in/")
    passkey = page.get_by_role("button", name="Sign in with a passkey").bounding_box()
    password = page.get_by_label("Password", exact=True).bounding_box()
    assert passkey and password and passkey["y"] < password["y"]


def test_one_passkey_asks_for_a_second(page: Page, account: MakeAccount) -> None:
    enrol(page, account("manager", second_factor=False))
    page.goto("/account/")
    expect(page.get_by_text("You have one passkey.")).to_be_visible()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"transport": "usb"}})
    page.get_by_role("link", name="Add a second one").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What to call it").fill("security key")
    page.get_by_role("button", name="Set up the passkey").click()
    expect(page.get_by_text("Your passkey has been added.")).to_be_visible()
    assert page.get_by_text("You have one passkey.").count() == 0


def test_a_passkey_is_the_second_factor_after_a_password(page: Page, account: MakeAccount) -> None:
    mo = account("mo", second_factor=False)
    enrol(page, mo)
    page.goto("/account/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    give_password(page, mo)
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    assert is_in(page)


def test_what_a_passkey_said_once_says_nothing_again(page: Page, account: MakeAccount) -> None:
    enrol(page, account("duty", second_factor=False))
    page.goto("/account/me/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    credential = next(data for data in sent if "credential" in data)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    answer: Response | None = None
    with page.expect_navigation() as navigation:
        page.evaluate(
            """sent => {
                const form = document.querySelector('[data-passkey]').closest('form')
                form.elements.credential.value = new URLSearchParams(sent).get('credential')
                form.submit()
            }""",
            credential,
        )
    answer = navigation.value
    assert answer and page.url.endswith("/sign-in/")
    assert not is_in(page)


def test_the_last_second_factor_cannot_be_removed(page: Page, account: MakeAccount) -> None:
    enrol(page, account("adults", second_factor=False))
    page.goto("/account/")
    page.get_by_role("link", name="Remove work laptop").click()
    expect(page.get_by_text("This is your only second factor")).to_be_visible()


def test_without_javascript_the_page_says_what_to_do(chromium: Browser, address: str, account: MakeAccount) -> None:
    teacher = account("teacher", second_factor=False)
    page = chromium.new_context(base_url=address, java_script_enabled=False).new_page()
    give_password(page, teacher)
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_text("A passkey needs JavaScript")).to_be_visible()
    page.get_by_role("link", name="Use an authenticator app").click()
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    page.context.close()


PAGES = ["/sign-in/", "/sign-in/not-open/", "/password/forgotten/", "/password/forgotten/sent/", "/signed-out/"]
PAGES_INSIDE = ["/account/me/", "/account/", "/account/password/", "/account/recovery-codes/", "/account/post/"]


def violations(page: Page) -> list[str]:
    return [f"{page.url}: {found['id']}" for found in Axe().run(page, options=WCAG).response["violations"]]


def test_axe_finds_nothing_on_the_pages_of_sign_in(page: Page, account: MakeAccount) -> None:
    governor = account("governor", second_factor=False)
    found: list[str] = []
    for path in PAGES:
        page.goto(path)
        found += violations(page)
    give_password(page, governor)
    for path in ("/sign-in/enrol/", "/account/app/add/", "/account/passkeys/add/"):
        page.goto(path)
        found += violations(page)
    set_up(page)
    for path in PAGES_INSIDE:
        page.goto(path)
        found += violations(page)
    assert found == []
