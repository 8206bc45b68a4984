"""How much of everything a run takes."""

from __future__ import annotations

from dataclasses import dataclass

FULL, QUICK = 1.0, 1 / 20


@dataclass(frozen=True)
class Sizes:
    """The full sizes, or a part of them."""

    part: float = FULL

    @property
    def submissions(self) -> int:
        """Records let in over HTTP, one by one."""
        return self._of(4_000)

    @property
    def pages(self) -> int:
        """List pages asked for."""
        return self._of(2_000)

    @property
    def listed(self) -> int:
        """Records in the table that lists are made of."""
        return self._of(100_000)

    @property
    def imported(self) -> int:
        """Rows of the imported file."""
        return self._of(100_000)

    @property
    def many(self) -> int:
        """Records that are regraded and reported on."""
        return self._of(1_000_000)

    @property
    def reported(self) -> int:
        """Records that every report of the pack is asked of, with five events each; 5 parts are a million."""
        return self._of(200_000)

    @property
    def routed(self) -> int:
        """Records that are handed out in one go."""
        return self._of(10_000)

    @property
    def fired(self) -> int:
        """Records whose timers fall due at once; each of them has two steps."""
        return self._of(50_000)

    @property
    def killed(self) -> int:
        """Timers that are fired by processes which somebody kills."""
        return self._of(4_000)

    def _of(self, size: int) -> int:
        return max(int(size * self.part), 20)
