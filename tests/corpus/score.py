"""Asks the program every question of the set over the examiner's tenant, and prints how many answers are right.

    python -m tests.corpus.score                  the dev half, each miss with what was said
    python -m tests.corpus.score --set held       the held half, figures alone: never fit rules to it
    python -m tests.corpus.score --file more      the second examiner's set (with --set as above); third: the third's
    python -m tests.corpus.score --only S012      one question, with the whole answer

A wrong answer is one that is not right and did not ask back,
decline or report a problem; no answer at all is wrong too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.corpus.gold import FILES, Question, gold, mark, questions, turns
from tests.corpus.tenant import tenant, write
from tests.corpus.world import NOW

ROOT = Path(__file__).parents[2]


def half(identity: str) -> str:
    """Return "dev" or "held", by a hash of the id: the same for ever."""
    return ("dev", "held")[hashlib.sha256(identity.encode()).digest()[0] % 2]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit("the Graph stand-in did not start")


@contextmanager
def graph() -> Iterator[str]:
    """Serve the examiner's tenant; yields the URL."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        port = _free_port()
        command = [
            sys.executable,
            "-m",
            "bot",
            "graph",
            "--records",
            folder,
            "--port",
            str(port),
            "--now",
            NOW.isoformat(),
        ]
        with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.DEVNULL) as process:
            try:
                _answers(port, process)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def ask(chosen: list[Question], url: str) -> tuple[dict[str, dict[str, Any]], str]:
    """Return the answers by id, and what the program complained about."""
    lines = []
    for question in chosen:
        line = {
            "id": question["id"],
            "turns": turns(question),
            "now": question.get("now", NOW.isoformat()),
            "tz": question.get("tz", "UTC"),
        }
        lines.append(json.dumps(line | {key: question[key] for key in ("as", "locale") if key in question}))
    environment = os.environ | {
        "WATCHBOOK_GRAPH_URL": url,
        "WATCHBOOK_GRAPH_TOKEN": "dev",
        "WATCHBOOK_GRAPH_BUDGET": "off",
        "WATCHBOOK_CALLER_LIMIT": "off",
    }
    run = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=3000,
        check=False,
    )
    said = {}
    for printed in run.stdout.splitlines():
        try:
            answer = json.loads(printed)
            said[answer["id"]] = answer
        except (ValueError, KeyError, TypeError):
            print("not an answer:", printed[:200])
    return said, run.stderr if run.returncode or len(said) < len(chosen) else ""


def _reading(answer: dict[str, Any]) -> str:
    question = answer.get("question") or {}
    conditions = [f"{one['field']} {one['op']} {one['value']}" for one in question.get("conditions", [])]
    return f"{question.get('logs')} {conditions} {(question.get('range') or {}).get('said')}"


def _miss(question: Question, answer: dict[str, Any] | None) -> str:
    right = gold(tenant(), question)
    said = "nothing"
    if answer is not None:
        said = f"{answer.get('kind')} {answer.get('count')} {str(answer.get('text'))[:140]!r} | {_reading(answer)}"
    return f"MISS {question['id']} {question['kind']} {right.count} | {' / '.join(turns(question))} | {said}"


def report(chosen: list[Question], said: dict[str, dict[str, Any]], show: bool) -> None:
    """Print the figures, and each miss when `show`."""
    marks = {question["id"]: mark(tenant(), question, said.get(question["id"])) for question in chosen}
    for field in ("log", "kind", "difficulty"):
        cells: dict[str, list[bool]] = defaultdict(list)
        for question in chosen:
            cells[str(question[field])].append(marks[question["id"]])
        print(f"{field:10}", "  ".join(f"{name} {sum(cell)}/{len(cell)}" for name, cell in sorted(cells.items())))
    sessions = [marks[question["id"]] for question in chosen if "session" in question]
    print(f"sessions   {sum(sessions)}/{len(sessions)}")
    if show:
        for question in chosen:
            if not marks[question["id"]]:
                print(_miss(question, said.get(question["id"])))
    asked_back = ("clarify", "refuse", "problem")
    wrong = [q["id"] for q in chosen if not marks[q["id"]] and said.get(q["id"], {}).get("kind") not in asked_back]
    total, right = len(chosen), sum(marks.values())
    print(f"{total} questions: accuracy {right / total:.3f}, wrong {len(wrong)} = {len(wrong) / total:.3f}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", choices=FILES, default="questions")
    parser.add_argument("--set", choices=["dev", "held", "all"], default="dev")
    parser.add_argument("--only", metavar="ID", action="append")
    parser.add_argument("--save", metavar="FILE", help="keep the answers as JSON lines")
    chosen_set = parser.parse_args()
    asked = questions(chosen_set.file)
    if chosen_set.only:
        chosen = [question for question in asked if question["id"] in chosen_set.only]
    else:
        chosen = [question for question in asked if chosen_set.set in ("all", half(question["id"]))]
    with graph() as url:
        began = time.monotonic()
        said, complaint = ask(chosen, url)
    report(chosen, said, show=chosen_set.set != "held")
    print(f"answered {len(said)} in {time.monotonic() - began:.0f} s", complaint[-1500:])
    if chosen_set.save:
        Path(chosen_set.save).write_text(
            "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said.values()), encoding="utf-8"
        )
    if chosen_set.only:
        for question in chosen:
            print(json.dumps({k: v for k, v in question.items() if k != "alt"}, ensure_ascii=False))
            print(
                json.dumps(
                    {k: v for k, v in said.get(question["id"], {}).items() if k != "card"}, indent=1, ensure_ascii=False
                )[:4000]
            )


if __name__ == "__main__":
    main()
