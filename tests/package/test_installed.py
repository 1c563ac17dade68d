"""What is installed on a server is enough: requirements.txt, the folders, and the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from tests.playground.conftest import free_port
from tests.playground.needs import ROOT

FOLDERS = ("bot", "intents", "manifest")
START_SECONDS = 15.0
"""App Service waits far longer; somebody who tries it does not."""


def test_requirements_are_the_projects_dependencies() -> None:
    """requirements.txt is what App Service installs, the extra for several instances included; the two lists are one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    required = [line.partition("#")[0].strip() for line in lines]

    wanted = [*project["dependencies"], *project["optional-dependencies"]["redis"]]

    assert sorted(wanted) == sorted(line for line in required if line)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds requirements.txt and nothing else."""
    folder = tmp_path_factory.mktemp("server") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    found = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [str(found), "-m", "pip", "install", "-q", "-r", str(ROOT / "requirements.txt")]
    subprocess.run(install, check=True, stdin=subprocess.DEVNULL)
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the code alone."""
    folder = tmp_path_factory.mktemp("home")
    for name in FOLDERS:
        copytree(ROOT / name, folder / name, ignore=ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, python: Path) -> Path:
    """The wheel, freshly built."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [str(python), "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, stdin=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def bare(**settings: str) -> dict[str, str]:
    """An environment of its own: nothing of ours, nothing of whoever runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    return {**kept, **settings}


@pytest.fixture
def served(python: Path, home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The bot as App Service starts it, on the port that the environment names."""
    port = free_port()
    command = [str(python), "-m", "bot", "serve", "--dangerously-unauthenticated"]
    with subprocess.Popen(
        command, cwd=home, env=bare(PORT=str(port)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def answers(url: str, process: subprocess.Popen[str]) -> int:
    """The status of the first answer."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url) as response:
                return int(response.status)
        except urllib.error.URLError:
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            assert time.monotonic() < end, f"no answer within {START_SECONDS} s"
            time.sleep(0.1)


@pytest.mark.slow
def test_the_server_needs_requirements_alone(served: tuple[str, subprocess.Popen[str]]) -> None:
    """`python -m bot serve` reads PORT, is healthy within seconds, and ends in peace when it is told to."""
    url, process = served

    assert 200 == answers(f"{url}/healthz", process)

    process.terminate()
    said = process.communicate(timeout=20)[0]

    assert 0 == process.returncode, said
    assert "Traceback" not in said


@pytest.mark.slow
def test_nobody_is_served_unchecked_by_accident(python: Path, home: Path) -> None:
    """No registration and no flag: it does not start, and says what is missing."""
    command = [str(python), "-m", "bot", "serve"]
    ended = subprocess.run(
        command, cwd=home, env=bare(PORT=str(free_port())), capture_output=True, text=True, timeout=30, check=False
    )

    assert 1 == ended.returncode
    assert ended.stderr.startswith("Watchbook cannot start:\n- MicrosoftAppId is missing")
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_the_wheel_holds_all_that_is_needed(wheel: Path) -> None:
    """Every file of both packages, their type markers, the app's manifest and icons; no tests."""
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    ours = {
        str(file.relative_to(ROOT).as_posix())
        for name in ("bot", "intents")
        for file in (ROOT / name).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    app = {f"bot/manifest/{name}" for name in ("manifest.json", "color.png", "outline.png")}

    assert set() == ours - held
    assert set() == app - held
    assert {"bot/py.typed", "intents/py.typed"} <= held
    assert [] == [name for name in held if name.startswith("tests/")]


@pytest.mark.slow
def test_the_wheel_writes_the_app_package(python: Path, wheel: Path, tmp_path: Path) -> None:
    """Away from any checkout, the installed command finds manifest and icons."""
    target = tmp_path / "site"
    install = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, stdin=subprocess.DEVNULL)
    words = ["--app-id", "11111111-2222-4333-8444-555555555555", "--domain", "watchbook.example.net"]
    command = [str(python), "-m", "bot", "package", *words, "--out", str(tmp_path / "app.zip")]
    subprocess.run(command, cwd=tmp_path, env=bare(PYTHONPATH=str(target)), check=True)
    with zipfile.ZipFile(tmp_path / "app.zip") as archive:
        names = archive.namelist()

    assert ["color.png", "manifest.json", "outline.png"] == sorted(names)
