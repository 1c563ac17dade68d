"""Tokens: kept until shortly before they expire, fetched once for many, off the event loop."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from bot.graph.tokens import ClientCredentialsToken, DeviceCodeToken, StaticToken
from bot.problems import Problem


class App:
    """What msal's applications do, without the network."""

    def __init__(self, *results: dict[str, Any] | Exception) -> None:
        self.results, self.threads, self.told = list(results), [], []  # type: ignore[var-annotated]

    def _next(self) -> Any:
        self.threads.append(threading.current_thread())
        result = self.results.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    def acquire_token_for_client(self, scopes: list[str]) -> Any:
        return self._next()

    def get_accounts(self) -> list[Any]:
        return ["ann"] if self.threads else []

    def acquire_token_silent(self, scopes: list[str], account: Any, *, force_refresh: bool) -> Any:
        return self._next()

    def initiate_device_flow(self, scopes: list[str]) -> dict[str, Any]:
        return {"user_code": "A1", "message": "open the page and type A1"}

    def acquire_token_by_device_flow(self, flow: dict[str, Any]) -> Any:
        return self._next()


def given(value: str, seconds: int = 3600) -> dict[str, Any]:
    """A token as msal gives it."""
    return {"access_token": value, "expires_in": seconds}


async def test_one_token_serves_until_shortly_before_it_expires() -> None:
    """Fetched once for many askers, off the loop, and again five minutes early."""
    now, app = 0.0, App(given("one"), given("two"))
    source = ClientCredentialsToken(lambda: app, "scope", clock=lambda: now)
    first = await asyncio.gather(*(source.token() for _ in range(20)))
    now = 3299.0
    still = await source.token()
    now = 3301.0
    after = await source.token()

    assert (set(first), still, after) == ({"one"}, "one", "two")
    assert threading.main_thread() not in app.threads


async def test_a_fresh_token_is_another_one_and_fetched_once() -> None:
    """Several readers that were refused the same token share one new one."""
    app = App(given("one"), given("two"))
    source = ClientCredentialsToken(lambda: app, "scope", clock=lambda: 0.0)
    await source.token()
    fresh = await asyncio.gather(*(source.token(fresh=True) for _ in range(3)))

    assert fresh == ["two"] * 3


@pytest.mark.parametrize(
    ("result", "code"),
    [
        ({"error": "invalid_client", "error_description": "words"}, "token-refused"),
        ({"access_token": ""}, "token-refused"),
        (OSError("no network"), "graph-unreachable"),
        (ValueError("no such tenant"), "token-refused"),
    ],
)
async def test_no_token_is_a_problem_and_is_not_kept(result: Any, code: str) -> None:
    """A failure is told in words, and the next question tries again."""
    app = App(result, given("one"))
    source = ClientCredentialsToken(lambda: app, "scope", clock=lambda: 0.0)
    with pytest.raises(Problem) as raised:
        await source.token()

    assert raised.value.code == code
    assert await source.token() == "one"


async def test_a_person_signs_in_by_a_code() -> None:
    """The sentence with page and code is told; later tokens come silently."""
    told: list[str] = []
    app = App(given("one", 0), given("two"))
    source = DeviceCodeToken(lambda: app, ["scope"], told.append, clock=lambda: 0.0)

    assert [await source.token(), await source.token()] == ["one", "two"]
    assert told == ["open the page and type A1"]


async def test_a_ready_token_may_come_with_its_scheme() -> None:
    """ "Bearer x" and "x" are the same token."""
    assert {await StaticToken(each).token() for each in ("x.y", " Bearer x.y ", "bearer x.y")} == {"x.y"}
