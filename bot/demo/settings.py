"""How the Graph stand-in behaves: its clock, its limits, and what tests make it do wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.demo.faults import Faults
from bot.demo.request_log import RequestLog


def system_now() -> datetime:
    """The wall clock, UTC; the default clock of a server that is given none."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Settings of one server.

    now             the tenant's clock: retention and error dates follow it
    lenient         also accept the $filter operators that are used in the field but not documented
    throttle        (requests, seconds) that the report collections allow in any window; None: no limit
    tokens          accepted bearer tokens; None: any that is not empty
    premium         False: no Entra ID P1 or P2, so sign-ins and provisioning are refused and 7 days are kept
    show_policies   False: the caller may not read Conditional Access, so sign-ins come without their policies
    select_allowed  whether $select is taken by signIns and provisioning (Graph has been seen to refuse it)
    page_size       the largest page of the three logs
    retention_days  how far back $filter may start; None: by licence, 30 or 7
    me              id or user principal name that /me stands for; None: an app-only caller
    clock           seconds for the throttling window, so that tests need not wait
    faults, log     the test's plan of faults, and the list of requests that were received
    """

    now: Callable[[], datetime] = system_now
    lenient: bool = False
    throttle: tuple[int, float] | None = (5, 10.0)
    tokens: frozenset[str] | None = None
    premium: bool = True
    show_policies: bool = True
    select_allowed: bool = False
    page_size: int = 1000
    retention_days: int | None = None
    me: str | None = None
    clock: Callable[[], float] = time.monotonic
    faults: Faults = field(default_factory=Faults)
    log: RequestLog = field(default_factory=RequestLog)

    @property
    def kept_days(self) -> int:
        """Days of history that may be asked for."""
        return self.retention_days or (30 if self.premium else 7)
