"""What guards every page: headers, form tokens, cookies, and limits on how often one may try."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from web import too_large
from web.counting import CountsInMemory
from web.settings import Settings

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, headers_enabled=False)
#: Known to the limiter by its scheme, which the settings name.
STORES = (CountsInMemory,)

#: The door at which a call for help is heard whatever its text holds.
_MARKS_CONTROL_SIGNS = "gateway"
#: A form token lives as long as its session: a woman who pauses must not lose what she typed.
_TOKEN_SECONDS = None


def init_app(app: Flask, settings: Settings) -> None:
    """Guard the app."""
    app.config.update(
        SECRET_KEY=settings.secret_key and settings.secret_key.get_secret_value(),
        # a neutral name; the browser forgets it when it closes
        SESSION_COOKIE_NAME="__Host-s" if settings.https else "s",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_TIME_LIMIT=_TOKEN_SECONDS,
        WTF_CSRF_SSL_STRICT=False,  # pages send no referrer; SameSite and the token do the work
        RATELIMIT_ENABLED=settings.rate_limits,
        RATELIMIT_STORAGE_URI=settings.rate_limit_storage,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app,
            x_for=settings.proxies,
            x_proto=settings.proxies,
            x_host=settings.proxies,
        )
    csrf.init_app(app)
    limiter.init_app(app)
    too_large.init_app(app, settings.form_bytes)
    policy = content_security_policy(settings.exit_url)

    @app.before_request
    def refuse_control_signs() -> None:
        # a database takes no NUL, and no person types one
        if "\0" in request.path:
            abort(404)
        if request.blueprint != _MARKS_CONTROL_SIGNS and any("\0" in each for each in _texts()):
            abort(400)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"
        )
        if settings.demo:
            headers["X-Robots-Tag"] = "noindex, nofollow"
        if settings.https:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if request.endpoint != "static" or response.status_code >= 400:
            headers["Cache-Control"] = "no-store"
            headers["X-Robots-Tag"] = headers.get("X-Robots-Tag", "noarchive")
        return response


def content_security_policy(exit_url: str) -> str:
    """Nothing from elsewhere, nothing inline; forms go to us or, when she leaves, to the exit."""
    leave_to = urlsplit(exit_url)
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",  # the drawing's viewer keeps small pictures in its style
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action 'self' {leave_to.scheme}://{leave_to.netloc}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        )
    )


def comes_from_elsewhere() -> bool:
    """Whether another site made the browser send this request."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin != "null" and urlsplit(origin).netloc != request.host


def _texts() -> Iterator[str]:
    """Every name and value that came with this request, files left out."""
    for source in (request.args, request.form):
        for name, values in source.lists():
            yield name
            yield from values
