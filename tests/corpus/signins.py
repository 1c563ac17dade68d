"""The sign-in log of the examiner's tenant: everyday work, planted stories, and look-alikes of each story."""

from __future__ import annotations

from datetime import timedelta

from tests.corpus.sign_in_rows import ROWS, sign_in
from tests.corpus.world import (
    APPS,
    DOMAIN,
    LEAVER,
    MEMBERS,
    NEVER_EXISTED,
    NOW,
    OFFSET,
    PLACES,
    START,
    USERS,
    Row,
    at,
    dice,
)  # fmt: skip


def _everyday() -> None:
    apps, weights = list(APPS), list(APPS.values())
    codes, odds = (
        [0, 50126, 50074, 50076, 50140, 53003, 65001, 50158, 50105, 50079, 500121],
        [88, 3, 2, 2, 1.5, 0.8, 0.4, 0.4, 0.5, 0.4, 0.6],
    )
    day = START.replace(hour=0, minute=0)
    while day < NOW:
        for who in [*MEMBERS, LEAVER]:
            for _ in range(dice().choice([0, 0, 0, 1]) if day.weekday() >= 5 else dice().choice([0, 1, 1, 2, 3])):
                hour = (OFFSET[PLACES[who["_home"]][1]] + dice().gauss(3, 2.2)) % 24
                when = day + timedelta(hours=hour, seconds=dice().randrange(60))
                if START <= when < NOW and not (who is LEAVER and when > at("02-25T09:00")):
                    sign_in(
                        who,
                        when.replace(microsecond=0),
                        dice().choices(apps, weights)[0],
                        dice().choices(codes, odds)[0],
                    )
        day += timedelta(days=1)


def _attacks() -> None:
    exchange, linux = "Office 365 Exchange Online", ("Linux", "Firefox 128.0")
    sprayed = [
        *MEMBERS[:18],
        *({"id": "", "displayName": n, "userPrincipalName": f"{n}@{DOMAIN}", "_home": "Hanoi"} for n in NEVER_EXISTED),
    ]
    for index, who in enumerate(sprayed):
        for again in range(2):
            when = at("03-03T01:00") + timedelta(minutes=3 * index, seconds=40 * again)
            sign_in(who, when, exchange, 50126 if who["id"] else 50034, "Hanoi", "185.220.7.66", device=linux)
    sign_in(
        USERS["bill.tremont"],
        at("03-03T02:11"),
        exchange,
        0,
        "Hanoi",
        "185.220.7.66",
        device=linux,
        risk="medium",
        state="atRisk",
    )
    for minute in range(11):
        sign_in(
            USERS["june.sakai"],
            at("03-04T21:02") + timedelta(seconds=70 * minute),
            "Azure Portal",
            500121,
            "Minsk",
            "45.155.12.9",
        )
    sign_in(
        USERS["june.sakai"],
        at("03-04T21:18"),
        "Azure Portal",
        0,
        "Minsk",
        "45.155.12.9",
        risk="high",
        state="confirmedCompromised",
    )
    sign_in(USERS["zoe.bramwell"], at("02-26T17:05"), "Microsoft Teams", 0, "Vancouver")
    sign_in(
        USERS["zoe.bramwell"],
        at("02-26T17:50"),
        "Dropbox Business",
        0,
        "Shenzhen",
        risk="high",
        state="atRisk",
        device=("Android 14", "Chrome Mobile 131.0.0"),
    )
    for hour in range(4):
        sign_in(
            USERS["max.oyelaran"],
            at("03-01T03:00") + timedelta(hours=hour),
            "GitLab",
            0,
            "Tehran",
            risk="low",
            state="remediated",
            device=("Linux", "Chrome 133.0.0"),
        )
    for minute in range(7):
        sign_in(USERS["grant.obuya"], at("03-05T12:30") + timedelta(minutes=minute), "Atlassian Cloud", 50126)
    for minute in range(5):
        sign_in(
            USERS["grant.obuya"],
            at("03-05T12:50") + timedelta(minutes=9 * minute),
            "Atlassian Cloud" if minute % 2 else "GitLab",
            50053,
        )


