"""Where the Bot Framework lives: addresses, issuer and the hosts that replies may go to. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Cloud:
    """One Azure cloud. The defaults are the public one.

    Source of addresses and issuer: "Authenticate requests from the Bot Connector service to your bot",
    learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication.
    """

    metadata_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    issuer: str = "https://api.botframework.com"
    login_url: str = "https://login.microsoftonline.com"
    scope: str = "https://api.botframework.com/.default"
    sign_in_url: str = "https://api.botframework.com"
    """Where people's tokens are kept (`OAuthUrl` in the Bot Framework SDKs)."""
    service_hosts: tuple[str, ...] = ("smba.trafficmanager.net", ".botframework.com", ".teams.microsoft.com")
    """Exact names, or suffixes when they start with a dot. trafficmanager.net is exact: anybody can own a name there.

    Source: Agents SDK, TeamsServiceEndpoints (public and GCC); Bot Framework REST reference, "Base URI".
    """
    file_hosts: tuple[str, ...] = (
        ".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us", ".sharepoint.cn", ".onedrive.com",
        ".microsoftpersonalcontent.com",
    )  # fmt: skip
    """Where files of people may be put: OneDrive for work is SharePoint.

    Source: learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges, "SharePoint Online and OneDrive".
    """
    loopback_services: bool = False
    """Also post replies to this machine, over http: for development and tests."""
    ca_file: str | None = None
    """Certificate authority to trust instead of the usual ones, for a login service of one's own."""

    def serves(self, service_url: str) -> bool:
        """Return whether replies may be posted to this service URL."""
        return self._is_of(service_url, self.service_hosts, query=False)

    def keeps_files(self, upload_url: str) -> bool:
        """Return whether a file may be put there."""
        return self._is_of(upload_url, self.file_hosts, query=True)

    def _is_of(self, service_url: str, hosts: tuple[str, ...], *, query: bool) -> bool:
        if not service_url.isascii() or not service_url.isprintable() or set(service_url) & set(" \\"):
            return False  # URL parsers disagree about these
        try:
            parts = urlsplit(service_url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None or parts.fragment or (parts.query and not query):
            return False
        if self.loopback_services and host in LOOPBACK:
            return parts.scheme in {"http", "https"}
        if parts.scheme != "https" or port not in {None, 443}:
            return False
        return any(host.endswith(name) if name.startswith(".") else host == name for name in hosts)


PUBLIC = Cloud()
DEVELOPMENT = Cloud(service_hosts=(), loopback_services=True)
"""Without a bot registration replies stay on this machine: nothing vouches for the service URL of an activity."""
