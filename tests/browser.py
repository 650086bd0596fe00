"""The browser of the tests: Chromium without a window, from the package that is made for that where it is installed.

Chromium itself, headless, draws its own tabs and menus with every new page: three times the work. What only it can do,
passkeys that the browser offers by itself, asks for CHROMIUM.
"""

from shutil import which

CHROMIUM = "/usr/bin/chromium"
HEADLESS = which("chromium-headless-shell") or CHROMIUM