def _troubles() -> None:
    for hour in range(10):
        sign_in(USERS["emilio.rossetti"], at("02-27T08:10") + timedelta(hours=13 * hour), "DocuSign", 50057)
    for day in range(4):
        sign_in(USERS["ellen.thorne"], at("03-01T10:20") + timedelta(days=day, hours=day), "Time Off Tracker", 50055)
    for hour in range(6):
        sign_in(
            USERS["paris.holloway"],
            at("03-04T14:00") + timedelta(minutes=25 * hour),
            "Office 365 SharePoint Online",
            53003,
            client="Browser",
        )
    for index, alias in enumerate(["april.dunmore", "declan.orourke", "jr.whitlock", "jose.pena", "april.dunmore"]):
        when = at("02-25T11:15") + timedelta(days=1.7 * index)
        sign_in(
            USERS[alias],
            when,
            "Office 365 Exchange Online",
            53003,
            client=["POP3", "IMAP4", "Exchange ActiveSync", "Other clients", "IMAP4"][index],
            policy="No legacy protocols",
        )
    for index, alias in enumerate(["robin.castellan", "mark.ferreira", "robin.castellan"]):
        sign_in(
            USERS[alias],
            at("03-02T06:30") + timedelta(hours=20 * index),
            "Snowflake",
            53003,
            ["Mumbai", "Tehran", "Singapore"][index],
            policy="Geo fence",
        )
    for index, alias in enumerate(["lukasz.zielinski", "bjorn.akesson", "lukasz.zielinski", "will.hathaway"]):
        sign_in(
            USERS[alias],
            at("02-28T09:00") + timedelta(hours=31 * index),
            "Tableau Cloud",
            53000,
            device=("Windows 10", "Edge 130.0.0"),
            managed=False,
        )
    for index, alias in enumerate(["sunday.adeyemi", "priya.nair-cooper", "sunday.adeyemi", "jean-luc.fabre"]):
        sign_in(USERS[alias], at("02-20T13:00") + timedelta(days=3.6 * index), "SAP SuccessFactors", 50105)


def _scanner() -> None:
    day = START.replace(hour=0, minute=0)
    while day < NOW:
        for hour in (2, 10, 18):
            when = day + timedelta(hours=hour, minutes=7)
            if START <= when < NOW:
                client = "Authenticated SMTP" if hour != 10 else "IMAP4"
                sign_in(USERS["svc-scanner"], when, "Office 365 Exchange Online", client=client)
        day += timedelta(days=1)


def _lookalikes() -> None:
    """The same facts elsewhere: other people, other days, other apps."""
    for alias, code, when, app in (
        ("kirra.walsh", 50053, "03-05T09:40", "GitLab"), ("emre.aydin", 50053, "02-27T11:00", "Atlassian Cloud"),
        ("emre.aydin", 50053, "02-11T11:00", "DocuSign"),
        ("ingrid.solberg", 50057, "02-16T11:00", "DocuSign"), ("filip.marek", 50057, "03-03T07:30", "Tableau Cloud"),
        ("dalia.shapiro", 50055, "03-03T11:00", "Kestrel Intranet"),
        ("dalia.shapiro", 50055, "02-10T11:00", "Time Off Tracker"),
        ("vikram.sethi", 500121, "03-04T21:05", "DocuSign"), ("vikram.sethi", 500121, "02-24T06:05", "Azure Portal"),
        ("wilma.jansson", 500121, "03-05T08:05", "GitLab"),
        ("petros.galanis", 53000, "02-14T10:00", "GitLab"), ("hassan.farouk", 50097, "02-26T10:00", "GitLab"),
        ("rania.sleiman", 50020, "02-27T10:00", "Dropbox Business"),
        ("april.dunmore", 50126, "03-02T18:00", "Kestrel Intranet"),
        ("will.hathaway", 50126, "03-04T18:10", "Microsoft Teams"),
        ("will.hathaway", 50140, "03-05T15:10", "Microsoft Teams"),
        ("sinead.omalley", 50126, "03-04T10:10", "DocuSign"),
        ("sunday.adeyemi", 50126, "03-01T18:40", "Meeting Room Booker"),
    ):  # fmt: skip
        sign_in(USERS[alias], at(when), app, code)
    for when in ("03-01T15:00", "03-04T05:30"):
        sign_in(USERS["nikolai.stoyanov"], at(when), "Microsoft Teams", 0, "Hanoi", "185.220.7.67")
    sign_in(USERS["nikolai.stoyanov"], at("02-22T05:30"), "GitLab", 50126, "Hanoi", "185.220.7.67")
    for day in range(6):
        sign_in(
            USERS["tobias.krenz"],
            at("02-16T10:00") + timedelta(days=3 * day, hours=day),
            ["Microsoft Teams", "Office 365 SharePoint Online"][day % 2],
            50126 if day == 4 else 0,
        )
    for day in range(4):
        sign_in(
            USERS["mina.farrokh"],
            at("02-20T14:00") + timedelta(days=4 * day),
            "Microsoft Teams",
            0,
            "Tehran" if day == 2 else "Stockholm",
            risk="low" if day == 2 else "none",
            state="atRisk" if day == 2 else "none",
        )
    for hour in range(3):
        sign_in(
            USERS["wilma.jansson"],
            at("03-02T04:00") + timedelta(hours=hour),
            "Azure Portal",
            0,
            "Singapore",
            "2001:db8:51:9::1f",
        )
    for index, alias in enumerate(["nadine.vukovic", "adm.delgado", "max.oyelaran", "nadine.vukovic", "bjorn.akesson"]):
        sign_in(
            USERS[alias],
            at("02-27T15:00") + timedelta(hours=29 * index),
            "Microsoft Azure CLI" if index % 2 else "Microsoft Graph Command Line Tools",
            50126 if index == 3 else 0,
        )
    shared = "7d3f0c52-9a41-4be8-8f26-c0ffee15900d"
    for minute, code in ((0, 50074), (1, 500121), (3, 0)):
        sign_in(
            USERS["esther.mwangi"], at("02-18T09:00") + timedelta(minutes=minute), "Snowflake", code, correlation=shared
        )


