"""What of an address or a header may be written down: never a password, a token, a key, a cookie.

The rule, stated once: a user's name and password before the host go; a fragment goes; the value of a parameter whose name
says that it is secret (`token`, `api_key`, `sig`, `sessionid`, … as a whole name or as its last word) becomes `***`; so does
whatever is built like a signed token (JWT) or follows a path parameter such as `;jsessionid=`. Of headers, the value of one
whose name says so (`Set-Cookie`, `Authorization`, …) becomes `***`, and in all others the rule for addresses holds.
The request itself is sent with the address as it was given; only what is kept is blacked out.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

BLACK = "***"

_WORDS = frozenset({
    "auth", "authorization", "bearer", "code", "cred", "credential", "credentials", "csrf", "hmac", "jwt", "key",
    "keys", "nonce", "otp", "pass", "passcode", "passphrase", "passwd", "password", "pin", "pwd", "secret",
    "session", "sid", "sig", "sign", "signature", "ticket", "token", "xsrf",
})  # fmt: skip
"""Last words of names of parameters that carry a secret: `access_token`, `X-Amz-Signature`, `apiKey`."""
_NAMES = frozenset({
    "accesskey", "accesstoken", "apikey", "apitoken", "authenticitytoken", "authkey", "authtoken", "awsaccesskey",
    "awsaccesskeyid", "fbclid", "gclid", "googleaccessid", "idtoken", "jsessionid", "keypairid", "oauthtoken",
    "oauthverifier", "phpsessid", "policy", "privatekey", "refreshtoken", "secretkey", "securitytoken", "sessid",
    "sessionhash", "sessionid", "sessionkey", "sessiontoken", "sharedkey", "state", "subscriptionkey", "userpass",
    "verifier", "viewstate",
})  # fmt: skip
"""Whole names, without signs between their words; some are no secrets but say who was looking."""
_HEADERS = re.compile(
    r"cookie|authoriz|authentic|token|session|secret|csrf|xsrf|api-?key|signature|credential", re.IGNORECASE
)

_USER = re.compile(r"((?:^|[^A-Za-z0-9+.-])(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)[^/?#\s\"'<>]*@")
_END = r"%(?:25)*(?:3[FfBb]|26|23)"
"""A sign that ends a parameter, escaped once or several times, as in an address that is itself a parameter."""
_PARAMETER = re.compile(
    rf"(?P<sign>[?&;#]|{_END})"
    rf"(?P<name>(?:(?!{_END}|%(?:25)*3[Dd])[^=?&;#\s\"'<>/]){{1,80}})"
    r"(?P<equals>=|%(?:25)*3[Dd])"
    rf"(?P<value>(?:(?!{_END})[^?&;#\s\"'<>,])+)"
)
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def is_secret(name: str) -> bool:
    """Tell whether a parameter of this name carries a secret: `access_token`, `apiKey`, `X-Amz-Signature`, `sid`."""
    plain = unquote(name)
    words = _WORD.findall(plain)
    return bool(words) and (words[-1].lower() in _WORDS or "".join(words).lower() in _NAMES | _WORDS)


def shown(text: str) -> str:
    """Return a text that may hold addresses, such as a header's value, with every secret blacked out."""
    text = _USER.sub(r"\1", text)
    text = _PARAMETER.sub(
        lambda m: m[0] if not is_secret(m["name"]) else m["sign"] + m["name"] + m["equals"] + BLACK, text
    )
    return _JWT.sub(BLACK, text)


def shown_address(address: str) -> str:
    """Return an address, even one that is none, as it may be written down: no user, no fragment, no secret."""
    address = address.strip().split("#", 1)[0]
    head, slashes, rest = address.partition("//")
    if not slashes:
        head, rest = "", address
    end = re.search(r"[/?#]", rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    return shown(head + slashes + authority.rpartition("@")[2] + tail)


def shown_headers(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    """Return headers as pairs of text, in order and in the sender's spelling, with every secret blacked out."""
    read = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
    return tuple((name, BLACK if _HEADERS.search(name) else shown(value)) for name, value in read)
