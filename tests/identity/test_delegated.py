"""Each person reads with their own rights: signing in, the question that waits, and what Graph refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import signin
from tests.channel.fakes import ALICE, BOB
from tests.identity.rig import Rig, audited, card_of, listen, rig, words

QUESTION = "failed sign-ins yesterday"
EXCHANGE = {"id": "exchange-1", "connectionName": "graph", "token": "sso-alice"}


@pytest.fixture
async def world(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    """A bot in delegated mode; nobody is signed in."""
    async with rig(monkeypatch) as made:
        yield made


async def test_somebody_signed_in_is_answered_with_their_own_token(world: Rig) -> None:
    """Graph is read with the asker's token, whose account is checked once; no other token is used."""
    world.service.signed_in["29:alice"] = "graph-alice"

    card = card_of(await world.say(QUESTION))
    await world.say("sign-ins today")

    assert "sign-in" in words(card)
    assert {"graph-alice"} == {used for used, _ in world.graph.asked}
    assert [path for _, path in world.graph.asked].count("/v1.0/me") == 1


async def test_question_is_answered_after_a_silent_sign_in(world: Rig) -> None:
    """The card offers silent sign-in; once that is done, the question is answered without being typed again."""
    offer = await world.say(QUESTION)
    response = await world.invoke("signin/tokenExchange", EXCHANGE)
    answer = (await world.connector.messages(2))[1]

    (attachment,) = offer["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.oauth"
    assert attachment["content"]["connectionName"] == "graph"
    assert attachment["content"]["tokenExchangeResource"]["id"] == "exchange-1"
    assert [button["type"] for button in attachment["content"]["buttons"]] == ["signin"]
    assert (response.status_code, answer["replyToId"]) == (200, offer["replyToId"])
    assert "failed sign-in" in words(card_of(answer))
    assert set(world.graph.reports()) == {"graph-alice"}


async def test_exchange_of_every_open_client_is_made_once(world: Rig) -> None:
    """Three clients send the same exchange: one is made, all are told how it went, one answer is posted."""
    world.service.delay = 0.05
    await world.say(QUESTION)
    responses = await asyncio.gather(*(world.invoke("signin/tokenExchange", EXCHANGE) for _ in range(3)))
    await world.connector.messages(2)
    late = await world.invoke("signin/tokenExchange", EXCHANGE)
    await asyncio.sleep(0.1)

    assert [response.status_code for response in (*responses, late)] == [200] * 4
    assert (world.service.count("exchange"), len(world.connector.of_type("message"))) == (1, 2)


async def test_exchange_that_another_process_made_is_not_made_again(
    world: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With several processes the claim decides: the client hears that all is well, and this process does nothing."""

    async def claimed(claims: object, key: str) -> bool:
        return not key.startswith("sign-in|")

    monkeypatch.setattr("bot.turns.MemoryClaims.claim", claimed)
    await world.say(QUESTION)
    response = await world.invoke("signin/tokenExchange", EXCHANGE)

    assert (response.status_code, world.service.count("exchange")) == (200, 0)


async def test_exchange_for_another_connection_is_none_of_ours(world: Rig) -> None:
    """A step of a sign-in for another OAuth connection is not known, and exchanges nothing."""
    await world.say(QUESTION)
    response = await world.invoke("signin/tokenExchange", {**EXCHANGE, "connectionName": "other"})

    assert (response.status_code, response.json()["statusCode"]) == (200, 404)
    assert world.service.count("exchange") == 0


async def test_consent_is_asked_for_and_the_code_completes_it(world: Rig) -> None:
    """412 makes the client show its button; the code that comes back signs in, and the question is answered once."""
    world.service.exchanges.clear()
    await world.say(QUESTION)
    refused = await asyncio.gather(*(world.invoke("signin/tokenExchange", EXCHANGE) for _ in range(2)))
    world.service.codes["123456"] = "graph-alice"
    done = await world.invoke("signin/verifyState", {"state": "123456"})
    await world.connector.messages(2)
    again = await world.invoke("signin/verifyState", {"state": "123456"})
    told = (await world.connector.messages(3))[2]

    assert [response.status_code for response in refused] == [412, 412]
    assert refused[0].json() == {"id": "exchange-1", "connectionName": "graph", "failureDetail": signin.CONSENT}
    assert (done.status_code, again.status_code) == (200, 200)
    assert told["text"] == signin.SIGNED_IN


@pytest.mark.parametrize(
    ("state", "status", "text"),
    [
        ("999999", 404, signin.WRONG_CODE),
        ("", 404, signin.WRONG_CODE),
        (7, 404, signin.WRONG_CODE),
        ("CancelledByUser", 200, signin.CANCELLED),
    ],
)
async def test_code_that_does_not_sign_in_is_told(world: Rig, state: Any, status: int, text: str) -> None:
    """A wrong code and a cancelled sign-in are explained, and nothing is read."""
    await world.say(QUESTION)
    response = await world.invoke("signin/verifyState", {"state": state})
    told = (await world.connector.messages(2))[1]

    assert (response.status_code, told["text"]) == (status, text)
    assert world.graph.asked == []


@pytest.mark.parametrize("code", [*signin.FAILURES, "brandNewCode", None])
async def test_failed_sign_in_is_explained(world: Rig, code: str | None) -> None:
    """What a client could not do is said in words, and the button still gets the question answered."""
    await world.say(QUESTION)
    response = await world.invoke("signin/failure", {"code": code, "message": "made up"})
    told = (await world.connector.messages(2))[1]
    world.service.codes["123456"] = "graph-alice"
    await world.invoke("signin/verifyState", {"state": "123456"})
    answer = (await world.connector.messages(3))[2]

    assert response.status_code == 200
    assert told["text"] == signin.FAILURES.get(str(code), signin.FAILED)
    assert "failed sign-in" in words(card_of(answer))


async def test_two_questions_wait(world: Rig) -> None:
    """Both questions that were typed before the sign-in are answered."""
    await world.say("sign-ins today")
    await world.say("password resets today")
    await world.invoke("signin/tokenExchange", EXCHANGE)
    messages = await world.connector.messages(4)

    told = " ".join(words(card_of(each)) for each in messages[2:])
    assert ("sign-ins" in told, "reset" in told) == (True, True)


async def test_follow_up_waits_with_what_it_refers_to(world: Rig) -> None:
    """A follow-up typed before the sign-in still means the question before it."""
    world.service.signed_in["29:alice"] = "graph-alice"
    await world.say("sign-ins yesterday")
    world.service.signed_in.clear()
    await world.say("only failures")
    await world.invoke("signin/tokenExchange", EXCHANGE)
    answer = (await world.connector.messages(3))[2]

    assert "failed sign-in" in words(card_of(answer))


async def test_help_needs_no_sign_in(world: Rig) -> None:
    """What needs no logs is answered without asking anybody to sign in."""
    card = card_of(await world.say("help"))

    assert "body" in card
    assert (world.service.asked, world.graph.asked) == ([], [])


async def test_sign_out(world: Rig) -> None:
    """ "Sign out" has the token service forget the token; the next question asks to sign in again."""
    world.service.signed_in["29:alice"] = "graph-alice"
    told = await world.say("sign out")
    offer = await world.say(QUESTION)

    assert (told["text"], world.service.signed_in) == (signin.SIGNED_OUT, {})
    assert offer["attachments"][0]["contentType"].endswith("oauth")


async def test_one_persons_rows_are_never_anothers(world: Rig) -> None:
    """Two people ask the same: each is read with their own token, and names are looked up for each."""
    world.service.signed_in |= {"29:alice": "graph-alice", "29:bob": "graph-bob"}
    text = "sign-ins for dana yesterday"
    first = await world.say(text)
    alices = len(world.graph.asked)
    second = await world.say(text, "bob", conversation={"id": "a:bob", "conversationType": "personal"})

    assert {used for used, _ in world.graph.asked[:alices]} == {"graph-alice"}
    assert {used for used, _ in world.graph.asked[alices:]} == {"graph-bob"}
    assert [path for _, path in world.graph.asked].count("/v1.0/users") >= 2
    assert ["sign-ins for Dana" in words(card_of(each)) for each in (first, second)] == [True, True]


async def test_missing_role_names_those_that_would_do(world: Rig) -> None:
    """Graph's refusal becomes the roles to ask for."""
    world.service.signed_in["29:alice"] = "graph-alice"
    world.graph.without_role.add(ALICE)

    told = words(card_of(await world.say(QUESTION)))

    assert "no role that may read sign-ins" in told
    assert "Reports Reader" in told


async def test_claims_challenge_is_met_by_one_fresh_sign_in(world: Rig) -> None:
    """The old token is forgotten, a fresh sign-in is asked for, and the question is answered after it."""
    world.service.signed_in["29:alice"] = "old"
    world.graph.people["old"] = ALICE
    world.graph.challenged.add("old")
    offer = await world.say(QUESTION)
    forgotten = dict(world.service.signed_in)
    await world.invoke("signin/tokenExchange", EXCHANGE)
    answer = (await world.connector.messages(2))[1]

    assert offer["attachments"][0]["content"]["text"] == signin.SIGN_IN_AGAIN
    assert forgotten == {}
    assert [token for token, _ in world.graph.asked].count("old") == 1  # not asked again in vain
    assert "failed sign-in" in words(card_of(answer))


async def test_claims_challenge_that_stays_is_told_and_never_loops(world: Rig) -> None:
    """When the fresh token is refused too, the asker hears what to ask an administrator; so for the next question."""
    world.service.signed_in["29:alice"] = "graph-alice"
    world.graph.challenged.add("graph-alice")
    await world.say(QUESTION)
    await world.invoke("signin/tokenExchange", EXCHANGE)
    answer = (await world.connector.messages(2))[1]
    later = await world.say("sign-ins today")

    assert ["Conditional Access" in words(card_of(each)) for each in (answer, later)] == [True, True]
    assert (world.service.count("SignOut"), world.service.count("GetSignInResource")) == (1, 1)


async def test_sign_in_with_another_account_is_undone(world: Rig) -> None:
    """Who signs in by the button as somebody else gets none of that one's rights."""
    await world.say(QUESTION)
    world.service.codes["123456"] = "graph-bob"
    await world.invoke("signin/verifyState", {"state": "123456"})
    told = (await world.connector.messages(2))[1]

    assert told["text"] == signin.OTHER_ACCOUNT
    assert (world.graph.reports(), world.service.signed_in) == ([], {})


async def test_sign_in_that_does_not_hold_is_no_loop(world: Rig) -> None:
    """When the token service has no token after a sign-in, that is said, and no further card is sent."""
    await world.say(QUESTION)
    world.service.exchanges["sso-alice"] = "graph-alice"
    original = world.service._exchange

    def forgetful(query: dict[str, str], body: Any) -> Any:
        answer = original(query, body)
        world.service.signed_in.clear()
        return answer

    world.service._exchange = forgetful  # type: ignore[method-assign]
    await world.invoke("signin/tokenExchange", EXCHANGE)
    told = (await world.connector.messages(2))[1]

    assert told["text"] == signin.NOT_HELD


@pytest.mark.parametrize("statuses", [[500, 500], [403], [401, 401]])
async def test_token_service_that_fails_is_told(world: Rig, statuses: list[int]) -> None:
    """Without an answer of the token service nobody is read for, and the asker is told."""
    world.service.statuses = statuses

    told = await world.say(QUESTION)

    assert told["text"] == signin.UNAVAILABLE
    assert world.graph.asked == []


async def test_passing_failure_of_the_token_service_is_no_matter(world: Rig) -> None:
    """One failure is tried again."""
    world.service.signed_in["29:alice"] = "graph-alice"
    world.service.statuses = [503]

    assert "failed sign-in" in words(card_of(await world.say(QUESTION)))


async def test_token_that_ran_out_is_renewed(world: Rig) -> None:
    """A 401 of Graph asks the token service once more, which hands out a renewed token."""
    world.service.signed_in["29:alice"] = "graph-alice"
    await world.say("sign-ins today")
    del world.graph.people["graph-alice"]
    world.graph.people["renewed"] = ALICE
    gets = 0
    original = world.service._get

    def renewing(query: dict[str, str], body: Any) -> Any:
        nonlocal gets
        gets += 1
        if gets == 2:
            world.service.signed_in["29:alice"] = "renewed"
        return original(query, body)

    world.service._get = renewing  # type: ignore[method-assign]

    assert "failed sign-in" in words(card_of(await world.say(QUESTION)))


async def test_audit_names_who_and_what_but_nothing_found(world: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """One line a question: a sign-in asked for, then an answer; no token, no value of a log."""
    listen(caplog)
    await world.say(QUESTION)
    await world.invoke("signin/tokenExchange", EXCHANGE)
    await world.connector.messages(2)
    await asyncio.sleep(0.02)

    first, second = audited(caplog)
    assert (first["outcome"], second["outcome"], second["who"]) == ("sign-in", "rows", ALICE)
    assert second["question"].startswith("The failed sign-ins, ")
    assert (second["where"], second["complete"]) == ("personal", True)
    assert second["records_read"] > 0
    assert second["graph_requests"] == sum(each["times"] for each in second["graph_paths"]) > 1
    assert {each["path"] for each in second["graph_paths"]} == {"GET /v1.0/me", "GET /v1.0/auditLogs/signIns"}
    assert "graph-alice" not in caplog.text
    assert "sso-alice" not in caplog.text
    assert "@" not in "".join(record.getMessage() for record in caplog.records if record.name == "watchbook.audit")


async def test_somebody_else_does_not_get_the_waiting_question(world: Rig) -> None:
    """Bob's sign-in answers nothing that Alice asked."""
    await world.say(QUESTION)
    await world.invoke("signin/tokenExchange", {**EXCHANGE, "token": "sso-bob"}, "bob")
    await asyncio.sleep(0.1)

    assert len(world.connector.of_type("message")) == 1
    assert BOB not in [world.graph.people.get(used) for used in world.graph.reports()]
