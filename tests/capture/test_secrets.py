"""What of addresses and headers is written down: no user, no token, no cookie, whatever way they are spelled."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.web.world import World, page
from sayso.capture.secrets import shown, shown_address

SEEDED = "s3cr3tW0rd"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://reader:s3cr3tW0rd@sample.org/a", "https://sample.org/a"),
        ("//reader:s3cr3tW0rd@sample.org/a", "//sample.org/a"),
        ("reader:s3cr3tW0rd@sample.org", "sample.org"),
        ("https://a@s3cr3tW0rd@sample.org/", "https://sample.org/"),
        ("https://sample.org/?token=s3cr3tW0rd&day=2", "https://sample.org/?token=***&day=2"),
        ("https://sample.org/?day=2&API_KEY=s3cr3tW0rd", "https://sample.org/?day=2&API_KEY=***"),
        ("https://sample.org/?apiKey=s3cr3tW0rd", "https://sample.org/?apiKey=***"),
        ("https://sample.org/?X-Amz-Signature=s3cr3tW0rd", "https://sample.org/?X-Amz-Signature=***"),
        ("https://sample.org/?%74oken=s3cr3tW0rd", "https://sample.org/?%74oken=***"),
        ("https://sample.org/a;jsessionid=s3cr3tW0rd?x=1", "https://sample.org/a;jsessionid=***?x=1"),
        ("https://sample.org/#access_token=s3cr3tW0rd", "https://sample.org/"),
        ("https://sample.org/?to=http://b.org/?sid=s3cr3tW0rd", "https://sample.org/?to=http://b.org/?sid=***"),
        (
            "https://sample.org/?to=http%3A%2F%2Fb.org%2F%3Fsid%3Ds3cr3tW0rd%26a%3D1",
            "https://sample.org/?to=http%3A%2F%2Fb.org%2F%3Fsid%3D***%26a%3D1",
        ),
        ("https://sample.org/eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "https://sample.org/***"),
        ("https://sample.org/?author=Ana&monkey=1&design=2", "https://sample.org/?author=Ana&monkey=1&design=2"),
    ],
)
def test_secrets_in_addresses_are_blacked_out_and_nothing_else(address: str, kept: str) -> None:
    assert shown_address(address) == kept


@given(st.text(max_size=60))
def test_blacking_out_ends_for_any_text_and_again_changes_nothing(text: str) -> None:
    once = shown_address(f"https://sample.org/?{text}")
    assert shown_address(once) == once
    assert shown(shown(text)) == shown(text)


def test_no_credential_reaches_the_record_of_a_fetch(world: World) -> None:
    """Seeded in the address, in a redirect, in cookies and in other headers: sent on where the address asks for it, never kept."""
    world.host(
        "end.sample.org",
        page(
            "<p>SAMPLE.",
            f"Set-Cookie: id={SEEDED}; Path=/",
            f"X-Csrf-Token: {SEEDED}",
            f"Link: <https://end.sample.org/?session={SEEDED}>; rel=next",
            f"Content-Security-Policy: report-uri https://reader:{SEEDED}@log.sample.org/?sig={SEEDED}",
            f"ETag: eyJ{SEEDED}.{SEEDED}.{SEEDED}",
        ),
    )
    world.host("sample.org", page("", f"Location: http://end.sample.org/a?auth={SEEDED}", status="302 Found"))
    for address in (f"http://sample.org/?token={SEEDED}", f"http://reader:{SEEDED}@sample.org/?token={SEEDED}"):
        assert SEEDED not in msgspec.json.encode(world.fetch(address)).decode()
    assert ("end.sample.org", f"/a?auth={SEEDED}") in world.asked
    assert all("cookie" not in asked.headers and "authorization" not in asked.headers for asked in world.requests)
