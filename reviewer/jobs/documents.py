"""Documents that were written before, in the cache of a workspace."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.store.computed import Computed, Key, key_of
from reviewer.store.encoding import to_json
from reviewer.store.runs import Manifest


@dataclass(frozen=True, slots=True)
class StoredDocuments:
    """A `DocumentMemory`: of documents that the same program wrote with the same programs beside it."""

    cache: Computed
    manifest: Manifest

    def recall(self, kind: str, key: str) -> bytes | None:
        return self.cache.recall(self._key(kind, key))

    def keep(self, kind: str, key: str, content: bytes) -> None:
        self.cache.keep(self._key(kind, key), content)

    def _key(self, kind: str, key: str) -> Key:
        return key_of(kind, self.manifest.engine, to_json(self.manifest.environment), key)
