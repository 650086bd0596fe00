"""A browser in words, for somebody who asks themself whether that was them: "Firefox on Windows"."""

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def browser_in_words(user_agent: str) -> str:
    """What the browser says of itself, in a few words; the first that fits, since many name the others as well."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "A browser")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser
