"""Every card is readable, safe, valid and small enough, whatever the records hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.answers.build import build, build_compare
from bot.answers.model import Answer, Series
from bot.answers.talk import clarify, problem, refuse
from bot.answers.tally import Tally
from bot.cards import draw, summary
from bot.cards.draw import SHAPES
from bot.cards.limits import size
from bot.problems import PROBLEMS, Problem
from bot.report import RequestLine
from intents.model import Condition, Declined, Entity, EntityKind, Kind, Log, Op, Question, Threshold, Unclear
from tests.answers.making import (
    FAILED,
    NOW,
    ZONE,
    A,
    P,
    S,
    answer,
    ask,
    audit,
    provisioning,
    report,
    sign_in,
    user_target,
)
from tests.cards.validator import faults, nodes, outside_text_runs, strings

MARK = "Zq7"
KEPT = {
    "id", "createdDateTime", "activityDateTime", "activityDisplayName", "result", "status", "type", "errorCode",
    "provisioningAction", "identityType", "correlationId",
}  # fmt: skip
"""Properties whose values must keep their meaning for the record to be told."""


def planted(node: Any, mark: str = MARK) -> Any:
    """The record with a mark at the end of every text that a stranger can choose."""
    if isinstance(node, list):
        return [planted(one, mark) for one in node]
    if isinstance(node, dict):
        return {
            key: value if key in KEPT and isinstance(value, str) else planted(value, mark)
            for key, value in node.items()
        }
    return node + mark if isinstance(node, str) else node


def records(log: Log, mark: str = MARK, count: int = 12) -> list[dict[str, Any]]:
    """Records of one log, of all endings, marked."""
    stamps = [f"2026-11-{9 + n % 7:02}T{n % 24:02}:10:00Z" for n in range(count)]
    if log is S:
        policy = [{"displayName": "Block", "id": "1", "result": "failure"}]
        codes = [0, 50126, 50140, 53003, 987654]
        made = [
            sign_in(
                f"s{n}", stamp, codes[n % 5], appDisplayName=f"App {n % 4}", appliedConditionalAccessPolicies=policy
            )
            for n, stamp in enumerate(stamps)
        ]
    elif log is A:
        eve = user_target("Eve", "eve@contoso.com", ("Department", '["Sales"]', '"Marketing"'))
        operations = ["Add member to role", "Update user", "Reset user password", "Odd one"]
        results = ["success", "failure"]
        made = [
            audit(f"d{n}", operations[n % 4], stamp, [eve], result=results[n % 2], resultReason="Because")
            for n, stamp in enumerate(stamps)
        ]
    else:
        error = {"errorCode": "Bad", "reason": "Reason", "recommendedAction": "Do", "errorCategory": "failure"}
        states = ["success", "failure", "skipped"]
        made = [
            provisioning(
                f"p{n}", when=stamp, provisioningStatusInfo={"status": states[n % 3], "errorInformation": error}
            )
            for n, stamp in enumerate(stamps)
        ]
    return [planted(record, mark) for record in made]


OF = {S: "app", A: "actor", P: "identity"}


def questions(log: Log) -> list[Question]:
    """A question of every kind about one log."""
    of = OF[log]
    return [
        ask(Kind.ROWS, logs=log),
        ask(Kind.ROWS, logs=log, why=True),
        ask(Kind.ROWS, logs=log, limit=1),
        ask(Kind.ROWS, logs=log, utterance="who did it", yes_no=True),
        ask(Kind.COUNT, logs=log, why=True),
        ask(Kind.DISTINCT, logs=log, of=(of,)),
        ask(Kind.TOP, logs=log, of=(of,), limit=3),
        ask(Kind.GROUP, logs=log, of=(of, "outcome")),
        ask(Kind.GROUP, logs=log, of=(of,), threshold=Threshold(at_least=1, of="ip" if log is S else of)),
        ask(Kind.GROUP, logs=log, of=("day",)),
        ask(Kind.TIMELINE, logs=log, of=("day",)),
        ask(Kind.TIMELINE, logs=log),
        ask(Kind.STORY, logs=log),
    ]


ASKED = [
    pytest.param(log, q, id=f"{log.value}-{n}-{q.measure.kind.value}")
    for log in Log
    for n, q in enumerate(questions(log))
]


def marked_conditions(mark: str = MARK) -> tuple[Condition, ...]:
    """A name found in the directory and a word that was said, both marked."""
    found = Entity(EntityKind.USER, "1", f"Alice{mark}", f"alice@contoso.com{mark}")
    return (Condition("person", Op.NAMED, ("alice",), entities=(found,)), Condition("city", values=(f"Rome{mark}",)))


@pytest.mark.parametrize(("log", "question"), ASKED)
def test_values_of_logs_stand_in_text_runs_alone(log: Log, question: Question) -> None:
    """Every text of every record is marked; no mark leaves the text runs, and the notification has none."""
    question = replace(question, conditions=marked_conditions())
    got = answer(question, *records(log), notes=(f"note {MARK}",))
    card = draw(got, zone=ZONE)

    assert [] == faults(card)
    assert [] == outside_text_runs(card, MARK)
    assert MARK not in summary(got)
    assert any(MARK in text for _, text in strings(card))


EVIL = [
    "[click](https://evil.example)",
    "<https://evil.example>",
    "![i](https://evil.example/x.png)",
    "<at>Bob</at>",
    "{{DATE(2020-01-01T00:00:00Z,SHORT)}}",
    "\u202e\u2066gnp.exe",
    "\x1b[31m\x00",
    "x" * 10_240,
    "\U0001d54f" * 3_000,
    "\\\"'" * 2_000,
]


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
@pytest.mark.parametrize("log", list(Log))
def test_hostile_values(log: Log, evil: str) -> None:
    """Links, images, mentions, macros, bidi, escapes and ten kilobytes: in their run, cut, and the card still fits."""
    for question in questions(log):
        card = draw(answer(question, *records(log, evil, 24)), zone=ZONE)
        shown = [text for path, text in strings(card) if path.endswith("/TextRun/text")]

        assert [] == faults(card)
        assert [] == outside_text_runs(card, evil[:12])
        assert max(len(text) for text in shown) <= 900
        assert not [text for text in shown if "{{" in text or "\u202e" in text or "\x1b" in text]


def test_a_card_that_would_be_too_large_is_trimmed_and_says_so() -> None:
    """Two hundred rows of the longest texts: under the limit, fewer rows, and both are said."""
    long = [
        sign_in(
            f"s{n:03}",
            appDisplayName="ö" * 500,
            userDisplayName="李" * 500,
            status={"errorCode": 53003, "failureReason": ""},
            appliedConditionalAccessPolicies=[{"displayName": f"{n} {'ü' * 500}", "id": "1", "result": "failure"}],
        )
        for n in range(200)
    ]
    got = answer(ask(why=True), *long)
    card = draw(got, zone=ZONE)
    told = [text for path, text in strings(card) if path.endswith("/TextBlock/text")]

    assert size(card) <= 80 * 1024
    assert "Some of it was left out, so that the card is not too large." in told
    assert [text for text in told if text.startswith("and ") and text.endswith("more, not shown here")]


def test_fifty_ordinary_rows_fit_untrimmed() -> None:
    """The usual answer needs no trimming: eight at once, forty-two behind the button, the rest counted."""
    rows = [sign_in(f"s{n:03}", code=50126) for n in range(120)]
    card = draw(answer(ask(), *rows), zone=ZONE)
    titles = [n for n, _ in nodes(card) if n["type"] == "TextRun" and n["text"] == "Alice Johnson → Microsoft Teams"]
    told = [text for _, text in strings(card)]

    assert 50 == len(titles)
    assert "Show 42 more" in told
    assert "and 70 more, not shown here" in told
    assert "Some of it was left out, so that the card is not too large." not in told


def test_a_row_is_two_lines_with_word_and_colour() -> None:
    """Who → what in bold; then the coloured word, when and where."""
    card = draw(answer(ask(), sign_in("a", code=50126), *(sign_in(f"x{n}") for n in range(4))), zone=ZONE)
    row = next(n for n, _ in nodes(card) if n["type"] == "Container" and "wrong password" in str(n))

    assert [
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": "Alice Johnson → Microsoft Teams", "weight": "Bolder"}],
        },
        {
            "type": "RichTextBlock",
            "spacing": "None",
            "inlines": [
                {"type": "TextRun", "text": "failed: wrong password (50126)", "size": "Small", "color": "attention"},
                {"type": "TextRun", "text": " · ", "isSubtle": True, "size": "Small"},
                {
                    "type": "TextRun",
                    "text": "Tue 10 Nov 09:10 · Seattle, US · 198.51.100.7 · Chrome 130 on Windows 10",
                    "isSubtle": True,
                    "size": "Small",
                },
            ],
        },
    ] == row["items"]


def test_the_answer_comes_first_and_why_it_is_not_whole_second() -> None:
    """Bold sentence, then the warning."""
    card = draw(answer(ask(Kind.COUNT), sign_in(), complete=False, incomplete_because=("stopped",)), zone=ZONE)

    first = card["body"][0]["inlines"][0]

    assert ("At least 1 sign-in, last week", "Bolder") == (first["text"], first["weight"])
    assert "Not complete: stopped" == card["body"][1]["inlines"][0]["text"]


def test_the_receipt_is_folded_and_whole() -> None:
    """Hidden until asked for: the reading, the range, notes, records, completeness, newest, kinds, requests decoded."""
    question = ask(Kind.COUNT)
    lines = (RequestLine("GET", "https://graph.microsoft.com/v1.0/auditLogs/signIns?$filter=a%20eq%20'b'", 200),)
    got = build(
        question, Tally(question, zone=ZONE), report(question, requests=lines, strays=4, notes=("from the log",)),
        zone=ZONE, notes=("not used: please",), now=NOW,
    )  # fmt: skip
    folded = next(n for n, _ in nodes(draw(got, zone=ZONE)) if n.get("id") == "receipt")
    told = [
        " ".join(run["text"].strip() for run in item["inlines"] if run["text"].strip())
        for item in folded["items"]
        if "inlines" in item
    ]

    assert folded["isVisible"] is False
    assert [
        "Read as: The number of sign-ins, from Mon 9 Nov 2026 00:00 to Mon 16 Nov 2026 00:00 UTC (“last week”).",
        "Note: not used: please",
        "Note: from the log",
        "Records read: 7, 4 more did not match and were dropped",
        "Everything read: yes",
        "Newest record: Wed 18 Nov 14:27:00",
        "Covers: interactive sign-ins",
        "Requests to: graph.microsoft.com",
        "GET /v1.0/auditLogs/signIns?$filter=a eq 'b' → 200",
        "Elsewhere: Entra admin center, Entra ID, Monitoring & health, Sign-in logs",
    ] == told


def test_the_zone_is_named_once_outside_the_receipt() -> None:
    """Times are the asker's, and whose they are is said."""
    seen = [
        text
        for n, _ in nodes(draw(answer(ask(), sign_in()), zone=ZONE))
        for text in [n.get("text", "")]
        if "times in" in text
    ]

    assert ["Complete · times in UTC"] == seen


def test_choices_are_buttons_that_send_their_text() -> None:
    """At most six; each sends itself as a message."""
    card = draw(clarify(Unclear("Which Chris?", tuple(f"sign-ins for Chris {n}" for n in range(9)))), zone=ZONE)
    buttons = [n for n, _ in nodes(card) if n["type"] == "Action.Submit"]

    assert [] == faults(card)
    assert [f"sign-ins for Chris {n}" for n in range(6)] == [b["title"] for b in buttons]
    assert {"msteams": {"type": "imBack", "value": "sign-ins for Chris 0"}} == buttons[0]["data"]


def test_long_choices_wrap() -> None:
    """A button's title is cut by clients: long choices are fields of text to press, whole, the name first."""
    choices = tuple(f"Chris {n} (chris.{n}@contoso.com, Shipping and Receiving)" for n in range(9))
    card = draw(clarify(Unclear("Which Chris?", choices)), zone=ZONE)
    fields = [n for n, _ in nodes(card) if "selectAction" in n]
    told = ["".join(r["text"] for r in field["items"][0]["inlines"]) for field in fields]

    assert [] == faults(card)
    assert list(choices[:6]) == told == [f["selectAction"]["data"]["msteams"]["value"] for f in fields]
    assert [] == [n for n, _ in nodes(card) if n["type"] == "ActionSet"]


def test_a_long_enumeration_is_one_thing_a_line() -> None:
    """Reasons that fill a paragraph are points; a short line stays a line. How many times is not broken in two."""
    reasons = [f"the target system answered that entry {n} exists already × {n}" for n in range(1, 4)]
    got = replace(refuse(Declined("No.", "change")), lines=(f"Why: {'; '.join(reasons)}", "Apps: one; two 4 → 13"))
    drawn = [runs for _, runs in strings(draw(got, zone=ZONE)) if runs.startswith(("Why", "•", "one"))]

    assert ["Why:", *(f"• {reason}" for reason in reasons), "one; two 4 → 13"] == [text.replace("\u00a0", " ") for text in drawn]
    assert (drawn[1][-3:], drawn[-1][-6:]) == ("×\u00a01", "4\u00a0→\u00a013")


@pytest.mark.parametrize(("days", "kind"), [(11, "Chart.VerticalBar"), (15, "Chart.VerticalBar"), (16, "Chart.Line")])
def test_a_chart_never_carries_a_fact_alone(days: int, kind: str) -> None:
    """The numbers of a chart are its fallback and rows of text as well; many are a line."""
    asked = ask(Kind.TIMELINE, of=("day",))
    assert asked.range is not None
    begins = asked.range.end - timedelta(days=days)
    rows = [sign_in(str(n), f"{begins + timedelta(days=n):%Y-%m-%dT10:00:00Z}") for n in range(0, days, 2)]
    span = replace(asked.range, start=begins)
    card = draw(answer(replace(asked, range=span), *rows), zone=ZONE)
    chart = next(n for n, _ in nodes(card) if n["type"].startswith("Chart."))
    points = chart["data"] if kind == "Chart.VerticalBar" else chart["data"][0]["values"]
    told = [text.replace("\u00a0", " ").split() for _, text in strings(card)]
    rows_told = [(int(line[1]), int(line[3])) for line in told if len(line) > 3 and line[2] in ("Oct", "Nov") and line[3].isdigit()]

    assert (kind, "RichTextBlock") == (chart["type"], chart["fallback"]["type"])
    assert (days, [(int(p["x"][-2:]), p["y"]) for p in points]) == (len(points), rows_told)


def axis(name: str, keys: list[str], counts: list[int]) -> dict[str, Any]:
    """The chart of a series."""
    points = tuple(zip((f"label {key}" for key in keys), counts, strict=True))
    shown = Answer("timeline", "x", series=(Series(name, points, tuple(keys)),))
    return next(n for n, _ in nodes(draw(shown, zone=ZONE)) if n["type"].startswith("Chart."))


def test_the_axes_of_charts() -> None:
    """Two characters below a bar; dates on an axis of time; whole labels where short ones would fall together."""
    days = [f"2026-{month}-{day:02}" for month, day in (*(("10", n) for n in range(25, 32)), *(("11", n) for n in range(1, 12)))]
    hours = [f"2026-11-17T{hour:02}" for hour in range(14, 24)] + [f"2026-11-18T{hour:02}" for hour in range(15)]
    bars = [axis("day", days[:12], [1] * 12), axis("hour", hours[:12], [1] * 12), axis("hour_of_day", [f"{n:02}" for n in range(12)], [1] * 12)]
    lines = [axis("day", days, [1] * 18), axis("week", days[:12], [1] * 12), axis("hour", hours[1:], [1] * 24), axis("hour", hours, [1] * 25)]

    assert [["25", "26", "1"], ["14", "15", "21"], ["00", "01", "07"]] == [[chart["data"][n]["x"] for n in (0, 1, 7)] for chart in bars]
    assert [days[0], days[0], "15", "label 2026-11-17T14"] == [chart["data"][0]["values"][0]["x"] for chart in lines]
    assert ["Number", "Number", None, None] == [chart.get("yAxisTitle") for chart in lines]


@pytest.mark.parametrize(("most", "top"), [(1, 4), (4, 4), (21, 24), (98, 100), (520, 600), (1041, 1200), (99_999, 100_000)])
def test_axes_end_at_round_numbers(most: int, top: int) -> None:
    """Charts mark quarters of their axis: whole numbers, and nothing is above the end."""
    assert top == axis("day", [f"2026-11-{n:02}" for n in range(1, 12)], [most] * 11)["yMax"]


def test_a_comparison() -> None:
    """Both ranges by name, the marks of moved values in their runs."""
    question = ask(Kind.COMPARE, *marked_conditions(), FAILED, of=("app",))
    got = build_compare(
        question,
        ("last week", tally_of(question, records(S)), report(question)),
        ("the week before", tally_of(question, records(S, count=5)), report(question)),
        zone=ZONE,
    )
    card = draw(got, zone=ZONE)

    assert ([], []) == (faults(card), outside_text_runs(card, MARK))
    assert {"last week", "the week before"} <= {text for _, text in strings(card)}


def tally_of(question: Question, rows: list[dict[str, Any]]) -> Tally:
    """A tally that has taken sign-ins."""
    taken = Tally(question, zone=ZONE)
    for row in rows:
        taken.add(S, row)
    return taken


def talks() -> list[Answer]:
    """An answer of every kind that holds no records."""
    return [
        clarify(Unclear("Which one?", ("this one", "that one"))),
        refuse(Declined("I only read logs.", "change", examples=("password resets today",))),
        refuse(Declined("Hello!", "greeting", examples=("password resets today",))),
        Answer("working", "Reading the sign-in log…"),
        *(problem(Problem(code)) for code in PROBLEMS),
        answer(ask(Kind.COUNT)),
    ]


@pytest.mark.parametrize("got", talks(), ids=lambda a: f"{a.kind}-{a.problem}")
def test_cards_without_records(got: Answer) -> None:
    """Questions back, refusals, help, problems, work in progress and nothing found are valid and not empty."""
    card = draw(got, zone=ZONE)

    assert [] == faults(card)
    assert got.headline in {text for _, text in strings(card)}


def test_every_kind_of_question_has_a_shape() -> None:
    """A new kind needs a row in the table of shapes."""
    assert {kind.value for kind in Kind} <= set(SHAPES)


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (answer(ask(Kind.COUNT), sign_in("a"), sign_in("b")), "Watchbook: 2 found"),
        (answer(ask(), sign_in()), "Watchbook: 1 record"),
        (answer(ask()), "Watchbook: nothing found"),
        (answer(ask(), sign_in(), complete=False), "Watchbook: 1 record (not everything was read)"),
        (clarify(Unclear("Which Chris Brown?")), "Watchbook: a question back"),
        (problem(Problem("busy")), "Watchbook: no answer this time"),
    ],
)
def test_notifications(got: Answer, said: str) -> None:
    """Our own words and counts."""
    assert said == summary(got)


def test_records_without_an_id_are_drawn_each_as_itself() -> None:
    """What was drawn of a row is kept for the next card, and not mistaken for another row."""
    found = answer(ask(Kind.ROWS), *(sign_in(id="", appDisplayName=name) for name in ("First app", "Second app")))
    first, again = draw(found, zone=ZONE), draw(found, zone=ZONE)

    said = str(first)
    assert [said.count(f"→ {name} app") for name in ("First", "Second")] == [1, 1]
    assert first == again
