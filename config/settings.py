"""Settings: one file, everything that differs between sites read from the environment (``config.environment``)."""

import sys
from pathlib import Path

from django.utils.csp import CSP

from config.environment import Environment, temporary_state_directory

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
TESTING = "pytest" in sys.modules
# Tests have a state of their own, and leave nothing behind.
VAR_DIR = temporary_state_directory() if TESTING else env.state_directory(BASE_DIR)
SECRET_KEY = env.secret_key(VAR_DIR)
DEBUG = env.flag("DEBUG", default=False)

# The site

PORT = env.port()
SITE_NAME = env.site_name()
SITE_URL = env.site_url()
CONTACT = env.contact()
PUBLISHER = env.line("PUBLISHER")
EDITOR = env.line("EDITOR")
SHOW_ARTICLE_TEXTS = env.flag("SHOW_ARTICLE_TEXTS", default=False)
ALLOWED_HOSTS = env.allowed_hosts()
HTTPS = SITE_URL.startswith("https://")

# The application

INSTALLED_APPS = [
    "claims",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claims.middleware.KeepNothingUnsaid",
    "claims.middleware.RefuseUnstorableText",
    "claims.middleware.SayWhenTheRecordIsAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "claims.middleware.SayWhichMethods",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.context.site",
            ],
        },
    },
]

# Forms from templates/django/forms, like any other template.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FILTERS_EMPTY_CHOICE_LABEL = ""

# Where things are kept

DATABASES = {"default": env.database(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache(VAR_DIR, debug=DEBUG or TESTING)}
MAILERS = env.mailers()

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [directory for directory in [BASE_DIR / "static"] if directory.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "config.static.HashedFiles"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
# From their sources, without collecting first, where files still change or nothing was collected.
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG

# An article's text is at most 500,000 characters, and one takes up to 12 bytes on its way here.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
# No more of a file is taken in than is ever kept, whoever sends it.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "claims.captures.UploadHandler",
]

# Language and time

LOCALE_PATHS = [path for path in [BASE_DIR / "locale"] if path.is_dir()]
LANGUAGE_CODE = env.language_code(BASE_DIR / "locale")
TIME_ZONE = env.time_zone()
USE_I18N = True
USE_TZ = True

# Accounts: docs/decisions/sign-in.md

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "claims.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
# Behind https stands one proxy, which says whose request it passes on.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
# For how long a one-time sign-in link is good.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60

# Cookies: none on public pages; these belong to the desk.

_COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "claims.views.errors.csrf_failure"

# What a browser may do with a page

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_HSTS_PRELOAD = False

SILENCED_SYSTEM_CHECKS = [
    # Nothing sends mail unless EMAIL_URL is set.
    "mail.W001",
    # A record is one host of a newsroom's domain; what its other hosts do is not ours to promise.
    "security.W005",
    "security.W021",
]

# What the operator reads

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime}.{msecs:03.0f}Z {levelname} {name}: {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S",
            "style": "{",
            "class": "config.logs.LineFormatter",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers are replaced, so that everything looks alike and is said once.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # Not found and refused are the visitor's matter; the server's own failures are ours.
        "django.request": {"level": "ERROR"},
        **{
            f"django.security.{refused}": {"level": "CRITICAL"}
            for refused in ["DisallowedHost", "RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"]
        },
    },
}
