"""Graph misbehaving: each fault is either handled with the right answer, or told in words. Never a wrong number."""

from __future__ import annotations

import httpx
import pytest

from bot.demo import serve
from bot.demo.records import Records
from bot.demo.settings import ServerSettings
from bot.graph.client import GraphClient
from bot.graph.tokens import StaticToken
from bot.problems import Problem
from intents.model import Condition, Entity, EntityKind, Log, Measure, Op
from tests.graph.rig import NOW, PAGE, Kept, Tenant, ask

A, P, S = Log.DIRECTORY_AUDITS, Log.PROVISIONING, Log.SIGN_INS
SIGN_INS = "auditLogs/signIns"
NO_LICENCE = "Authentication_RequestFromNonPremiumTenantOrB2CTenant"
NO_CONSENT = "Authentication_MSGraphPermissionMissing"
NO_CONSENT_2019 = "Authentication_ApplicationHasNoReadAuditLogDataAccess"


def error(code: str) -> dict[str, object]:
    """A Graph error body."""
    return {"error": {"code": code, "message": "words of the service", "innerError": {"request-id": "1b0d-77"}}}


@pytest.mark.parametrize(
    ("status", "code", "problem", "words"),
    [
        (
            403,
            NO_LICENCE,
            "licence-missing",
            "no Microsoft Entra ID P1 or P2 licence",
        ),
        (
            403,
            NO_CONSENT,
            "permission-missing",
            "the permission AuditLog.Read.All is missing",
        ),
        (
            403,
            NO_CONSENT_2019,
            "permission-missing",
            "not allowed to read sign-ins",
        ),
        (403, "Authentication_RequestFromUnsupportedUserRole", "role-missing", "no role that may read sign-ins"),
        (403, "Authorization_RequestDenied", "permission-missing", "AuditLog.Read.All"),
        (403, "", "permission-missing", "not allowed to read sign-ins"),
        (400, "BadRequest", "graph-refused", "did not accept the request (400)"),
        (404, "", "not-found", "does not know"),
        (418, "UnknownError", "graph-refused", "(418)"),
        (500, "UnknownError", "graph-error", "an error (500)"),
        (502, "", "graph-error", "an error (502)"),
        (503, "", "graph-error", "an error (503)"),
        (504, "", "graph-timeout", "did not answer in time"),
        (429, "UnknownError", "throttled", "limiting requests"),
    ],
)
async def test_a_refusal_is_told_in_words(tenant: Tenant, status: int, code: str, problem: str, words: str) -> None:
    """Every status and code becomes its own problem with its own words; the service's words are not shown."""
    tenant.settings.faults.answer(SIGN_INS, status, error(code), times=9)
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(S))

    assert raised.value.code == problem
    assert words in raised.value.sentence
    assert "words of the service" not in raised.value.sentence + raised.value.next


async def test_a_role_is_named_for_each_log(tenant: Tenant) -> None:
    """Whoever lacks a role is told which would do for that log."""
    tenant.settings.faults.answer("auditLogs/provisioning", 403, error("Authentication_RequestFromUnsupportedUserRole"))
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(P))

    assert "Application Administrator" in raised.value.next


async def test_one_log_that_fails_does_not_hide_the_others(tenant: Tenant) -> None:
    """Without a licence for sign-ins the audits still answer, and what is missing is said."""
    tenant.settings.faults.answer(SIGN_INS, 403, error(NO_LICENCE), times=9)
    report, kept = await tenant.read(ask(S, A))

    assert len(kept.records) > 20
    assert not report.complete
    assert report.incomplete_because[0].startswith("sign-ins could not be read: This tenant has no")
    assert report.covers == ""


async def test_retry_after_is_waited_out(tenant: Tenant) -> None:
    """A 429 is waited for as long as Graph says, and the answer is whole."""
    tenant.settings.faults.answer(SIGN_INS, 429, error("TooManyRequests"), headers={"Retry-After": "7"})
    report, _ = await tenant.read(ask(S))

    assert report.complete
    assert 7.0 in tenant.naps
    assert [line.status for line in report.requests[:2]] == [429, 200]


async def test_retry_after_may_be_a_date(tenant: Tenant) -> None:
    """A date is measured against the answer's own Date, so that no clock need agree."""
    headers = {"Retry-After": "Wed, 18 Nov 2026 14:30:09 GMT", "Date": "Wed, 18 Nov 2026 14:30:05 GMT"}
    tenant.settings.faults.answer(SIGN_INS, 503, error(""), headers=headers)
    report, _ = await tenant.read(ask(S))

    assert report.complete
    assert 4.0 in tenant.naps


async def test_a_long_wait_is_told_instead(tenant: Tenant) -> None:
    """Nobody is left waiting for minutes: the seconds are told."""
    tenant.settings.faults.answer(SIGN_INS, 429, error(""), headers={"Retry-After": "300"}, times=9)
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(S))

    assert raised.value.next.startswith("Try again in 300 seconds")
    assert tenant.naps == []


@pytest.mark.parametrize("fault", ["close_mid_body", "cut_json"])
async def test_one_broken_body_is_asked_for_again(tenant: Tenant, fault: str) -> None:
    """A body that breaks off once is read at the second attempt; the answer is whole."""
    whole, expected = await tenant.read(ask(S))
    getattr(tenant.settings.faults, fault)(SIGN_INS)
    report, kept = await tenant.read(ask(S))

    assert (set(kept.records), report.complete) == (set(expected.records), whole.complete)
    assert len(report.requests) == len(whole.requests) + 1


@pytest.mark.parametrize(
    ("fault", "words"), [("close_mid_body", "could not be reached"), ("cut_json", "answer could not be read")]
)
async def test_pages_that_stay_broken_make_it_incomplete(tenant: Tenant, fault: str, words: str) -> None:
    """What was read before stands, as "at least", with the reason."""
    tenant.settings.faults.hang(SIGN_INS, 0.0, times=2)
    getattr(tenant.settings.faults, fault)(SIGN_INS, times=9)
    report, kept = await tenant.read(ask(S))

    assert (len(kept.records), report.complete) == (2 * PAGE, False)
    assert report.incomplete_because[0].startswith(f"sign-ins broke off after {2 * PAGE} records: Microsoft Graph")
    assert words in report.incomplete_because[0]


NONSENSE = (
    "",
    "<html>proxy</html>",
    "[]",
    "{}",
    '{"value": {}}',
    '{"value": [1]}',
    '{"value": [], "@odata.nextLink": 5}',
    "[" * 90_000,
    '{"value": []',
)


@pytest.mark.parametrize("body", NONSENSE)
async def test_nonsense_is_no_answer(tenant: Tenant, body: str) -> None:
    """A 200 that is no page of records is a problem, not an empty list."""
    tenant.settings.faults.answer(SIGN_INS, 200, body, times=9)
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(S))

    assert raised.value.code == "graph-nonsense"


async def test_strays_are_dropped_and_counted(tenant: Tenant) -> None:
    """Rows that were not asked for do not count, and it is said how many there were."""
    question = ask(S, conditions=(Condition("country", Op.EQ, ("FR",)),))
    _, clean = await tenant.read(question)
    other = [r for r in tenant.records.sign_ins if r["location"]["countryOrRegion"] != "FR"][:7]
    tenant.settings.faults.stray_rows(SIGN_INS, other)
    report, kept = await tenant.read(question)

    assert set(kept.records) == set(clean.records)
    assert (report.strays, report.complete) == (7, True)


async def test_rows_that_only_the_local_check_rules_out_are_no_strays(tenant: Tenant) -> None:
    """Failures are filtered locally, so the successes that Graph sends are no fault of Graph's."""
    report, kept = await tenant.read(ask(S, conditions=(Condition("outcome", Op.EQ, ("failure",)),)))

    assert report.records_read > len(kept.records) > 0
    assert report.strays == 0


async def test_duplicates_and_drifting_keys_change_nothing(tenant: Tenant) -> None:
    """Twice the same row is one record, and Type is type."""
    question = ask(A, conditions=(Condition("operation", Op.STARTSWITH, ("Add",)),))
    _, clean = await tenant.read(question)
    tenant.settings.faults.duplicate_rows("auditLogs/directoryAudits")
    _, twice = await tenant.read(question)

    assert set(twice.records) == set(clean.records) != set()

    tenant.settings.faults.drift_keys("auditLogs/directoryAudits", times=9)
    matched = Drifted()
    await tenant.read(question, matched)

    assert matched.ids == set(clean.records)


class Drifted(Kept):
    """Keeps the ids of rows whose keys begin with capitals."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def add(self, log: Log, record: object, written: memoryview | None = None) -> None:
        from intents.records import text

        self.ids.add(text(record, "id"))


@pytest.mark.parametrize("log", list(Log))
async def test_nulls_anywhere_are_survived(tenant: Tenant, log: Log) -> None:
    """Rows of nulls are read, match nothing that asks for a value, and break nothing."""
    tenant.settings.faults.nulls(f"auditLogs/{log.value}", times=99)
    someone = Entity(EntityKind.USER, "15fbd8b8-0000-4d6a-aa4a-287605c9880b", "Ann Example", "ann@x.example")
    report, kept = await tenant.read(
        ask(log, conditions=(Condition("person", Op.NAMED, ("ann",), entities=(someone,)),))
    )

    assert (report.complete, kept.records) == (True, {})


async def test_records_without_a_time_are_said(tenant: Tenant) -> None:
    """A record that cannot be placed in time makes the answer a lower bound."""
    tenant.settings.faults.nulls(SIGN_INS, "createdDateTime", times=1)
    report, kept = await tenant.read(ask(S))

    assert report.incomplete_because == (f"{PAGE} records carried no time and could not be placed",)
    assert len(kept.records) > PAGE


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/v1.0/auditLogs/signIns",
        "ftp://127.0.0.1/x",
        "//elsewhere.example/x",
        "http://[",
        "\u0000",
    ],
)
async def test_a_next_link_elsewhere_is_refused(tenant: Tenant, link: str) -> None:
    """The token goes to no other host; what was read stands, incomplete."""
    tenant.settings.faults.foreign_next_link(SIGN_INS, link)
    report, kept = await tenant.read(ask(S))

    assert (len(kept.records), report.complete) == (PAGE, False)
    assert "another host" in report.incomplete_because[0]


async def test_a_next_link_that_leads_in_a_circle_ends(tenant: Tenant) -> None:
    """The same page is not read twice."""
    tenant.settings.faults.foreign_next_link(SIGN_INS, f"{tenant.url}/v1.0/auditLogs/signIns?$top=5", times=9)
    report, _ = await tenant.read(ask(S))

    assert not report.complete
    assert len(report.requests) <= 4


async def test_a_redirect_to_another_host_is_refused(tenant: Tenant) -> None:
    """A redirect is followed on the same host alone."""
    tenant.settings.faults.answer(SIGN_INS, 302, "", headers={"Location": "https://elsewhere.example/"})
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(S))

    assert raised.value.code == "redirected"

    target = f"{tenant.url}/v1.0/auditLogs/signIns?$top=50"
    tenant.settings.faults.answer(SIGN_INS, 307, "", headers={"Location": target})
    report, _ = await tenant.read(ask(S, measure=Measure(limit=1)), Kept(wanted=1))

    assert report.complete


async def test_an_expired_skip_token_is_asked_around(tenant: Tenant) -> None:
    """When Graph has forgotten the next page, the rest is asked for anew from the last record seen."""
    whole, expected = await tenant.read(ask(S))
    tenant.settings.faults.hang(SIGN_INS, 0.0, times=3)
    tenant.settings.faults.expired_skip_token(SIGN_INS)
    report, kept = await tenant.read(ask(S))

    assert (set(kept.records), report.complete) == (set(expected.records), True)
    assert len(report.requests) <= len(whole.requests) + 2


async def test_skip_tokens_that_always_expire_end_in_words(small: Records, http: httpx.AsyncClient) -> None:
    """A token that expires every time is given up on, with what was read."""
    settings = ServerSettings(now=lambda: NOW, throttle=None, page_size=10)
    for _ in range(60):
        settings.faults.hang(SIGN_INS, 0.0)
        settings.faults.expired_skip_token(SIGN_INS)
    async with serve(small, settings) as url:
        report, kept = await Tenant(small, settings, url, http).read(ask(S))

    assert not report.complete
    assert "did not accept the request" in report.incomplete_because[0]
    assert 30 < len(kept.records) < 150


async def test_a_graph_that_is_down_is_said(http: httpx.AsyncClient, tenant: Tenant) -> None:
    """No connection is a problem with words, after a few attempts."""
    nowhere = Tenant(tenant.records, tenant.settings, "http://127.0.0.1:9", http)
    with pytest.raises(Problem) as raised:
        await nowhere.read(ask(S))

    assert raised.value.code == "graph-unreachable"
    assert len(nowhere.naps) == 3


class Renewed:
    """A token source whose first token is not accepted."""

    def __init__(self, *given: str) -> None:
        self.given, self.asked = list(given), []  # type: ignore[var-annotated]

    async def token(self, *, fresh: bool = False) -> str:
        self.asked.append(fresh)
        return self.given[min(sum(self.asked), len(self.given) - 1)]


async def test_a_refused_token_is_renewed_once(tenant: Tenant) -> None:
    """401 asks for one fresh token; refused again it is a problem, never a loop."""
    tenant.settings.faults.answer(SIGN_INS, 401, error("InvalidAuthenticationToken"))
    tokens = Renewed("old", "new")
    client = GraphClient(tenant.url, tokens, tenant.http, budget=tenant.client().budget)
    page = await anext(client.pages(first_request()))

    assert len(page) == PAGE
    assert tokens.asked == [False, True]

    tenant.settings.faults.answer(SIGN_INS, 401, error("InvalidAuthenticationToken"), times=9)
    with pytest.raises(Problem) as raised:
        await anext(client.pages(first_request()))

    assert raised.value.code == "token-refused"


async def test_a_static_token_that_is_refused_says_so(tenant: Tenant) -> None:
    """There is no fresher one to be had."""
    tenant.settings.faults.answer(SIGN_INS, 401, error("InvalidAuthenticationToken"), times=9)
    with pytest.raises(Problem) as raised:
        await tenant.read(ask(S))

    assert raised.value.code == "token-refused"


@pytest.mark.parametrize("value", ["", "   ", "Bearer ", "a\r\nX-Other: b", "tök"])
async def test_what_is_no_token_is_not_sent(tenant: Tenant, value: str) -> None:
    """An empty or malformed token is a problem before any request."""
    client = GraphClient(tenant.url, StaticToken(value), tenant.http, budget=tenant.client().budget)
    with pytest.raises(Problem) as raised:
        await anext(client.pages(first_request()))

    assert raised.value.code == "no-token"


def first_request():  # type: ignore[no-untyped-def]
    """The request of a week's sign-ins."""
    from bot.graph.odata import plan
    from tests.graph.rig import NOW

    return plan(ask(S), now=NOW).requests[0]
