"""Exports of the web, copied to a temporary file."""

import socket
import ssl
from base64 import b64encode
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from nps.aside import aside
from nps.errors import SourceError
from nps.progress import phase
from nps.sources.addresses import Address
from nps.sources.files import ExportFile
from nps.sources.scratch import Scratch
from nps.sources.watching import PIECE

PATIENCE = 10
"""Seconds until a server that does not answer counts as unreachable."""
_SAFE = "%/:=&?~+!$,;'@()*[]"
"""What stands in an address as it is; blanks and letters of other alphabets are encoded."""
_STATUS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "you must sign in; an address may hold a name and a password",
    HTTPStatus.FORBIDDEN: "you may not read it, or the address is no longer valid",
    HTTPStatus.NOT_FOUND: "there is nothing at this address",
    HTTPStatus.GONE: "there is nothing at this address any more",
    HTTPStatus.TOO_MANY_REQUESTS: "the server wants to be asked less often",
}


def fetch_web(address: Address, scratch: Scratch) -> ExportFile:
    """Copy what is at an address.

    Raises:
        SourceError: There is nothing, or no answer.
    """
    try:
        response = aside(lambda: _answer(address), PATIENCE)
        with response:
            return _copy(address.shown, response, scratch)
    except HTTPError as error:
        error.close()
        raise _unreadable(address.shown, _status(error.code)) from None
    except (OSError, HTTPException, ValueError) as error:
        # NOTE: A failure may quote the address, so only its kind is passed on.
        raise _unreadable(address.shown, _reason(error)) from None


def _answer(address: Address) -> HTTPResponse:
    parts = urlsplit(quote(address.text, safe=_SAFE))
    person, _, place = parts.netloc.rpartition("@")
    url = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
    request = Request(url, headers={"User-Agent": "nps"})  # noqa: S310  # http or https, as checked
    if person:
        # NOTE: Not sent on where the server points elsewhere.
        signed = b64encode(unquote(person).encode()).decode()
        request.add_unredirected_header("Authorization", f"Basic {signed}")
    answer: HTTPResponse = urlopen(request, timeout=PATIENCE)  # noqa: S310  # as above
    return answer


def _copy(name: str, response: HTTPResponse, scratch: Scratch) -> ExportFile:
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else None
    target = scratch.new()
    with target.open("wb") as copy, phase("fetching", name, total=total) as progress:
        while piece := response.read(PIECE):
            copy.write(piece)
            progress.advance(len(piece))
    if total is not None and target.stat().st_size != total:
        raise SourceError(f"{name}: the connection ended too early; try again")
    return ExportFile(name, target)


def _status(code: int) -> str:
    return f"{_STATUS.get(code, 'the server cannot give it')} (HTTP {code})"


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    match cause:
        case TimeoutError():
            return f"no answer came within {PATIENCE} seconds"
        case ssl.SSLError():
            return "the server's certificate is not valid, or it speaks no TLS"
        case socket.gaierror():
            return "the host is not known"
        case ConnectionRefusedError():
            return "nothing answers there"
        case OSError():
            return "the connection broke"
        case _:
            return "the server's answer makes no sense"


def _unreadable(name: str, reason: str) -> SourceError:
    return SourceError(f"{name}: cannot be fetched: {reason}; check the address")
