"""EduSmart's settings, read from the environment; docs/configuration.md has them in one table."""

import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from edusmart import environment as env
from edusmart import file_storages
from edusmart.operating.outside import FORBIDDEN, is_outside

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("EDUSMART_VAR", str(BASE_DIR / "var"))).absolute()

# Web
DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", VAR_DIR / "secret_key")
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/")
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", [_public.hostname] if _public.hostname else ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", [PUBLIC_URL] if PUBLIC_URL else [])
_secure = _public.scheme == "https"
# Only behind a proxy that ends TLS: elsewhere any client could send this header.
if _secure:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.switch("HSTS_SUBDOMAINS", True)
    # A browser takes a cookie of this name from this host alone, over TLS: no neighbour can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# As many as write X-Forwarded-For: what stands before their lines was sent by the client.
PROXY_HOPS = env.number("PROXY_HOPS", 1 if _secure else 0, at_least=0)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = _secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
AWS_S3_BUCKET = env.text("AWS_S3_BUCKET")
AWS_S3_REGION = env.text("AWS_S3_REGION", "us-east-1")
AWS_S3_ENDPOINT_URL = env.text("AWS_S3_ENDPOINT_URL")
_bucket_origin = AWS_S3_ENDPOINT_URL or f"https://{AWS_S3_BUCKET}.s3.{AWS_S3_REGION}.amazonaws.com"
_cdn = env.text("AWS_S3_CUSTOM_DOMAIN")
MEDIA_THROUGH_WEB = env.switch("MEDIA_THROUGH_WEB", False)
# Where browsers are sent for files: to nobody's bucket where web passes them on.
_sent_to = [f"https://{_cdn}"] if _cdn else [_bucket_origin] if AWS_S3_BUCKET else []
MEDIA_HOSTS = env.words("MEDIA_HOSTS", [] if MEDIA_THROUGH_WEB else _sent_to)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *MEDIA_HOSTS],
        # blob: is what the player has loaded ahead.
        "media-src": [SELF, "blob:", *MEDIA_HOSTS],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "servestatic.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",
    "edusmart.work.queue_pages.QueuesConfig",
    "edusmart",
    "edusmart.accounts",
    "edusmart.live",
    "edusmart.work",
    "tts",
    "classroom",
    "stories",
    "briefs",
]
if sys.argv[1:2] == ["runserver"]:
    # Django's own server would know no sockets. Anywhere else this costs each process 20 MB for nothing.
    INSTALLED_APPS.insert(0, "daphne")
MIDDLEWARE = [
    "edusmart.operating.health.health_middleware",
    "edusmart.staticfiles.ServedForever",
    "edusmart.database_pool.streaming_middleware",
    "edusmart.http.access_log.access_middleware",
    "edusmart.http.caching.no_store_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "edusmart.http.responses.responses_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "edusmart.accounts.origin.origin_middleware",
    "edusmart.accounts.sessions.open_sessions.open_sessions_middleware",
    "edusmart.accounts.web.gate.gate_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "edusmart.http.deleted_meanwhile.deleted_meanwhile_middleware",
]
ROOT_URLCONF = "edusmart.urls"
ASGI_APPLICATION = "edusmart.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "classroom.web.joining.joining",
            ]
        },
    }
]

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "stories:shelf"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
] + [{"NAME": "edusmart.accounts.password_rules.RoleAndWordsValidator"}]
# Sent at the latest after so long, or the request that asked for it fails.
EMAIL_TIMEOUT = 10
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587, at_least=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.switch("EMAIL_USE_TLS", True)
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", EMAIL_HOST_USER)
PASSWORD_RESET_TIMEOUT = 3600

SESSION_HOURS = env.number("SESSION_HOURS", 336, at_least=1)
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 4320, at_least=0)
SECOND_FACTOR_REQUIRED = env.switch("SECOND_FACTOR_REQUIRED", False)
SECOND_FACTOR_OF_PUPILS = env.switch("SECOND_FACTOR_OF_PUPILS", False)
OIDC_ISSUER = env.issuer("OIDC_ISSUER")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
OIDC_NAME = env.text("OIDC_NAME", "OpenID Connect")
OIDC_SCOPES = env.text("OIDC_SCOPES", "openid email profile")
OIDC_DOMAINS = env.words("OIDC_DOMAINS", [])
OIDC_ACR = env.words("OIDC_ACR", [])
OIDC_AMR = env.words("OIDC_AMR", [])
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
OIDC_GROUPS = env.mapping("OIDC_GROUPS")
PICTURE_SIGN_IN = env.switch("PICTURE_SIGN_IN", True)
AUDIT_KEEP_DAYS = env.number("AUDIT_KEEP_DAYS", 365, at_least=1)
STORIES_PER_DAY = env.number("STORIES_PER_DAY", 50, at_least=1)
SILENCED_SYSTEM_CHECKS = [
    "security.W004",
    "security.W008",
]  # TLS ends at the proxy; see operating.md

