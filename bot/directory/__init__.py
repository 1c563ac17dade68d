"""Names as people say them become entities: the directory, what was deleted from it, and then the log itself."""

from bot.directory.outcome import Ask, Choice, Nobody, Resolved, choose
from bot.directory.resolver import Directory

__all__ = ["Ask", "Choice", "Directory", "Nobody", "Resolved", "choose"]
