"""All settings, typed and in one file; everything that differs per installation comes from the environment.

The table of environment variables stands in docs/instellingen.md. Nothing else in the project reads ``os.environ``
(manage.py and netwerk/embedded.py excepted: they run before Django).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import environ
import structlog

from netwerk import logregels

env = environ.Env()

BASE_DIR: Path = Path(__file__).resolve().parent.parent
VERSIE: str = "0.1.0"

# --- what kind of run is this -------------------------------------------------------------------------------------
#: True while pytest runs: fast password hasher, no manifest for static files, mail kept in memory.
TEST: bool = "pytest" in sys.modules
#: True for `make demo`: an invented city on 127.0.0.1, known passwords, a banner on every page.
DEMO: bool = env.bool("NETWERK_DEMO", default=False)
DEBUG: bool = env.bool("DEBUG", default=False)

#: Used only when SECRET_KEY is missing; checks netwerk.E003 and wsgi.py refuse it outside demo, debug and tests.
ONVEILIGE_SLEUTEL: str = "onveilig-alleen-voor-demo-en-tests"
SECRET_KEY: str = env.str("SECRET_KEY", default=ONVEILIGE_SLEUTEL)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
#: Address under which others reach the portal; used in mail, QR codes and signed links.
PORTAAL_URL: str = env.str("PORTAAL_URL", default="http://127.0.0.1:8000").rstrip("/")

# --- applications -------------------------------------------------------------------------------------------------
INSTALLED_APPS: list[str] = [
    "netwerk.kern",
    "netwerk.overleg",
    "aanbod",
    "leermateriaal",
    "vrijwilligers",
    "intake",
    "netwerk.rapportage",
    "netwerk.portaal",
    # Django's admin, its front page by job.
    "netwerk.kern.beheer.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "csp",
]

MIDDLEWARE: list[str] = [
    "netwerk.kern.waarneming.WaarnemingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "netwerk.kern.middleware.KoppenMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "netwerk.kern.sessies.StilMiddleware",
    "netwerk.kern.sessies.InlogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "netwerk.kern.tweedefactor.TweedeFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "netwerk.kern.talen.TaalMiddleware",
    # Last, so that views and the rendering of their templates run inside the row-level scope of the user.
    "netwerk.kern.middleware.BereikMiddleware",
]

ROOT_URLCONF: str = "netwerk.urls"
WSGI_APPLICATION: str = "netwerk.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "netwerk.kern.contextprocessors.huis",
            ],
            "builtins": ["django.templatetags.i18n", "netwerk.kern.templatetags.netwerk"],
        },
    },
]
FORM_RENDERER: str = "netwerk.kern.velden.Tekenaar"
CRISPY_ALLOWED_TEMPLATE_PACKS: list[str] = ["bootstrap5"]
CRISPY_TEMPLATE_PACK: str = "bootstrap5"

# --- database -----------------------------------------------------------------------------------------------------
# PostgreSQL >= 15 only. jit=off: with JIT on, a system server made our short queries 1.3 to 7 times slower.
# random_page_cost: with the default, meant for spinning disks, a search for a common word read the whole table.
# word_similarity_threshold: from where on a word is taken for a typing error of another; below it that is chance. Set
# here and not in a query, since only the operator that reads it can use a trigram index.
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url("DATABASE_URL", default="postgresql:///netwerk")}
#: A copy of the same database that may only be read; the public directory asks it (netwerk.kern.leesreplica).
if env.str("LEESREPLICA_URL", default=""):
    DATABASES["leesreplica"] = env.db_url("LEESREPLICA_URL")
for _naam, _database in DATABASES.items():
    _database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    _database["CONN_HEALTH_CHECKS"] = True
    # A replica that is away must not make a page wait: the primary answers it as well.
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5 if _naam == "default" else 2)
    _database["OPTIONS"]["options"] = (
        "-c jit=off -c random_page_cost=1.1 -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        " -c statement_timeout=15min -c pg_trgm.word_similarity_threshold=0.45"
    )
#: Seconds that the replica may be behind before the directory is read from the primary.
LEESREPLICA_ACHTERSTAND: int = env.int("LEESREPLICA_ACHTERSTAND", default=600)
#: The web process gives up a statement sooner (netwerk.kern.tijdslimieten); commands may take the quarter of an hour
#: above, and migrations as long as they need.
WEB_STATEMENT_TIMEOUT: str = "30s"
#: Another role on the same database, which sees every row: backups only (netwerk.kern.reservekopie).
RESERVEKOPIE_URL: str = env.str("RESERVEKOPIE_URL", default="")
RESERVEKOPIE_SLEUTEL: str = env.str("RESERVEKOPIE_SLEUTEL", default="")
DEFAULT_AUTO_FIELD: str = "django.db.models.BigAutoField"

# Login limits count in the cache; a cache per process would let every worker count for itself.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kern_cache"}
}

SESSION_ENGINE: str = "netwerk.kern.sessieopslag"

# --- who may in ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL: str = "kern.Gebruiker"
AUTHENTICATION_BACKENDS: list[str] = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL: str = "account_login"
LOGIN_REDIRECT_URL: str = "portaal:home"
ACCOUNT_LOGIN_METHODS: set[str] = {"email"}
ACCOUNT_SIGNUP_FIELDS: list[str] = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD: None = None
ACCOUNT_USER_DISPLAY: str = "netwerk.kern.accounts.toon_naam"
ACCOUNT_ADAPTER: str = "netwerk.kern.accounts.Accounts"
ACCOUNT_FORMS: dict[str, str] = {
    "login": "netwerk.kern.inloggen.InlogFormulier",
    "reset_password": "netwerk.kern.inloggen.HerstelFormulier",
}
ACCOUNT_EMAIL_VERIFICATION: str = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX: str = "Netwerk Digitaal: "
#: A reset for an address without an account looks the same and mails nobody.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS: bool = False
ACCOUNT_LOGOUT_REDIRECT_URL: str = "/"
#: Who chose a password by the mailed link is in, but for the second step: no typing of the same password again.
ACCOUNT_LOGIN_ON_PASSWORD_RESET: bool = True
ACCOUNT_SESSION_REMEMBER: bool | None = False
#: Everybody with a role needs a second factor (TOTP or passkey). Off in demo and tests, whose passwords are known.
TWEEDE_FACTOR: bool = env.bool("TWEEDE_FACTOR", default=not (DEBUG or DEMO or TEST))
MFA_ADAPTER: str = "netwerk.kern.tweedefactor.Factoren"
MFA_FORMS: dict[str, str] = {"activate_totp": "netwerk.kern.inloggen.AppFormulier"}
MFA_SUPPORTED_TYPES: list[str] = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED: bool = True
#: People are invited, nobody signs up with the address of another: a second step need not wait for one more mail.
MFA_ALLOW_UNVERIFIED_EMAIL: bool = True
MFA_TOTP_ISSUER: str = "Netwerk Digitaal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN: bool = DEBUG or DEMO or TEST
MFA_RECOVERY_CODES_SHOW_ONCE: bool = True
USERSESSIONS_TRACK_ACTIVITY: bool = False

# Single sign-on with one OpenID Connect provider, say the municipality's. Matches an existing account by the e-mail
# address that the provider has verified; nobody gets a new account this way.
OIDC_SERVER: str = env.str("OIDC_SERVER", default="")
SOCIALACCOUNT_ADAPTER: str = "netwerk.kern.accounts.Aanmeldingen"
SOCIALACCOUNT_EMAIL_AUTHENTICATION: bool = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT: bool = True
SOCIALACCOUNT_ONLY: bool = False
SOCIALACCOUNT_STORE_TOKENS: bool = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": env.str("OIDC_NAAM", default="uw organisatie"),
            "client_id": env.str("OIDC_CLIENT_ID"),
            "secret": env.str("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER},
        }
    )
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TEST:
    PASSWORD_HASHERS: list[str] = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# --- language and time --------------------------------------------------------------------------------------------
# No LocaleMiddleware: staff pages are Dutch whatever the browser asks; public pages follow netwerk.kern.talen.
LANGUAGE_CODE: str = "nl"
LANGUAGES: list[tuple[str, str]] = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
    ("uk", "Українська"),
    ("es", "Español"),
    ("fr", "Français"),
]
TIME_ZONE: str = "Europe/Amsterdam"
USE_I18N: bool = True
USE_TZ: bool = True
#: A folder with the districts and postcodes of another city than Amsterdam (docs/installeren.md); empty: our own.
STADSGEGEVENS: Path | None = Path(env.str("STADSGEGEVENS")) if env.str("STADSGEGEVENS", default="") else None
#: Whose school holidays count for "open now" (aanbod/data/schoolvakanties.toml).
SCHOOLVAKANTIE_REGIO: str = env.str("SCHOOLVAKANTIE_REGIO", default="noord")
LOCALE_PATHS: list[Path] = [BASE_DIR / "locale"]

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL: str = "/static/"
STATIC_ROOT: Path = BASE_DIR / "staticfiles"
STATICFILES_DIRS: list[Path] = [BASE_DIR / "static"]
#: Hashed, compressed files need `collectstatic` first; demo, debug and tests serve straight from static/.
STATIC_MANIFEST: bool = env.bool("STATIC_MANIFEST", default=not (DEBUG or DEMO or TEST))
STORAGES: dict[str, dict[str, str]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS: bool = not STATIC_MANIFEST
WHITENOISE_AUTOREFRESH: bool = DEBUG

# --- mail ---------------------------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="memorymail://" if TEST else "consolemail://"))
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Netwerk Digitaal <portaal@demo.example>")

# --- recurring jobs: `manage.py planning` (netwerk.kern.planning) ---------------------------------------------------
#: A command of ours and when: a local time of day, or an interval in minutes. A test checks that none is forgotten.
OPDRACHTEN: list[dict[str, Any]] = [
    {"naam": "loop_doorverwijzingen", "om": "07:00"},
    {"naam": "loop_aanbod", "om": "07:05"},
    {"naam": "vog_klok", "om": "07:10"},
    {"naam": "verloop_koppelingen", "om": "07:20"},
    {"naam": "stuur_overzichten", "om": "07:40"},
    {"naam": "herbereken_scores", "om": "03:00"},
    {"naam": "tel_vragen", "om": "03:30"},
    {"naam": "ververs_cijfers", "om": "03:40"},
    {"naam": "voed_overleg", "om": "04:30"},
    {"naam": "overleg_klok", "om": "07:30"},
    {"naam": "verstuur_berichten", "elke": 1},
    {"naam": "controleer_links", "om": "02:00", "dag": 6},
    {"naam": "clearsessions", "om": "04:00"},
    {"naam": "ruim_op", "om": "04:30"},
]

#: `mailto:` or `https:` address for who finds a weakness; shown in /.well-known/security.txt.
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", default="")

# --- hardening ----------------------------------------------------------------------------------------------------
HTTPS: bool = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT: bool = HTTPS
SESSION_COOKIE_SECURE: bool = HTTPS
CSRF_COOKIE_SECURE: bool = HTTPS
# With this prefix a browser takes the cookie only over https, for this host alone and for every path: another site on
# the same domain cannot slip in one of its own.
SESSION_COOKIE_NAME: str = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME: str = "__Host-csrftoken" if HTTPS else "csrftoken"
#: A balancer asks these over plain http.
SECURE_REDIRECT_EXEMPT: list[str] = [r"^gezond/$", r"^klaar/$"]
SECURE_HSTS_SECONDS: int = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = HTTPS
SECURE_HSTS_PRELOAD: bool = HTTPS
ACHTER_PROXY: bool = env.bool("ACHTER_PROXY", default=False)
#: How many proxies in front may be believed about the visitor's address; login limits count per address.
ALLAUTH_TRUSTED_PROXY_COUNT: int = 1 if ACHTER_PROXY else 0
if ACHTER_PROXY:
    SECURE_PROXY_SSL_HEADER: tuple[str, str] = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY: bool = True
CSRF_COOKIE_HTTPONLY: bool = True
SESSION_COOKIE_AGE: int = 8 * 3600
#: After so many minutes without a click or a key a login ends; the second holds where somebody said at login that
#: others use this computer too.
SESSIE_STIL_MINUTEN: int = env.int("SESSIE_STIL_MINUTEN", default=60)
SESSIE_STIL_GEDEELD_MINUTEN: int = env.int("SESSIE_STIL_GEDEELD_MINUTEN", default=10)
X_FRAME_OPTIONS: str = "DENY"
SECURE_REFERRER_POLICY: str = "same-origin"
#: Tiles for the map of the directory, as {z}/{x}/{y}; empty: a map of the districts that we draw ourselves, and nobody
#: outside hears where a visitor looks.
KAART_TEGELS: str = env.str("KAART_TEGELS", default="")
#: The attribution that the maker of the tiles asks for, as plain text, and where it links to.
KAART_BRON: str = env.str("KAART_BRON", default="")
KAART_BRON_URL: str = env.str("KAART_BRON_URL", default="")
#: The host of the tiles, for the content security policy; with {s} in the address, all its subdomains.
_TEGELHOST: str = "/".join(KAART_TEGELS.split("/")[:3]).replace("{s}", "*")
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *([_TEGELHOST] if _TEGELHOST else [])],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # Chromium also judges where a form is sent on to: logging in elsewhere starts as a form here.
        "form-action": ["'self'", *([OIDC_SERVER] if OIDC_SERVER else [])],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS: int = 2000

# --- what is going on: netwerk.kern.waarneming ------------------------------------------------------------------------
#: Who asks /metrics/ shows this; without it the page is not there.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")
#: `json` for a log collector, `kort` for people.
LOGVORM: str = env.str("LOGVORM", default="kort")
LOGREGELS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *LOGREGELS,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "netwerk": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": LOGREGELS,
            "processors": [
                # In the demo and in tests everything is invented, and a developer wants to read the error.
                *([] if DEBUG or DEMO or TEST else [logregels.zonder_adres]),
                structlog.processors.format_exc_info
                if DEBUG or DEMO or TEST
                else structlog.processors.ExceptionRenderer(logregels.zonder_tekst),
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer()
                if LOGVORM == "json"
                else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "netwerk"}},
    "root": {"handlers": ["console"], "level": env.str("LOGNIVEAU", default="WARNING")},
    "loggers": {
        # gunicorn remarks on every HEAD that the page was left off, which is what HEAD means.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Our line per request; costs nothing when LOGNIVEAU is set higher on purpose.
        "netwerk.verzoek": {"level": env.str("LOGNIVEAU_VERZOEKEN", default="WARNING" if DEMO or TEST else "INFO")},
    },
}
