"""An Answer drawn as an Adaptive Card, and as the words of its notification."""

from __future__ import annotations

from bot.cards.draw import draw
from bot.cards.summary import summary

__all__ = ["draw", "summary"]
