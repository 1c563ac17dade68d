"""Which of some groups a person belongs to, directly or through other groups."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

import httpx

from bot.graph.errors import problem_of
from bot.graph.tokens import TokenSource
from bot.problems import Problem

AT_ONCE = 20
"""Groups that one request may name (https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups)."""
ATTEMPTS = 3
TIMEOUT = httpx.Timeout(5.0)
_PASSING = frozenset({429, 500, 502, 503, 504})


async def belongs(
    http: httpx.AsyncClient, base_url: str, tokens: TokenSource, object_id: str, groups: Sequence[str]
) -> bool:
    """Whether the person belongs to one of the groups, transitively. Raises Problem when Graph does not say."""
    url = f"{base_url.rstrip('/')}/v1.0/users/{quote(object_id, safe='')}/checkMemberGroups"
    wanted = list(groups)
    for start in range(0, len(wanted), AT_ONCE):
        if await _any(http, url, tokens, wanted[start : start + AT_ONCE]):
            return True
    return False


async def _any(http: httpx.AsyncClient, url: str, tokens: TokenSource, groups: Sequence[str]) -> bool:
    problem = Problem("graph-unreachable")
    fresh = False
    for attempt in range(ATTEMPTS):
        if attempt:
            await asyncio.sleep(0.1 * attempt)
        headers = {"Authorization": f"Bearer {await tokens.token(fresh=fresh)}", "Accept": "application/json"}
        try:
            answer = await http.post(url, json={"groupIds": list(groups)}, headers=headers, timeout=TIMEOUT)
        except httpx.HTTPError:
            continue
        if answer.status_code == 200:
            return _found(answer, groups)
        problem = problem_of(answer.status_code, answer.headers, answer.content, httpx.URL(url).path)
        if answer.status_code == 401 and not fresh:
            fresh = True
        elif answer.status_code not in _PASSING:
            break
    raise problem


def _found(answer: httpx.Response, groups: Sequence[str]) -> bool:
    try:
        value = answer.json()["value"]
        found = {str(each).lower() for each in value} if isinstance(value, list) else None
    except (ValueError, KeyError, TypeError):
        found = None
    if found is None:
        raise Problem("graph-nonsense")
    return bool(found & {group.lower() for group in groups})
