"""The error answers of Microsoft Graph, with its codes and words.

Shape: https://learn.microsoft.com/graph/errors. The words are those that public issue threads quote from the service.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class GraphError(Exception):
    """An answer other than 2xx: HTTP status, `error.code`, `error.message` and headers."""

    status: int
    code: str
    message: str
    headers: dict[str, str] = field(default_factory=dict)


def body(error: GraphError, now: datetime, request_id: str, client_request_id: str | None) -> dict[str, Any]:
    """The JSON body of an error; `now` is UTC and loses its fraction, as in the service's answers."""
    inner = {
        "date": now.strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": request_id,
        "client-request-id": client_request_id or request_id,
    }
    return {"error": {"code": error.code, "message": error.message, "innerError": inner}}


def invalid_filter() -> GraphError:
    """What the report APIs say to every $filter they do not support (microsoft-graph-docs issues 5676, 14173)."""
    return GraphError(400, "BadRequest", "Invalid filter clause")


def unsupported_filter(what: str) -> GraphError:
    """What the directory says to a $filter that is not supported, or not without an advanced query."""
    message = f"Unsupported or invalid query filter clause specified for {what}."
    return GraphError(400, "Request_UnsupportedQuery", message)


def option_not_allowed(option: str) -> GraphError:
    """A query option that the endpoint does not take, e.g. Skip (msgraph-beta-sdk-dotnet issue 956)."""
    message = (
        f"Query option '{option}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on "
        "EnableQueryAttribute or QueryValidationSettings."
    )
    return GraphError(400, "BadRequest", message)


def before_retention(name: str, earliest: datetime) -> GraphError:
    """A start before what directoryAudits keeps (msgraph-beta-sdk-dotnet issue 626); the date is written the US way."""
    hour = earliest.hour % 12 or 12
    half = "AM" if earliest.hour < 12 else "PM"
    at = f"{earliest.month}/{earliest.day}/{earliest.year} {hour}:{earliest:%M:%S} {half}"
    bound = f"Minimum allowed time for {name} is {at}"
    message = f"Specified argument was out of the range of valid values. (Parameter '{bound}')"
    return GraphError(400, "BadRequest", message)


def bad_request(message: str) -> GraphError:
    """A 400 of the request itself: an unknown path segment, a page size that is no number."""
    return GraphError(400, "BadRequest", message)


def unknown_segment(segment: str) -> GraphError:
    """A path that this Graph does not have."""
    return GraphError(400, "BadRequest", f"Resource not found for the segment '{segment}'.")


def invalid_skip_token() -> GraphError:
    """A skip token that is not, or no longer, one of this query (msgraph-sdk-powershell issue 1388)."""
    return GraphError(400, "BadRequest", "Invalid Skip Token, skip token is null")


def search_needs_header() -> GraphError:
    """$search without ConsistencyLevel: eventual (https://learn.microsoft.com/graph/aad-advanced-queries)."""
    message = (
        "Request with $search query parameter only works through MSGraph with a special request header: "
        "'ConsistencyLevel: eventual'"
    )
    return GraphError(400, "Request_UnsupportedQuery", message)


def count_needs_header() -> GraphError:
    """/users/$count without ConsistencyLevel: eventual (same page)."""
    return GraphError(400, "Request_BadRequest", "$count is not currently supported.")


def no_such_object(key: str) -> GraphError:
    """A directory object that does not exist, or no longer."""
    message = f"Resource '{key}' does not exist or one of its queried reference-property objects are not present."
    return GraphError(404, "Request_ResourceNotFound", message)


def no_token(header: str | None) -> GraphError:
    """401: no bearer token, or one that is not accepted."""
    message = "Access token is empty." if not header else "Access token validation failure. Invalid token."
    return GraphError(401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": "Bearer"})


def not_premium() -> GraphError:
    """403: sign-ins need Entra ID P1 or P2 (Graph known issues, licence check errors)."""
    return GraphError(
        403,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license",
    )


def throttled(wait: int, correlation_id: str) -> GraphError:
    """429 (https://learn.microsoft.com/graph/throttling-limits, identity and access reports); `wait` in seconds."""
    message = (
        "This request is throttled. Please try again after the value specified in the Retry-After header. "
        f"CorrelationId: {correlation_id}"
    )
    return GraphError(429, "UnknownError", message, {"Retry-After": str(wait)})