# Database
DATABASES: dict[str, Any] = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that reads first and then writes could not wait for another writer: it would fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # With WAL readers do not wait for a writer.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file: a database in memory is seen by one process only.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
# Each request has a thread of its own: connections that were kept would only pile up. On PostgreSQL a web
# process has a pool (edusmart.database_pool.py).
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A pooler between them may give each transaction another session.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
WEB_REQUESTS_AT_ONCE = env.number("WEB_REQUESTS_AT_ONCE", 20, at_least=1)
WEB_REQUESTS_WAITING = env.number("WEB_REQUESTS_WAITING", 400, at_least=0)
WEB_REPLICAS = env.number("WEB_REPLICAS", 1, at_least=1)
# What `manage.py app_role` makes; the application itself does not read them.
APP_DATABASE_ROLE = env.text("APP_DATABASE_ROLE")
APP_DATABASE_PASSWORD = env.text("APP_DATABASE_PASSWORD")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis: changes to publish and wake-up tokens only
REDIS_URL = env.text("REDIS_URL") or env.socket_url(VAR_DIR / "redis.sock")
REDIS_PREFIX = env.text("REDIS_PREFIX", "edusmart:")
WORK_SLOTS = {
    "telling": env.number("TELLING_WORKERS", 1, at_least=0),
    "long_telling": env.number("LONG_TELLING_WORKERS", 1, at_least=0),
    "rewriting": env.number("REWRITING_WORKERS", 1, at_least=0),
    "translation": env.number("TRANSLATION_WORKERS", 1, at_least=0),
    "illustration": env.number("ILLUSTRATION_WORKERS", 1, at_least=0),
    "narration": env.number("NARRATION_WORKERS", 2, at_least=0),
}
RQ_QUEUES = {
    kind: {
        "URL": REDIS_URL,
        "DEFAULT_TIMEOUT": 300,
        "SERIALIZER": "rq.serializers.JSONSerializer",
        "REDIS_CLIENT_KWARGS": {"socket_connect_timeout": 1},
    }
    for kind in WORK_SLOTS
}
# Its pages empty queues; what staff ask of the work is on the admin's home, counted from the rows.
RQ_SHOW_ADMIN_LINK = False
RQ = {"JOB_CLASS": "edusmart.work.queues.Token"}
WORK_LEASE_SECONDS = env.number("WORK_LEASE_SECONDS", 30, at_least=1)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 2, at_least=1)
# In each web process. A whole school may be behind one address.
SOCKETS_PER_PERSON = env.number("SOCKETS_PER_PERSON", 30, at_least=1)
SOCKETS_PER_ADDRESS = env.number("SOCKETS_PER_ADDRESS", 2000, at_least=1)
HUB_POLL_SECONDS = env.number("HUB_POLL_SECONDS", 3, at_least=1)

# Files
MEDIA_ROOT = VAR_DIR / "media"
FILE_STORAGE = file_storages.choose()
STORAGES: dict[str, Any] = {
    **FILE_STORAGE.described,
    "default": FILE_STORAGE.described[FILE_STORAGE.name],
    "staticfiles": {"BACKEND": "edusmart.staticfiles.ModuleStorage"},
}
# Not less: a file has no row until the row that it belongs to is complete.
FILE_KEEP_HOURS = env.number("FILE_KEEP_HOURS", 48, at_least=2)
STATIC_URL = "/static/"
SERVESTATIC_ALLOW_ALL_ORIGINS = False


def _static_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """A page needs some thirty static files: of the site's headers they carry those that protect them."""
    headers["X-Content-Type-Options"] = "nosniff"
    if _secure:
        subdomains = "; includeSubDomains" if SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        headers["Strict-Transport-Security"] = f"max-age={SECURE_HSTS_SECONDS}{subdomains}"


SERVESTATIC_ADD_HEADERS_FUNCTION = _static_headers
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
PODCAST_EMAIL = env.text("PODCAST_EMAIL")
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_MB", 30, at_least=1) * 1024 * 1024
UPLOAD_MAX_PAGES = env.number("UPLOAD_MAX_PAGES", 200, at_least=1)
UPLOAD_READINGS = env.number("UPLOAD_READINGS", 2, at_least=1)
FILE_UPLOAD_TEMP_DIR = env.text("UPLOAD_TEMP_DIR") or None

# Providers
# false: nothing is sent to a service that somebody else runs.
OUTSIDE_SERVICES = env.switch("OUTSIDE_SERVICES", True)
OWN_HOSTS = env.words("OWN_HOSTS", [])
CHATTERBOX_URL = env.text("CHATTERBOX_URL", "http://127.0.0.1:5000").rstrip("/")
for _name, _address in {
    "CHATTERBOX_URL": CHATTERBOX_URL,
    "OIDC_ISSUER": OIDC_ISSUER,
    "EMAIL_HOST": EMAIL_HOST,
}.items():
    if not OUTSIDE_SERVICES and _address and is_outside(_address):
        env.complaints.append(FORBIDDEN.format(_name))
