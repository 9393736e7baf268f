"""Where a request comes from: what guesses at a secret are counted by."""

from flask import g, request

from processes.complaint import attempts

#: The header in which a partner's server names the telephone that asks through it.
ASKER = "Asker"
LONGEST_ASKER = 200


def place() -> str:
    """The network that asks; through a partner, whose server asks for all, the telephone it names.

    So nobody who guesses in an app shuts the others of that app out.
    """
    asker = request.headers.get(ASKER, "")[:LONGEST_ASKER]
    partner = g.get("partner")
    if partner is None or not asker:
        return attempts.network(request.remote_addr)
    return f"{partner.id}\0{asker}"
