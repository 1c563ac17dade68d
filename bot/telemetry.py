"""Optional traces for Application Insights: which requests were made, how long they took, how they ended.

Nothing is imported and nothing is sent unless APPLICATIONINSIGHTS_CONNECTION_STRING is set and the extra `[azure]` is
installed. What goes out is held to a list: method, host, the fixed words of a path, status, time. Filters, names, ids,
message text and log lines never do; Graph's addresses hold what people asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.transport import watched_by

logger = logging.getLogger("watchbook.telemetry")

SETTING = "APPLICATIONINSIGHTS_CONNECTION_STRING"
MISSING = (
    f"{SETTING} is set, but the packages that send traces are not installed: no traces are sent."
    " Install watchbook[azure] to send them."
)
_PACKAGES = ("azure.monitor.opentelemetry", "opentelemetry.instrumentation.httpx", "opentelemetry.trace")
_OFF = ("azure_sdk", "django", "fastapi", "flask", "httpx", "httpx2", "psycopg2", "requests", "urllib", "urllib3")
"""Instrumentations of the distribution that are not wanted: they would send whole addresses."""
_KEPT = frozenset(
    "http.method http.request.method http.scheme url.scheme http.host net.peer.name net.peer.port server.address"
    " server.port http.status_code http.response.status_code network.protocol.version http.flavor error.type"
    " http.request.resend_count".split()
)
"""Attributes of an outgoing request that may go out as they are."""
_ADDRESSES = frozenset({"http.url", "url.full", "http.target", "url.path"})
_WORDS = frozenset(
    "v1.0 beta v3 v1 auditlogs signins directoryaudits provisioning users groups applications serviceprincipals"
    " directoryroles rolemanagement directory roledefinitions deleteditems me identity conditionalaccess policies"
    " conversations activities members transitivememberof checkmembergroups oauth2 token .well-known"
    " openidconfiguration keys botframework.com api usertoken gettoken exchange signout".split()
)
"""The fixed words of the paths that are asked for, in lower case; every other part is somebody or something."""

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


def start(app: web.Application, env: MutableMapping[str, str]) -> bool:
    """Send traces of this application and its outgoing requests; return whether they will be.

    Must be called before the application runs. Says once, in the log, when the packages are missing.
    """
    connection = env.get(SETTING, "").strip()
    if not connection:
        return False
    # The exporter's statistics about itself go to Microsoft, and its control plane asks there for settings.
    env.setdefault("APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL", "true")
    env.setdefault("APPLICATIONINSIGHTS_CONTROLPLANE_DISABLED", "true")
    env.setdefault("OTEL_SERVICE_NAME", "watchbook")
    # A bot has few requests, and the one that failed is the one that is looked for.
    env.setdefault("OTEL_TRACES_SAMPLER", "always_on")
    try:
        distribution, httpx_spans, trace = map(import_module, _PACKAGES)
    except ImportError:
        logger.warning(MISSING)
        return False
    try:
        distribution.configure_azure_monitor(
            connection_string=connection,
            disable_logging=True,  # log lines go to stdout, where the platform collects them
            enable_live_metrics=False,
            disable_offline_storage=True,
            instrumentation_options={name: {"enabled": False} for name in _OFF},
        )
    except ValueError:
        logger.warning("%s cannot be read: no traces are sent.", SETTING)
        return False
    careful = _CarefulProvider(trace)
    httpx_spans.HTTPXClientInstrumentor().instrument(tracer_provider=careful)  # which knows httpx's own transport alone
    watched_by.append(lambda wire: httpx_spans.AsyncOpenTelemetryTransport(wire, tracer_provider=careful))
    app.middlewares.insert(0, _traced(trace))
    return True


def shown_path(address: str) -> str:
    """Return an address as scheme, host and the fixed words of its path: https://host/v1.0/users/*; no query."""
    try:
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.hostname}" if parts.hostname else ""
    except ValueError:
        return ""
    kept = [part if part.lower() in _WORDS else "*" for part in parts.path.split("/") if part]
    return f"{host}/{'/'.join(kept)}"


def held_back(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what replaces those attributes of an outgoing request that may not go out as they are."""
    return {
        name: shown_path(str(value)) if name in _ADDRESSES else ""
        for name, value in attributes.items()
        if name not in _KEPT
    }


class _CarefulProvider:
    """Gives the instrumentation of httpx a tracer that holds back."""

    def __init__(self, trace: Any) -> None:
        self._trace = trace

    def get_tracer(self, *names: Any, **options: Any) -> _CarefulTracer:
        return _CarefulTracer(self._trace, self._trace.get_tracer_provider().get_tracer(*names, **options))


class _CarefulTracer:
    """Makes spans whose attributes are on the list, and that say of an exception its type alone."""

    def __init__(self, trace: Any, tracer: Any) -> None:
        self._trace, self._tracer = trace, tracer

    @contextmanager
    def start_as_current_span(
        self, name: str, *, kind: Any = None, attributes: Mapping[str, Any] | None = None, **_: Any
    ) -> Iterator[Any]:
        given = dict(attributes or {})
        with self._tracer.start_as_current_span(
            name, kind=kind, attributes=given | held_back(given), record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield span
            except Exception as error:
                span.set_attribute("error.type", type(error).__name__)
                span.set_status(self._trace.StatusCode.ERROR)
                raise


def _traced(trace: Any) -> Any:
    """Return a middleware that makes a span of each request but the health checks."""
    tracer = trace.get_tracer("watchbook")

    @web.middleware
    async def traced(request: web.Request, handler: Respond) -> web.StreamResponse:
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else "*"
        if route == "/healthz":
            return await handler(request)
        method = request.method if request.method in {"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"} else "_OTHER"
        attributes = {"http.request.method": method, "http.route": route, "url.path": route}
        with tracer.start_as_current_span(
            f"{method} {route}",
            kind=trace.SpanKind.SERVER,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                response = await handler(request)
            except web.HTTPException as error:
                span.set_attribute("http.response.status_code", error.status)
                raise
            span.set_attribute("http.response.status_code", response.status)
            return response

    return traced
