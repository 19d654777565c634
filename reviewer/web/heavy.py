"""Work of some seconds in a request: two at a time, so that other pages are answered meanwhile, and never the same twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reviewer.model.errors import UsageError

Answer = TypeVar("Answer")

AT_ONCE = 2
WAIT_SECONDS = 15.0
_KEPT = 32


@dataclass(slots=True)
class HeavyWork:
    """Answers by their key, the last ones kept. Threads share it."""

    wait: float = WAIT_SECONDS
    _free: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, key: Hashable, compute: Callable[[], Answer]) -> Answer:
        """What is kept under the key, else what is computed.

        Raises: UsageError where others keep the places busy for too long; what `compute` raises, which is not kept.
        """
        found = self._known(key)
        if found is not None:
            return found  # type: ignore[no-any-return] # a key is of one kind of answer
        if not self._free.acquire(timeout=self.wait):
            message = "Сейчас проверяется много правил сразу. Набранное сохранено: повторите через несколько секунд."
            raise UsageError(message, code="busy")
        try:
            found = self._known(key)
            return self._keep(key, compute()) if found is None else found
        finally:
            self._free.release()

    def _known(self, key: Hashable) -> Any | None:  # noqa: ANN401 - answers of any kind
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, found: Answer) -> Answer:
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


HEAVY = HeavyWork()
