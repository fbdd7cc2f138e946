"""Over TLS the name of the host is kept, whatever number is dialled, and the certificate that was shown is on record."""

import asyncio
import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bench.web.world import World, page
from sayso.capture.fetched import Fetched, Wanted
from sayso.capture.manners import Manners


class Authority:
    """Makes certificates that a client trusts which is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sample authority")])
        own = self._builder("Sample authority", self._key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self._own = own.sign(self._key, hashes.SHA256())

    def _builder(self, name: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return x509.CertificateBuilder(
            self._name, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), key, x509.random_serial_number(),
            now - timedelta(days=1), now + timedelta(days=1),
        )  # fmt: skip

    def server(self, name: str) -> tuple[ssl.SSLContext, str]:
        """Return what a server of this name needs, and the SHA-256 of its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(name, key.public_key())
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        made = builder.sign(self._key, hashes.SHA256())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self._folder / f"{name}.pem"
        path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context, hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).hexdigest()

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self._own.public_bytes(serialization.Encoding.PEM).decode())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def fetch(world: World, trust: ssl.SSLContext | None, address: str) -> Fetched:
    fetched = asyncio.run(world.fetcher(Manners(robots=False), trust).fetch(Wanted(address=address)))
    if fetched.body is not None:
        fetched.body.close()
    return fetched


def test_the_name_is_asked_for_and_the_certificate_recorded(world: World, authority: Authority) -> None:
    server, digest = authority.server("news.sample.org")
    names: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: names.append(name)
    world.host("news.sample.org", page("<p>SAMPLE."), tls=server)
    got = fetch(world, authority.trust(), "https://news.sample.org/").record
    assert (got.verdict, names) == ("content", ["news.sample.org"])
    assert got.hops[0].tls[0] == digest
    assert world.requests[-1].headers["host"] == "news.sample.org"


@pytest.mark.parametrize(("name", "trusted"), [("other.sample.org", True), ("news.sample.org", False)])
def test_a_certificate_of_another_name_or_of_nobody_ends_it_before_anything_is_asked(
    world: World, authority: Authority, name: str, *, trusted: bool
) -> None:
    server, _ = authority.server(name)
    world.host("news.sample.org", page("<p>SAMPLE."), tls=server)
    got = fetch(world, authority.trust() if trusted else None, "https://news.sample.org/").record
    assert (got.verdict, got.reason.split(":")[0], got.tries) == ("unreachable", "tls", 1)
    assert world.asked == []
