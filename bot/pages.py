"""The plain pages that the app's manifest links to: what this is, what it does with data, and on which terms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
)

HOME = (
    "Watchbook",
    ("Watchbook answers questions about this organisation's Entra ID logs in Microsoft Teams. There is nothing to see "
     "here: talk to it in Teams. <a href=\"/privacy\">Privacy</a>, <a href=\"/terms\">terms</a>.",),
)  # fmt: skip
PRIVACY = (
    "Privacy",
    (
        "<b>What is read.</b> To answer a question, Watchbook reads the sign-in, directory audit and provisioning "
        "logs of this organisation, and looks up the names in the question in its directory, through Microsoft "
        "Graph. It changes nothing. As set up by default it reads with the rights of whoever asks, so nobody sees "
        "through it what they could not see without it.",
        "<b>Where it goes.</b> Answers go to the person who asked, through Microsoft Teams. In group chats and "
        "channels everybody sees how a question was read, and nobody but the person who presses a button sees the "
        "answer, until that person shares it on purpose. Nothing is sent to a language model or to any other "
        "service.",
        "<b>What is kept.</b> In memory only: the last question of a person in a conversation for 30 minutes, so "
        "that the next one can refer to it; answers for ten minutes, so that they can be leafed through; names "
        "that were looked up for ten minutes. What several processes share is kept in this organisation's own "
        "cache, for as long. Tokens of people are kept by the Azure Bot Service. A file that you accept is "
        "written to your own OneDrive and stays there until you delete it.",
        "<b>What is logged.</b> For every question: when, the object id of who asked, in what kind of "
        "conversation, how the question was read with names as they were typed, how many records were read and "
        "how it ended. No records, no message texts and no tokens. Whoever runs this bot decides how long these "
        "lines are kept.",
        "<b>Whom to ask.</b> The administrators of this organisation run this bot and are responsible for its "
        "data.",
    ),
)  # fmt: skip
TERMS = (
    "Terms of use",
    (
        "Watchbook is free software under the MIT licence. It is provided as it is, without warranty of any kind; the "
        "authors are not liable for any claim or damage that arises from it.",
        "It is run by this organisation for its own people, and shows logs that are confidential: treat its answers as "
        "you treat those logs. Every answer says how the question was read and how complete it is; check both before "
        "you act on one.",
    ),
)


def add_pages(app: web.Application) -> None:
    """Serve the pages without asking who is there: they hold nothing of the organisation."""
    for path, (title, paragraphs) in (("/", HOME), ("/privacy", PRIVACY), ("/terms", TERMS)):
        app.router.add_get(path, _page(title, paragraphs))


def _page(title: str, paragraphs: tuple[str, ...]) -> Callable[[web.Request], Awaitable[web.Response]]:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    name = title if title == HOME[0] else f"{HOME[0]}: {title}"
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{name}</h1>{text}</body></html>"
    )
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html", headers=headers)

    return page
