"""Django settings. What differs between installations comes from the instance folder and the environment."""

import os
import secrets
from pathlib import Path

from kith.agencies.identity.providers import read
from kith.core.csp import on_static_files as WHITENOISE_ADD_HEADERS_FUNCTION  # noqa: F401 (a setting)
from kith.core.instance import Instance, default_folder
from kith.core.logs import LOGGING  # noqa: F401 (a setting)

BASE = Path(__file__).resolve().parents[2]
INSTANCE = Instance.load_or_new(default_folder())
DEMO = os.environ.get("KITH_DEMO") == "1"
DEBUG = False
SECRET_KEY = INSTANCE.secret_key
ALLOWED_HOSTS = os.environ.get("KITH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "kith.core",
    "kith.audit",
    "kith.agencies",
    "kith.access",
    "kith.people",
    "kith.record",
    "kith.documents",
    "kith.assessments",
    "kith.casework",
    "kith.supervision",
    "kith.linkage",
    "kith.sharing",
    "kith.desk",
    "kith.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "kith.core.cookies.HostCookies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kith.core.csp.ContentSecurityPolicy",
    "kith.core.bodies.Bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kith.core.middleware.RecordTransaction",  # what is inside is inside the transaction
    "kith.agencies.threshold.Threshold",
]


PLANNED_AFTER = 2  # a statement that a connection has sent so often is planned once for all (docs/decisions/0089)


def _database(login: str, planned_after: int | None = None) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": INSTANCE.host,
        "PORT": INSTANCE.port,
        "NAME": os.environ.get("KITH_DATABASE", INSTANCE.name),
        "USER": login,
        "PASSWORD": INSTANCE.passwords[login],
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": planned_after, **INSTANCE.parameters},
    }


DATABASES = {
    "default": _database("kith_app", PLANNED_AFTER),
    "door": _database("kith_door"),
    "outside": _database("kith_outside"),
    "owner": _database("kith_owner"),
}
DATABASE_ROUTERS = ["kith.core.router.DoorRouter"]

ROOT_URLCONF = "kith.config.urls"
WSGI_APPLICATION = "kith.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"

