"""Paper locks: whether a locked PDF opens without a password, as one that only forbids printing.

The lock of every PDF keeps a proof of the password that opens it, by which a reader's program knows
a right one before it unlocks anything (ISO 32000-2, 7.6.4). Here the empty password is held against
it; a lock of another make counts as one that nobody here can open.
"""

import re
from hashlib import md5, sha256, sha384, sha512
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from web.task_forms.paper_parts import NotReadable, Reference, read_dictionary

#: What stands in for a password shorter than 32 signs; the empty one is all of it.
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_METADATA_IN_CLEAR = b"\xff\xff\xff\xff"


def needs_password(content: bytes, trailer: bytes) -> bool:
    """Whether this paper, whose trailer is given, stays shut to who knows no password."""
    if b"/Encrypt" not in trailer:
        return False
    try:
        described = read_dictionary(trailer[trailer.find(b"<<") :])
        lock = _part(content, described["Encrypt"])
        return lock["Filter"] != "Standard" or not _opens(lock, described.get("ID"))
    except (NotReadable, UnsupportedAlgorithm, KeyError, TypeError, ValueError, IndexError):
        return True


def _part(content: bytes, named: Any) -> dict[str, Any]:
    """The dictionary itself, or the one that is named; a lock never lies in a packed part."""
    if not isinstance(named, Reference):
        return dict(named)
    begins = rb"(?<![0-9])0{0,9}%d\s{1,4}0{0,4}%d\s{1,4}obj\s{0,4}" % (named.number, named.edition)
    found = list(re.finditer(begins, content))
    return read_dictionary(content[found[-1].end() :][:8_000])


def _opens(lock: dict[str, Any], identity: Any) -> bool:
    revision, proof = lock["R"], lock["U"]
    if revision == 6:
        return bool(_hardened(proof[32:40]) == proof[:32])
    if revision == 5:
        return bool(sha256(proof[32:40]).digest() == proof[:32])
    first = identity[0] if identity else b""
    if revision == 2:
        return bool(_rc4(_key(lock, first, length=5), _PADDING) == proof[:32])
    if revision not in {3, 4}:
        return False
    key = _key(lock, first, length=16 if revision == 4 else lock.get("Length", 40) // 8)
    expected = _md5(_PADDING + first)
    for turn in range(20):
        expected = _rc4(bytes(byte ^ turn for byte in key), expected)
    return bool(expected == proof[:16])


def _key(lock: dict[str, Any], first: bytes, *, length: int) -> bytes:
    """The key of the empty password in locks of the years before 2008."""
    allowed = (lock["P"] & 0xFFFFFFFF).to_bytes(4, "little")
    is_clear = lock["R"] == 4 and lock.get("EncryptMetadata") is False
    mark = _METADATA_IN_CLEAR if is_clear else b""
    key = _md5(_PADDING + lock["O"][:32] + allowed + first + mark)
    for _ in range(50 if lock["R"] > 2 else 0):
        key = _md5(key[:length])
    return key[:length]


def _hardened(salt: bytes) -> bytes:
    """The proof of the empty password in locks of today: hundreds of turns, never more than 288."""
    proof, turn, last = sha256(salt).digest(), 0, 0
    while turn < 64 or last > turn - 32:
        cipher = Cipher(AES(proof[:16]), CBC(proof[16:32])).encryptor()
        mixed = cipher.update(proof * 64)
        proof = (sha256, sha384, sha512)[sum(mixed[:16]) % 3](mixed).digest()
        turn, last = turn + 1, mixed[-1]
    return proof[:32]


def _md5(content: bytes) -> bytes:
    return md5(content, usedforsecurity=False).digest()


def _rc4(key: bytes, content: bytes) -> bytes:
    return Cipher(ARC4(key), mode=None).encryptor().update(content)
