"""Every shape of card, drawn by the renderer that Teams' clients grew from, on a phone and on a desk, light and dark."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.pictures.cards import main
from tests.playground import needs

pytestmark = pytest.mark.slow
WIDTHS = (400, 1000)


def test_every_card_fits_its_width(tmp_path: Path) -> None:
    """Nothing is drawn wider than its window, and the renderer complains about nothing.

    The pictures are left in WATCHBOOK_PICTURES for looking at.
    """
    needs.package("adaptivecards")
    needs.package("playwright-core")
    environment = {**os.environ, "PW_DIR": str(needs.TOOLS), "CHROMIUM": needs.program("chromium")}
    out, cards = Path(needs.PICTURES or tmp_path) / "cards", tmp_path / "cards.json"
    names: list[str] = []
    main(str(cards), names.append)
    expected = {f"{n[:14].strip()}-{w}-{theme}.png" for n in names for w in WIDTHS for theme in ("light", "dark")}
    draw = [needs.program("node"), str(Path(__file__).with_name("draw.mjs")), str(cards), str(out)]
    ended = subprocess.run(draw, env=environment, capture_output=True, text=True, timeout=180, check=False)

    assert (0, "") == (ended.returncode, ended.stderr)
    assert set() == expected - {file.name for file in out.iterdir()}
