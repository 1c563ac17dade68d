"""Where the made-up tenant's people are, and what they use. Addresses are from the ranges kept for documentation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A city with its office network (a prefix that takes one more number) and the UTC hour at which work begins."""

    city: str
    state: str
    country: str
    latitude: float
    longitude: float
    network: str
    first: int
    opens: int

    def address(self, number: int) -> str:
        """An address of this place's network."""
        return f"{self.network}{self.first + number % 28}"


@dataclass(frozen=True, slots=True)
class Device:
    """What a sign-in says of the device."""

    system: str
    browser: str
    agent: str


DUBLIN = Place("Dublin", "Dublin", "IE", 53.35, -6.26, "198.51.100.", 2, 8)
ROTTERDAM = Place("Rotterdam", "Zuid-Holland", "NL", 51.92, 4.48, "198.51.100.", 34, 7)
LISBON = Place("Lisbon", "Lisboa", "PT", 38.72, -9.14, "198.51.100.", 66, 8)
BOSTON = Place("Boston", "Massachusetts", "US", 42.36, -71.06, "198.51.100.", 98, 13)
AUSTIN = Place("Austin", "Texas", "US", 30.27, -97.74, "198.51.100.", 130, 14)
TORONTO = Place("Toronto", "Ontario", "CA", 43.65, -79.38, "198.51.100.", 162, 13)
SINGAPORE = Place("Singapore", "Singapore", "SG", 1.35, 103.82, "198.51.100.", 194, 1)
HAMBURG = Place("Hamburg", "Hamburg", "DE", 53.55, 9.99, "192.0.2.", 2, 7)
MINSK = Place("Minsk", "Minsk", "BY", 53.9, 27.57, "203.0.113.", 64, 6)
HANOI = Place("Hanoi", "Ha Noi", "VN", 21.03, 105.85, "203.0.113.", 192, 2)
BUCHAREST = Place("Bucharest", "Bucuresti", "RO", 44.43, 26.1, "203.0.113.", 128, 7)
LIMA = Place("Lima", "Lima", "PE", -12.05, -77.04, "203.0.113.", 224, 14)

HOMES = (DUBLIN, DUBLIN, DUBLIN, ROTTERDAM, ROTTERDAM, LISBON, BOSTON, BOSTON, AUSTIN, TORONTO, SINGAPORE)

_WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit"
DESKTOPS = (
    Device("Windows 11", "Edge 142.0.0", f"{_WINDOWS} Edg/142.0.0.0"),
    Device("Windows 11", "Chrome 142.0.0", _WINDOWS),
    Device("Windows 10", "Edge 142.0.0", f"{_WINDOWS} Edg/142.0.0.0"),
    Device(
        "Windows 10",
        "Firefox 144.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
    ),
    Device("MacOs", "Safari 18.1", f"{_MAC}/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15"),
    Device("MacOs", "Chrome 142.0.0", f"{_MAC}/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"),
    Device("Linux", "Firefox 144.0", "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0"),
)
PHONES = (
    Device(
        "Ios 18.1", "Mobile Safari 18.1", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    ),
    Device(
        "Android 15", "Chrome Mobile 142.0", "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/142.0.0.0"
    ),
)
SCRIPT = Device("Linux", "Python Requests 2.32", "python-requests/2.32.3")
NO_DEVICE = Device("", "", "")
