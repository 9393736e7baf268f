"""Passwords and passphrases: hashed slowly, and never many at once."""

import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from processes.exceptions import PassphraseTooLong, PassphraseTooShort

SHORTEST = 8
LONGEST = 200


class Hasher:
    """Argon2id with a bound on how many hashes are computed at the same time.

    A morning of sign-ins, or somebody who posts passphrases by the thousand, waits in line
    instead of taking all the memory of the machine.
    """

    def __init__(self, *, time_cost: int, memory_kib: int, at_once: int = 4) -> None:
        self._argon2 = PasswordHasher(time_cost, memory_kib, parallelism=1)
        self._line = BoundedSemaphore(at_once)
        self._decoy = self._argon2.hash("nobody's passphrase")

    def hash(self, secret: str) -> str:
        """The hash to store.

        :raises PassphraseTooShort: fewer than eight characters
        :raises PassphraseTooLong: more than two hundred
        """
        secret = normalised(secret)
        if len(secret) < SHORTEST:
            raise PassphraseTooShort
        if len(secret) > LONGEST:
            raise PassphraseTooLong
        with self._line:
            return self._argon2.hash(secret)

    def verify(self, stored: str | None, secret: str) -> bool:
        """Whether `secret` is the one that was hashed.

        With nothing stored it works as long and says no: who does not exist looks the same.
        """
        secret = normalised(secret)[: LONGEST + 1]
        with self._line:
            try:
                return self._argon2.verify(stored or self._decoy, secret) and stored is not None
            except (VerificationError, InvalidHashError):
                return False


#: 19 MiB and two passes, the smallest setting recommended for passwords in 2023 and after.
STRONG = Hasher(time_cost=2, memory_kib=19 * 1024)


def normalised(secret: str) -> str:
    """The same text however a keyboard composed it, outer blanks dropped and inner ones single.

    Devanagari comes in several encodings of one written word.
    """
    return " ".join(unicodedata.normalize("NFC", secret).split())