if not OUTSIDE_SERVICES:
    # Neither offered nor called, whatever a process makes of the complaint.
    OIDC_ISSUER = "" if is_outside(OIDC_ISSUER) else OIDC_ISSUER
    EMAIL_HOST = "" if is_outside(EMAIL_HOST) else EMAIL_HOST
CHATTERBOX_TIMEOUT = env.number("CHATTERBOX_TIMEOUT", 60, at_least=1)
CHATTERBOX_API_KEY = env.text("CHATTERBOX_API_KEY")
SPEECH_EDITION = env.text("SPEECH_EDITION")
RECORDING_KEEP_HOURS = env.number("RECORDING_KEEP_HOURS", 24, at_least=1)
SPOKEN_CHARS_PER_PERSON = env.number("SPOKEN_CHARS_PER_PERSON", 500_000, at_least=0)
SPOKEN_CHARS_PER_DAY = env.number("SPOKEN_CHARS_PER_DAY", 0, at_least=0)
GEMINI_API_KEY = env.text("GEMINI_API_KEY")
GEMINI_BASE_URL = env.text("GEMINI_BASE_URL")
GEMINI_TEXT_MODEL = env.text("GEMINI_TEXT_MODEL", "gemini-3.8-flash")
GEMINI_TIMEOUT = env.number("GEMINI_TIMEOUT", 120, at_least=1)
GEMINI_IMAGE_MODEL = env.text("GEMINI_IMAGE_MODEL", "gemini-nano-banana-2.1")
GEMINI_THINKING = env.one_of("GEMINI_THINKING", "LOW", ["MINIMAL", "LOW", "MEDIUM", "HIGH"])
GEMINI_MAX_OUTPUT_TOKENS = env.number("GEMINI_MAX_OUTPUT_TOKENS", 32768, at_least=1024)
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL")
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_STORY_MODEL = env.text("OPENAI_STORY_MODEL")
OPENAI_IMAGE_MODEL = env.text("OPENAI_IMAGE_MODEL")
OPENAI_TIMEOUT = env.number("OPENAI_TIMEOUT", 3600, at_least=1)
OPENAI_CONTEXT_TOKENS = env.number("OPENAI_CONTEXT_TOKENS", 0, at_least=0)
OPENAI_MAX_OUTPUT_TOKENS = env.number("OPENAI_MAX_OUTPUT_TOKENS", 0, at_least=0)
# Which values there are is known to the installed providers; a check of theirs names a wrong one.
STORYTELLER = env.text("STORYTELLER", "AUTO").upper()
MEND_INVENTIONS = env.switch("MEND_INVENTIONS", default=True)
PUBLISH_NEEDS_LOOKS = env.switch("PUBLISH_NEEDS_LOOKS", default=False)
LESSONS_FROM_TEXT = env.switch("LESSONS_FROM_TEXT", default=True)
ILLUSTRATOR = env.text("ILLUSTRATOR", "AUTO").upper()
# Of each model for a million tokens, in and out, which is millionths for one token.
MODEL_PRICES = env.prices("MODEL_PRICES", "gemini-3.8-flash=0.5/3,gemini-nano-banana-2.1=0.5/60")

CURRENCY = env.text("CURRENCY", "USD")
BUDGET_CENTS_PER_DAY = env.number("BUDGET_CENTS_PER_DAY", 1000, at_least=0)

# Language and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
FORMAT_MODULE_PATH = ["edusmart.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

#: What Prometheus sends to read /metrics; without it there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN")

LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "edusmart.http.access_log.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "edusmart.http.access_log.JsonFormatter"},
    },
    "filters": {
        "database_away_once": {"()": "edusmart.http.rare_lines.DatabaseAwayOnce"},
        "odd_host_once": {"()": "edusmart.http.rare_lines.OddHostOnce"},
        "refused_in_one_line": {"()": "edusmart.http.rare_lines.RefusedInOneLine"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": env.one_of("LOG_FORMAT", "LINE", ["LINE", "JSON"]).lower(),
            "filters": ["refused_in_one_line"],
        }
    },
    "root": {
        "handlers": ["stderr"],
        "level": env.one_of("LOG_LEVEL", "INFO", LOG_LEVELS),
    },
    "loggers": {
        "django.request": {"filters": ["database_away_once"]},
        "django.security.DisallowedHost": {"filters": ["odd_host_once"]},
        "psycopg.pool": {"level": "ERROR"},  # it warns of each try while the database is away
        "rq.worker": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
        "pypdfium2": {"level": "WARNING"},
        # It takes Replit's sign-in for one of Google's own, and complains each time.
        "google.auth.external_account": {"level": "CRITICAL"},
    },
}
