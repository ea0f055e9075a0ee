"""Record keys: UUIDv7 (RFC 9562) as 32 hex digits, so that keys sort by time and never collide between stations."""

from __future__ import annotations

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new key: 48 bits of milliseconds, then a counter that only grows in this process, then random bits."""
    global _last  # noqa: PLW0603 - the monotonic counter is the point of this module
    with _lock:
        now = (time.time_ns() // 1_000_000) << 12
        _last = now if now > _last else _last + 1
        stamp = _last
    random_tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random_tail
    return f"{value:032x}"