# Pages: Jinja, from Kith's own folders and nowhere else. Django's templates are for allauth's e-mails alone.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted((BASE / "kith").glob("*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "kith.core.jinja.environment",
            "context_processors": ["kith.core.page.frame", "django.contrib.messages.context_processors.messages"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
STATIC_URL = "/static/"
STATIC_ROOT = BASE / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CSRF_FAILURE_VIEW = "kith.core.views.csrf_failure"
FRONT_DOOR = {  # whom to ring when Kith cannot answer: on every refusal and every error
    "name": os.environ.get("KITH_FRONT_DOOR_NAME", "Contact and Referral Team"),
    "telephone": os.environ.get("KITH_FRONT_DOOR_TELEPHONE", "01632 960100"),
    "hours": os.environ.get("KITH_FRONT_DOOR_HOURS", "Monday to Friday, 8:30 to 17:30; emergency duty at other times"),
}

# Evidence that access events were not changed (docs/audit.md). The key that signs lies outside the database.
CLOCKS = os.environ.get("KITH_CLOCKS", "")  # the service's own limits, in the form of casework/data/clocks.csv
NATION = os.environ.get("KITH_NATION", "ENG")  # whose bank holidays count
AUDIT_KEY = os.environ.get("KITH_AUDIT_KEY", str(Path(INSTANCE.folder) / "audit" / "key"))
AUDIT_PUBLISHED = os.environ.get("KITH_AUDIT_PUBLISHED", str(Path(INSTANCE.folder) / "audit" / "published"))
AUDIT_ORIGIN = os.environ.get("KITH_AUDIT_ORIGIN", f"{ALLOWED_HOSTS[0]}/kith-{secrets.token_hex(4)}")

# Sign-in (kith/agencies/README.md). Accounts are made by an administrator; a password alone opens nothing.
LOOPBACK_ONLY = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
SECURE_SSL_REDIRECT = not LOOPBACK_ONLY
SECURE_HSTS_SECONDS = 0 if LOOPBACK_ONLY else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOOPBACK_ONLY
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is sent by core.csp, with the rest of what keeps a page to itself
    "security.W021",  # HSTS preload lists whole domains: for the domain's owner to decide
]
# Kith's web server listens on the loopback: what comes from elsewhere came through a proxy that ends TLS and says so.
PROXIES = int(os.environ.get("KITH_PROXIES", "0" if LOOPBACK_ONLY else "1"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SESSION_ENGINE = "kith.agencies.browser_sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOOPBACK_ONLY
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kith.agencies.passwords.OwnWords"},
    {"NAME": "kith.agencies.passwords.Stolen"},
]
STOLEN_PASSWORDS = os.environ.get("KITH_STOLEN_PASSWORDS", "")  # a file of SHA-1 sums, sorted
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "choose_post"
ACCOUNT_ADAPTER = "kith.agencies.adapter.PractitionerAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]  # also says that sign-in asks for a password
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link, sent to the address, is the verification
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # beside what agencies/attempts.py counts
    "login": "300/m/ip",  # pages asked for, right or wrong: a whole office at nine stands behind one address
    "login_failed": "10/5m/key",  # codes of a second factor, after a right password
}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOOPBACK_ONLY else "https"
# Identities that another organisation vouches for (docs/identity.md). None is tied to an account by an email address.
IDENTITY_PROVIDERS = read(os.environ.get("KITH_IDENTITY_PROVIDERS", ""))
FORM_TARGETS = sorted({one.origin for one in IDENTITY_PROVIDERS.values()})  # core.csp: where a form may lead
SOCIALACCOUNT_ADAPTER = "kith.agencies.identity.binding.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.app for one in IDENTITY_PROVIDERS.values()]}}
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an identity is tied to an account, or let go of
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MFA_ADAPTER = "kith.agencies.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOOPBACK_ONLY  # browsers themselves give passkeys only to https and localhost
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Kith"
# Attempts at sign-in and codes already used are counted across processes, in a table that only the door reaches.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sign_in_cache"}}
EMAIL_BACKEND = os.environ.get("KITH_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_FILE_PATH = os.environ.get("KITH_EMAIL_FOLDER", str(Path(INSTANCE.folder) / "mail"))
EMAIL_HOST = os.environ.get("KITH_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("KITH_EMAIL_PORT", "25"))
EMAIL_USE_SSL = os.environ.get("KITH_EMAIL_TLS") == "implicit"  # from the first byte, as on port 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and EMAIL_HOST not in {"localhost", "127.0.0.1", "::1"}  # STARTTLS, or no mail
EMAIL_HOST_USER = os.environ.get("KITH_EMAIL_USER", "")
PASSWORD_FILE = os.environ.get("KITH_EMAIL_PASSWORD_FILE")
EMAIL_HOST_PASSWORD = Path(PASSWORD_FILE).read_text().strip() if PASSWORD_FILE else ""
EMAIL_TIMEOUT = 30  # s
SMS_GATEWAY = os.environ.get("KITH_SMS_GATEWAY", "")  # kith/sharing/texting.py
SMS_FOLDER = os.environ.get("KITH_SMS_FOLDER", str(Path(INSTANCE.folder) / "texts"))
DEFAULT_FROM_EMAIL = os.environ.get("KITH_EMAIL_FROM", "Kith <no-reply@localhost>")
# Documents (kith/documents): how large a file may be, and the virus scanner that looks at it, where there is one.
LARGEST_FILE = int(os.environ.get("KITH_LARGEST_FILE", "25")) * 1_000_000  # bytes
CLAMD = os.environ.get("KITH_CLAMD", "")  # host:port
