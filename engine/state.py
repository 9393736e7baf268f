"""The state of an instance as small sealed bytes.

    format (1) | packing (1) | seal (32) | content

The seal is an HMAC-SHA256 over everything else and over what the bytes belong to: the definition,
the instance and the version of its row. So a state that was edited, taken from another instance or
put back from an earlier day is refused before one byte of it is parsed. `state_rows` says what the
content is, `pruning` what is left out.
"""

import hashlib
import hmac
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.exceptions import StateRejected, StateTooLarge
from engine.state_json import decode, encode
from engine.state_rows import read_rows, write_rows
from engine.upgrades import upgraded

FORMAT = 1
SEAL_BYTES = 32
#: From here on compressing costs less than writing and fetching so many bytes.
COMPRESS_FROM = 16_384
#: The most an instance may hold, before compression: a text of blanks would shrink to nothing.
MAX_BYTES = 5 * 1024 * 1024

_HEAD_BYTES = 2
_PLAIN, _ZLIB = 0, 1


@dataclass(frozen=True)
class Identity:
    """What the bytes belong to; sealed with them, not stored in them."""

    definition_hash: str
    instance_id: str
    version: int  # of the row in which they stand

    def sealed(self) -> bytes:
        """All parts, each with its length, so that none can lend bytes to its neighbour."""
        parts = (self.definition_hash, self.instance_id, str(self.version))
        return b"".join(b"%d:%b" % (len(part), part) for part in map(str.encode, parts))


class StateCodec:
    """Writes and reads states. The first key seals, all keys are accepted."""

    def __init__(self, keys: Sequence[bytes], *, compress_from: int = COMPRESS_FROM) -> None:
        if not keys or any(len(key) < SEAL_BYTES for key in keys):
            raise ValueError(f"a key for the seal has at least {SEAL_BYTES} bytes")
        self._keys = tuple(keys)
        self._compress_from = compress_from

    def dump(self, workflow: Any, identity: Identity) -> bytes:
        """Write what is needed of a workflow at rest, and seal it.

        :raises EventsNotTaken: events thrown outward are still in the workflow
        :raises ValueNotStorable: a variable holds something else than JSON or a date
        :raises StateTooLarge: the instance holds more than an instance may
        """
        content = encode(write_rows(workflow))
        if len(content) > MAX_BYTES:
            raise StateTooLarge(instance=identity.instance_id, bytes=len(content))
        packing = _PLAIN
        if len(content) >= self._compress_from:
            packing, content = _ZLIB, zlib.compress(content, 1)
        head = bytes((FORMAT, packing))
        return head + _seal(self._keys[0], head, identity, content) + content

    def load(
        self,
        data: bytes,
        identity: Identity,
        spec: Any,
        subprocess_specs: dict[str, Any],
        *,
        script_engine: Any,
        now: datetime,
        zone: ZoneInfo,
    ) -> Any:
        """Return the workflow.

        :raises StateRejected: the bytes are damaged or belong somewhere else
        """
        head, content = self._opened(data, identity)
        if head[1] == _ZLIB:
            content = zlib.decompress(content)
        return read_rows(
            upgraded(decode(content), head[0], FORMAT),
            spec,
            subprocess_specs,
            script_engine=script_engine,
            now=now,
            zone=zone,
        )

    def _opened(self, data: bytes, identity: Identity) -> tuple[bytes, bytes]:
        head = data[:_HEAD_BYTES]
        seal = data[_HEAD_BYTES : _HEAD_BYTES + SEAL_BYTES]
        content = data[_HEAD_BYTES + SEAL_BYTES :]
        for key in self._keys:
            if hmac.compare_digest(seal, _seal(key, head, identity, content)):
                return head, content
        raise StateRejected(instance=identity.instance_id, version=identity.version)


def _seal(key: bytes, head: bytes, identity: Identity, content: bytes) -> bytes:
    return hmac.digest(key, head + identity.sealed() + content, hashlib.sha256)
