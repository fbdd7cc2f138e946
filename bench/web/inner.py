"""Numbers of machines that must never be connected to, a class each, and the ways in which they are written."""

import ipaddress

CLASSES = {
    "this network": "0.0.0.0",  # noqa: S104 - it must be refused
    "private 10": "10.0.0.7",
    "CGNAT": "100.64.0.1",
    "loopback": "127.0.0.1",
    "link-local": "169.254.7.7",
    "metadata": "169.254.169.254",
    "private 172": "172.16.3.4",
    "protocol assignments": "192.0.0.192",
    "documentation": "192.0.2.1",
    "6to4 relay": "192.88.99.1",
    "private 192": "192.168.1.1",
    "measurements": "198.18.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "inner service of a cloud": "168.63.129.16",
    "unspecified 6": "::",
    "loopback 6": "::1",
    "mapped": "::ffff:127.0.0.1",
    "compatible": "::127.0.0.1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a network": "64:ff9b:1::7f00:1",
    "Teredo": "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "6to4": "2002:7f00:1::1",
    "unique local": "fd00:ec2::254",
    "link-local 6": "fe80::1",
    "site-local": "fec0::1",
    "multicast 6": "ff02::1",
    "documentation 6": "2001:db8::1",
}


def spellings(number: str) -> list[str]:
    """Return eleven ways in which a number is written as a host, the plain one first."""
    address = ipaddress.ip_address(number)
    if address.version == 6:
        full = address.exploded
        return [
            f"[{address}]", f"[{full}]", f"[{full.upper()}]", f"[{address}].", f"[{address}%25eth0]", f"[{address}%eth0]",
            str(address), f"%5B{address}%5D", f"[{address}", f"[[{address}]]", f"[{address}]:80",
        ]  # fmt: skip
    a, b, c, d = number.split(".")
    whole = int(address)
    return [
        number, f"{number}.", str(whole), hex(whole), f"{hex(int(a))}.{hex(int(b))}.{hex(int(c))}.{hex(int(d))}",
        f"0{int(a):o}.{b}.{c}.{d}", f"{a}.{int(b) * 65536 + int(c) * 256 + int(d)}",
        number.translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")), number.replace(".", "。"),
        "".join(f"%{ord(sign):02x}" for sign in number), f"[::ffff:{number}]",
    ]  # fmt: skip


NAMES = (
    "bad.sample.org", "bad.sample.org.", "BAD.sample.org", "Bad.Sample.Org:80", "bad.sample.org:8080", "ｂａｄ.sample.org",
    "bad。sample。org", "bad．sample.org", "bad.ſample.org", "BAD.SAMPLE.ORG.", "bad.sample.org:443",
)  # fmt: skip
"""Eleven spellings of one name, or of one that looks like it."""
