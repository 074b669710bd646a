"""Who sits at the wizard, since when, and whether it is locked."""

from __future__ import annotations

from hexwizard.desk.actor import Actor
from hexwizard.desk.clock import Clock
from hexwizard.desk.session_rules import SessionRules


class Session:
    """One operator at one wizard. A locked one stays locked until the same operator's password opens it."""

    def __init__(self, actor: Actor, clock: Clock, rules: SessionRules, *, locks: bool = True) -> None:
        self._actor = actor
        self._clock = clock
        self._rules = rules
        self._locks = locks
        self._touched_at = clock()
        self._locked = False

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def is_locked(self) -> bool:
        """Locked by hand, or by having been left alone for too long."""
        now = self._clock()
        # A clock that was set back must not keep the wizard open for longer.
        self._touched_at = min(self._touched_at, now)
        if self._locks and now - self._touched_at >= self._rules.lock_after:
            self._locked = True
        return self._locked

    def touch(self) -> bool:
        """A key or the mouse: the time begins anew, unless it was over before. False where the wizard is locked."""
        if self.is_locked:
            return False
        self._touched_at = self._clock()
        return True

    def lock(self) -> None:
        """Lock by hand."""
        self._locked = self._locks

    def renew(self, actor: Actor) -> None:
        """The same operator gave the password again. Raises `ValueError` for anybody else."""
        if actor != self._actor:
            raise ValueError("another operator opens a session of their own")
        self._actor = actor
        self._touched_at = self._clock()
        self._locked = False