def _more_lookalikes() -> None:
    for alias, code, when, app, city in (
        ("ugo.bellini", 0, "02-13T09:00", "DocuSign", ""), ("ugo.bellini", 0, "02-21T09:30", "DocuSign", ""),
        ("nadine.vukovic", 0, "03-05T15:05", "Microsoft Teams", ""),
        ("nadine.vukovic", 0, "03-05T16:02", "Azure Portal", ""),
        ("april.dunmore", 0, "03-05T16:10", "Office 365 SharePoint Online", ""),
        ("april.dunmore", 50126, "03-05T16:08", "GitLab", ""),
        ("adm.delgado", 0, "02-11T10:00", "Azure Portal", ""),
        ("adm.delgado", 50126, "02-19T10:00", "Azure Portal", ""),
        ("adm.delgado", 0, "02-26T10:00", "Azure Portal", ""),
        ("paris.holloway", 50126, "02-25T15:00", "Time Off Tracker", ""),
        ("emre.aydin", 50126, "03-05T13:00", "GitLab", ""),
        ("mark.ferreira", 0, "03-01T08:00", "DocuSign", "Singapore"),
        ("priya.nair-cooper", 0, "03-05T07:00", "Tableau Cloud", "Singapore"),
        ("paris.holloway", 50126, "03-04T20:00", "Microsoft Teams", ""),
        ("vikram.sethi", 0, "03-04T21:30", "Azure Portal", ""),
        ("sinead.omalley", 50140, "03-03T11:00", "DocuSign", ""),
        ("chidi.nwosu", 50126, "03-02T11:00", "DocuSign", ""), ("sinead.omalley", 50126, "03-02T11:30", "GitLab", ""),
        ("will.hathaway", 0, "03-05T15:30", "Microsoft Teams", ""),
        ("april.dunmore", 50126, "02-25T20:00", "DocuSign", ""),
        ("paris.holloway", 0, "03-04T21:00", "Microsoft Teams", ""),
        ("priya.nair-cooper", 0, "03-03T06:00", "Snowflake", ""),
        ("priya.nair-cooper", 50074, "03-03T07:30", "GitLab", ""), ("grant.obuya", 0, "03-05T11:00", "GitLab", ""),
        ("grant.obuya", 0, "03-05T14:10", "Microsoft Teams", ""), ("max.oyelaran", 0, "03-04T09:30", "GitLab", ""),
        ("max.oyelaran", 50126, "03-04T10:30", "Snowflake", ""),
    ):  # fmt: skip
        sign_in(USERS[alias], at(when), app, code, city)
    sign_in(USERS["nikolai.stoyanov"], at("02-22T05:40"), "GitLab", 0, "Hanoi", "185.220.7.67")
    sign_in(USERS["hassan.farouk"], at("03-02T12:00"), "GitLab", 50126, risk="low", state="atRisk")
    for alias, code, when, app in (
        ("adm.delgado", 0, "03-02T12:00", "Azure Portal"),
        ("adm.delgado", 0, "03-04T12:00", "Azure Portal"),
        ("mark.ferreira", 50126, "03-03T12:00", "GitLab"),
        ("jose.pena", 50126, "02-26T12:00", "DocuSign"),
    ):
        sign_in(USERS[alias], at(when), app, code, ip="100.64.9.9")
        ROWS[-1]["location"] = {
            "city": None,
            "state": None,
            "countryOrRegion": None,
            "geoCoordinates": {},
        }  # Graph could not place the address


def _lumen() -> None:
    users = [
        "april.dunmore",
        "june.sakai",
        "jean-luc.fabre",
        "zoe.bramwell",
        "chidi.nwosu",
        "gwen.pritchard",
        "priya.nair-cooper",
        "ugo.bellini",
        "maren.holst",
    ]
    for index in range(34):
        when = at("02-24T11:00") + timedelta(hours=6.5 * index, minutes=index)
        if when < NOW:
            sign_in(
                USERS[users[index % len(users)]],
                when,
                "Lumen Invoices",
                50126 if index % 11 == 10 else 50105 if index == 5 else 0,
            )


def sign_ins() -> list[Row]:
    """Return the whole log, newest first."""
    if not ROWS:
        dice().seed("sign-ins")  # so that one log does not move when another grows
        for story in (_everyday, _attacks, _troubles, _scanner, _lookalikes, _more_lookalikes, _lumen):
            story()
        ROWS.sort(key=lambda row: (row["createdDateTime"], row["id"]), reverse=True)
    return ROWS
