"""Counting how often somebody tries, in the memory of this process and without a thread of its own.

The library's own store begins a thread to forget what has ended. Beginning one waits for every
other thread: of fifty women who call at once each would wait for it.
"""

import threading
import time

from limits.storage import Storage

#: So many keys are kept before those that have ended are looked for.
_SWEEP_AT = 1_000


class CountsInMemory(Storage):
    """Counts of fixed windows; what has ended is forgotten when many have come."""

    STORAGE_SCHEME = ["counts"]  # noqa: RUF012  # so the library wants it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **_: str) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}  # how many, and until when
        self._sweep_at = _SWEEP_AT

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong in a store: nothing of its own here."""
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count once more; the first count of a window says when it ends."""
        now = time.time()
        with self._lock:
            count, until = self._counts.get(key, (0, 0.0))
            if until <= now:
                count, until = 0, now + expiry
            self._counts[key] = count + amount, until
            if len(self._counts) >= self._sweep_at:
                self._sweep(now)
            return count + amount

    def get(self, key: str) -> int:
        """How many in the window that runs."""
        count, until = self._counts.get(key, (0, 0.0))
        return count if until > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends."""
        return max(self._counts.get(key, (0, 0.0))[1], time.time())

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def reset(self) -> int:
        """Forget everything; how much it was."""
        with self._lock:
            forgotten = len(self._counts)
            self._counts.clear()
            return forgotten

    def clear(self, key: str) -> None:
        """Forget one."""
        with self._lock:
            self._counts.pop(key, None)

    def _sweep(self, now: float) -> None:
        self._counts = {key: kept for key, kept in self._counts.items() if kept[1] > now}
        self._sweep_at = max(_SWEEP_AT, 2 * len(self._counts))
