"""The guard of the partners' door: a token, its scope, and how often its partner may ask."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItemPerMinute

from models import Partner
from models.session import reading
from processes.partners import tokens
from processes.partners.tokens import Scope
from web.api.problems import Problem
from web.portal import portal
from web.security import limiter

P = ParamSpec("P")

_MINUTE = 60


def asks(
    scope: Scope,
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Open a view to partners whose token has this scope."""

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            found = _partner()
            if not tokens.may(found, scope):
                raise Problem(403, "scope-missing")
            g.partner = found
            return view(*args, **kwargs)

        guarded.scope = scope  # type: ignore[attr-defined]
        return guarded

    return guard


def partner() -> Partner:
    """Who asks, in a view that :func:`asks` has opened."""
    found: Partner = g.partner
    return found


def _partner() -> Partner:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Problem(401, "token-missing")
    made = portal()
    with reading(made.sessions) as session:
        found = tokens.partner_of(session, made.registry.keyring, token.strip())
    if found is None:
        raise Problem(401, "token-missing")
    allowance = RateLimitItemPerMinute(found.per_minute)
    if limiter.enabled and not limiter.limiter.hit(allowance, "api", found.id):
        raise Problem(429, "too-often", retry_after=_MINUTE)
    return found
