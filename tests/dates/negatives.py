"""Texts that name no date: whatever range were read from them would be a wrong answer."""

from __future__ import annotations

NO_DATE: tuple[str, ...] = (
    # names of people that are also months or days
    "may's sign-ins", "may failed sign-ins", "sign-ins for may", "did may reset a password", "who is may summers",
    "april's lockouts", "show april all her logins", "june carter sign-ins", "sign-ins for June",
    "jan novak failed logins",
    "March Simpson", "sign-ins for March Simpson", "resets by may", "what did april change",
    "May Summers role changes",
    "add may to helpdesk", "june@contoso.com sign-ins", "Sun Microsystems app sign-ins", "who used the sun app",
    "august.meier@contoso.com", "is may locked out", "may and april sign-ins", "summer intern accounts",
    # verbs and other words
    "may I see the failed sign-ins", "you may not sign in", "this may be a spray",
    "it might be that we may need logs",
    "did we do anything", "we second that", "a second factor was added", "second sign-in of bob", "give me a second",
    "the first sign-in of alice", "first time sign-ins", "last sign-in of bob", "when did bob last sign in",
    "last sign-ins", "last 5 sign-ins", "last 10 failed logins for alice", "the last 3 password resets",
    "latest 20 events",
    "first 10 records", "top 10 users", "top 5 apps by failures", "previous 3 sign-ins", "past sign-ins",
    "sign-ins that sat in the queue", "march on", "quarterly report app", "weekly digest app sign-ins",
    "daily sign-ins per user", "sign-ins per day", "sign-ins by hour", "failures by weekday",
    "busiest day of the week",
    "which hour has most failures", "week day pattern", "day by day", "hour of day breakdown", "day after day",
    "hourly failures", "monthly active users", "is it up-to-date", "up to date devices", "what is the time",
    "any time", "sometime", "in time", "time zone of alice", "at the same time", "every time bob signs in",
    "good morning", "good evening, show lockouts", "good afternoon!", "morning team", "night shift users group",
    "after all", "after hours sign-ins", "before signing in", "since when is bob locked", "until it works",
    "by app", "by user and country", "from Russia", "from office", "to ServiceNow", "sign-ins from Munich",
    # counts and amounts
    "more than 3 times", "users with more than 10 failures", "24 users", "7 failures", "30 apps",
    "3 different countries",
    "5 minutes apart", "two sign-ins 10 minutes apart", "failed more than twice", "at least 5 failures", "at dozens",
    "at a few", "a couple of users", "the two", "both of them", "one of the admins", "number 5", "12.53%",
    "20 percent",
    "$50", "1000 licences", "3 out of 4", "2/3 of users", "ratio 4:3", "a 1:1 with bob", "0.5", "3.14", "100 %",
    "between 5 and 10 failures", "users with between 3 and 7 failures", "from 3 to 5 failures", "1-5 failures",
    "every 5 minutes", "within 10 minutes of each other", "once a day", "twice a week", "3 times per hour",
    "session lifetime 90 days policy", "password expires in 14 days policy", "token older than policy allows",
    # codes, ports, ids
    "50126", "50126 errors", "error 50053 for bob", "error code 2016", "AADSTS50076", "AADSTS 50105", "code 1102",
    "event id 4625", "eventid 4768", "event 4740", "status 500121", "port 443", "port 3389 blocked", "http 429",
    "error 12", "ticket 20261118", "incident 4711", "INC0012345", "case 2411", "CHG-2026-11", "KB5031356",
    "CVE-2024-3094",
    "id 12345", "request 9f1c2b7e-1111-4478-892b-fb3340e2bbe2", "correlation 5f4cd2f7-a011-4478-892b-fb3340e2bbe2",
    "show correlation id 11112026-1011-4478-892b-fb3340e2bbe2", "serial 133-03-03-2020", "part 20-30-12",
    "sku 10-11-12", "employee 10112026", "room 12", "model 3", "python 3", "level 2 support", "tier 1 admins",
    "24/7 support",
    # addresses
    "203.0.113.77", "sign-ins from 203.0.113.77", "10.0.0.0/8", "from 10.10.10.10", "198.51.100.0/24 failures",
    "203.0.113.*", "2001:db8::1", "fe80::1", "2001:db8:11:10::/64", "ip 1.2.3.4:443", "192.168.1.12-192.168.1.20",
    "00:1a:2b:3c:4d:5e", "00:11:22:33:44:55", "https://portal.azure.com/2026/11", "alice2026@contoso.com",
    "svc_2026_11_03", "backup-2026", "C:\\logs\\2026", "report_2026-11-03.csv",
    # versions and products
    "Windows 10", "Windows 11 devices", "Windows 10/11", "win 10 sign-ins", "Office 365", "office 2016 clients",
    "Exchange 2019", "Exchange Online", "iOS 18", "iOS 17.5 sign-ins", "iPhone 12", "Android 14", "macOS 14.1",
    "Chrome 120", "Chrome 120.0.6099", "Edge 119", "Firefox 115.0", "Safari 17", "version 1.1.3", "v2.10", "TLS 1.2",
    "OAuth 2.0", "Windows Server 2019", "sharepoint 2016", "Outlook 2019", "M365", "O365 E5", "P1 licences",
    "E3 and E5",
    "Dynamics 365", "Windows 11 22H2", "Entra ID P2", "web 2.0",
    # phone numbers
    "+1 425 555 0100", "(206) 555-1212", "+86 138-2010-2015", "555-1212", "at 650-650-6500",
    # named things
    'policy "Block since March 1"', 'group "2026 Leavers"', 'app "Friday Lunch"', "sign-ins to Monday.com",
    "the Quarter Deck app",
    "help", "hi", "thanks", "what can you do", "reset bob's password", "tell me a joke", "nowhere",
    "monitoring alerts",
    "Mongo sign-ins", "Thunderbird sign-ins", "friendly names",
    "satellite office sign-ins", "sunset apps", "decommissioned apps", "marching orders", "augusta sign-ins",
    "octopus deploy sign-ins",
    "novartis guests", "decimal", "janitor accounts", "junior admins", "maybe bob", "mayor office", "secondary email",
    "minute taking app", "hourglass", "todayapp sign-ins", "first class", "sixth sense", "seventh heaven",
)  # fmt: skip
