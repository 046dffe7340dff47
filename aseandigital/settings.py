"""Every switch of the site, all read from the environment.

A wrong or missing value stops the start with a sentence that says what to do.
`docs/settings.md` lists the variables.
"""

import ipaddress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()


def read(reader, name, default, hint):
    """One variable through `reader`; ImproperlyConfigured says what the value should be."""
    try:
        return reader(name, default=default)
    except (ValueError, KeyError, TypeError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} is not right: {hint} ({error})") from error


def switch(name, default):
    """A yes or no. Anything but true/false, 1/0, yes/no, on/off is refused, not guessed."""
    value = env.str(name, default=str(default)).strip().lower()
    if value in {"true", "1", "yes", "on"}:
        return True
    if value in {"false", "0", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={value} is not right: use true or false.")


VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
"""Where everything that the program writes goes: database, secret, uploads, static files."""
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = switch("DEBUG", default=False)

# --- Address -----------------------------------------------------------------


def port_of(address):
    """The port that an address names or means; 0 where it names none that is one."""
    try:
        return address.port or 80
    except ValueError:
        return 0


SITE_URL = (env.str("SITE_URL", default="") or f"http://127.0.0.1:{env.str('PORT', default='') or 8000}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname or _site.path or _site.query or not port_of(_site):
    raise ImproperlyConfigured(
        f"SITE_URL={SITE_URL} is not right: give the public address of the site, "
        "scheme and host only, such as https://digital.example.org"
    )
HTTPS = _site.scheme == "https"


def is_local(host):
    """Whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


LOCAL = is_local(_site.hostname)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS=* is not right: name the hosts that this site answers for, separated by commas."
    )
if not ALLOWED_HOSTS:
    ALLOWED_HOSTS = [_site.hostname, *(["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])]
if DEBUG and not LOCAL:
    raise ImproperlyConfigured(
        f"DEBUG is on although SITE_URL={SITE_URL} is a public address: "
        "set DEBUG=false, or SITE_URL to an address of this machine."
    )

# --- Secret ------------------------------------------------------------------
SECRET_FILE = VAR / "secret"
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and SECRET_FILE.exists():
    SECRET_KEY = SECRET_FILE.read_text().strip()
if not SECRET_KEY:
    if not LOCAL:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set it to a random text of 50 or more characters, "
            "for example the output of `python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )
    # On one's own machine the first start makes the secret; nobody has to think of it.
    from aseandigital.secret import made

    SECRET_KEY = made(SECRET_FILE)
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        f"SECRET_KEY has {len(SECRET_KEY)} characters, which is too short: use 50 or more random ones."
    )

# --- Rooms -------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",
    "publishing",
    "plans",
    "news",
    "aseandigital.apps.SiteConfig",
    "aseandigital.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_prose_editor",
    "aseandigital.apps.TasksConfig",
]

MIDDLEWARE = [
    "publishing.middleware.Health",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "publishing.middleware.OnlyKnownMethods",
    "publishing.middleware.Due",
    "publishing.middleware.PublicPages",
    "publishing.middleware.DeskSessions",
    "publishing.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "publishing.middleware.Desk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "aseandigital.urls"
WSGI_APPLICATION = "aseandigital.wsgi.application"
AUTH_USER_MODEL = "publishing.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ----------------------------------------------------------------
DATABASES = {
    "default": read(
        env.db_url,
        "DATABASE_URL",
        f"sqlite:///{VAR / 'site.sqlite3'}",
        "use sqlite:///path/to/file or postgres://user:password@host:5432/name",
    )
}
_database = DATABASES["default"] or {"ENGINE": "nothing that is known"}
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # Measured with eight editors saving at once: Django's defaults refuse a quarter of the
    # saves ("database is locked"); these refuse none, and a power cut loses no save.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;"
        ),
    }
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _database.setdefault("CONN_MAX_AGE", 60)
    _database.setdefault("CONN_HEALTH_CHECKS", True)
else:
    raise ImproperlyConfigured(
        f"DATABASE_URL names {_database['ENGINE']}, which this site does not run on: "
        "use sqlite:///path/to/file or postgres://user:password@host:5432/name"
    )

CACHES = {
    "default": read(
        env.cache_url,
        "CACHE_URL",
        "locmemcache://",
        "use locmemcache:// or redis://host:6379/0",
    )
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Languages and time ------------------------------------------------------
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_CODE = "vi"
LOCALES = {"vi": "vi_VN", "en": "en_GB"}
"""Each language with the country whose spelling it follows, as sharing services want it."""
# Words, in Vietnamese syllables, that are read in a minute. English: M. Brysbaert, "How many words
# do we read per minute?", 2019. Vietnamese: the same pace times the 1.28 syllables that stand for an
# English word in the sample's articles that are in both languages (4,457 syllables, 3,471 words).
READING_PACE = {"vi": 305, "en": 238}
# The second catalog, kept by hand, says what Django and other packages leave in English or say badly.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "django"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["aseandigital.formats"]

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# Public code chooses its text from the ready languages (publishing/languages.py); this
# fallback only keeps the reading of an attribute in the admin from being empty.
MODELTRANSLATION_FALLBACK_LANGUAGES = tuple(code for code, _name in LANGUAGES)
MODELTRANSLATION_AUTO_POPULATE = False
MODELTRANSLATION_CUSTOM_FIELDS = ("LineField", "PlainTextField", "RichTextField")

# --- Files -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", VAR / "fonts")]
(VAR / "fonts").mkdir(exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_PERMISSIONS = 0o644
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "publishing.files.GatheredFiles"},
}
# `make serve` gathers the static files; a plain `runserver` finds them where they lie.
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Source maps are read by developers' tools alone; compressing them takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "avif", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br", "woff", "woff2"),
    "map",
)

# --- Trust -------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
# Set only where a proxy of ours stands in front and overwrites this header itself.
BEHIND_PROXY = switch("BEHIND_PROXY", default=False)
"""Whether a proxy of our own says who asks, and over what."""
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STRICT_PUBLIC_PAGES = switch("STRICT_PUBLIC_PAGES", default=DEBUG)
"""Whether a public page that touches a session stops with an error instead of a log line."""

# Public pages have no nonce, so that a whole page can be kept; the desk has one (publishing/middleware.py).
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
DESK_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE],
    # The one style element that the rich-text editor writes, by its hash and nothing else.
    "style-src": [CSP.SELF, CSP.NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
}
"""What the admin's pages allow: the same, and Django's own nonce for its import map."""

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_URL = urlsplit(env.str("EMAIL_URL", default="console:" if LOCAL else "smtp://localhost:25"))
if EMAIL_URL.scheme == "console":
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
elif EMAIL_URL.scheme in {"smtp", "smtp+tls", "smtps"} and EMAIL_URL.hostname and port_of(EMAIL_URL):
    MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": EMAIL_URL.hostname,
                "port": EMAIL_URL.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[EMAIL_URL.scheme],
                "username": unquote(EMAIL_URL.username or ""),
                "password": unquote(EMAIL_URL.password or ""),
                "use_tls": EMAIL_URL.scheme == "smtp+tls",
                "use_ssl": EMAIL_URL.scheme == "smtps",
            },
        }
    }
else:
    raise ImproperlyConfigured(
        "EMAIL_URL is not right: use console:, smtp://host:25, smtp+tls://user:password@host:587 or smtps://user:password@host:465"
    )
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"no-reply@{_site.hostname}")

CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="").strip()
"""Where readers write to; the page "contact" shows it."""
if CONTACT_EMAIL:
    try:
        validate_email(CONTACT_EMAIL)
    except ValidationError as error:
        raise ImproperlyConfigured(
            f"CONTACT_EMAIL={CONTACT_EMAIL} is not right: give one mail address, such as editors@example.org"
        ) from error

LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise ImproperlyConfigured(f"LOG_LEVEL={LOG_LEVEL} is not right: use DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
