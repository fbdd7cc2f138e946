"""The hash of each export format: `python -m bench.export_hashes LEDGER` prints them as JSON, for runs in other zones, locales and with other seeds."""

import hashlib
import json
import sys
from datetime import UTC, datetime

from sayso.ledger.asof import View
from sayso.ledger.care import opened
from sayso.publication import Given, public, secret_of
from sayso.publish.exports import FORMATS
from sayso.publish.exports.package import packed, written
from sayso.publish.public.policy import Policy
from sayso.publish.public.record import PublicRecord
from sayso.state import State

_NOW = datetime(2031, 6, 1, tzinfo=UTC)
_POLICY = Policy(
    title="SAMPLE record", address="https://record.sample.example/", licence="CC-BY-4.0", unreviewed="mark"
)


def hashes(made: PublicRecord) -> dict[str, str]:
    """Return the SHA-256 of each format: of all its files with their names; `package` stands for codebook and descriptor of all."""
    names = [one.name for one in FORMATS]
    beside = packed(made, names)[-2:]
    files = {name: written(made, name) for name in names} | {"package": beside}
    return {
        name: hashlib.sha256(b"".join(b"%s %d\n%s" % (f.path.encode(), len(f.data), f.data) for f in found)).hexdigest()
        for name, found in files.items()
    }


if __name__ == "__main__":
    with opened(sys.argv[1]) as ledger:
        state = State(View.of(ledger))
        record = public(state, _POLICY, now=_NOW, given=Given(secret=secret_of(state))).record
    print(json.dumps(hashes(record)))
