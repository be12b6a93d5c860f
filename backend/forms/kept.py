"""What was worked out is kept, up to a weight; the longest unused leaves first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A bounded cache for several threads; what weighs more than a tenth of it is not kept."""

    def __init__(self, most_weight: int) -> None:
        self.most_weight = most_weight
        self.weight = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """What is kept under a key; it is the last used now."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep a value, and let go what has not been used for longest."""
        if weight * 10 > self.most_weight:
            return
        with self._lock:
            former = self._kept.pop(key, None)
            self.weight += weight - (former[1] if former else 0)
            self._kept[key] = (value, weight)
            while self.weight > self.most_weight:
                _, (_, left) = self._kept.popitem(last=False)
                self.weight -= left
