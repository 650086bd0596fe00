"""The web application. A demo (`KITH_DEMO=1`) starts on a database that the demo made, or not at all."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (after Django is set up)

from kith.core.jinja import warm  # noqa: E402 (after Django is set up)
from kith.demo.marker import refuse_unless_demo  # noqa: E402 (it reads the database)

if settings.DEMO:
    refuse_unless_demo()

warm()
