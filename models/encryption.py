"""Keys, and the encryption of fields that name a person or tell her story."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID_BYTES = 4


class CannotDecrypt(Exception):
    """The bytes were not written by any of our keys for this place."""


@dataclass(frozen=True)
class _Key:
    id: bytes
    fields: AESGCM = field(repr=False)
    state: bytes = field(repr=False)
    digests: bytes = field(repr=False)
    audit: bytes = field(repr=False)


class Keyring:
    """The keys of an installation, newest first: the first encrypts, all decrypt.

    From each master key of 32 bytes four are derived: for fields, for the seal on a process
    instance's state, for keyed digests of codes and telephone numbers, and for the audit's chains.
    """

    def __init__(self, masters: Sequence[bytes]) -> None:
        if not masters or any(len(m) != KEY_BYTES for m in masters):
            raise ValueError(f"an encryption key has {KEY_BYTES} bytes")
        self._keys = [_derive(master) for master in masters]

    def encrypt(self, plain: bytes, place: str) -> bytes:
        """Ciphertext that can be read only at `place`, `table:primary key:column`."""
        key, nonce = self._keys[0], secrets.token_bytes(_NONCE_BYTES)
        return key.id + nonce + key.fields.encrypt(nonce, plain, place.encode())

    def decrypt(self, data: bytes, place: str) -> bytes:
        """What :meth:`encrypt` was given.

        :raises CannotDecrypt: damaged, moved from another place, or of an unknown key
        """
        key_id, nonce = data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:][:_NONCE_BYTES]
        key = next((k for k in self._keys if k.id == key_id), None)
        if key is None:
            raise CannotDecrypt
        try:
            return key.fields.decrypt(nonce, data[_KEY_ID_BYTES + _NONCE_BYTES :], place.encode())
        except InvalidTag:
            raise CannotDecrypt from None

    def encrypt_text(self, plain: str, place: str) -> bytes:
        """:meth:`encrypt` for text."""
        return self.encrypt(plain.encode(), place)

    def decrypt_text(self, data: bytes, place: str) -> str:
        """:meth:`decrypt` for text."""
        return self.decrypt(data, place).decode()

    def digest(self, purpose: str, value: str) -> str:
        """A keyed digest, for looking up or comparing a value without storing it."""
        return _digest(self._keys[0], purpose, value)

    def digests(self, purpose: str, value: str) -> list[str]:
        """The digest under every key, newest first: look up by these after a rotation."""
        return [_digest(key, purpose, value) for key in self._keys]

    @property
    def state_keys(self) -> list[bytes]:
        """Keys for sealing the state of process instances, newest first."""
        return [key.state for key in self._keys]

    @property
    def audit_keys(self) -> list[bytes]:
        """Keys for the links and seals of the audit, newest first."""
        return [key.audit for key in self._keys]


def new_master_key() -> bytes:
    """A fresh random master key."""
    return secrets.token_bytes(KEY_BYTES)


def _derive(master: bytes) -> _Key:
    def derived(purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"itsso:" + purpose).derive(master)

    return _Key(
        id=hashlib.sha256(b"key id" + master).digest()[:_KEY_ID_BYTES],
        fields=AESGCM(derived(b"fields")),
        state=derived(b"state"),
        digests=derived(b"digests"),
        audit=derived(b"audit"),
    )


def _digest(key: _Key, purpose: str, value: str) -> str:
    text = f"{purpose}\0{value}".encode()
    return hmac.new(key.digests, text, hashlib.sha256).hexdigest()
