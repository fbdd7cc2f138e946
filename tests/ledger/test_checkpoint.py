"""Checkpoints: in the form that others read, never over damage, checked with tools that are not ours."""

import base64
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.x509 import load_pem_x509_certificates

from sayso.errors import InputError, IntegrityError, LedgerError, UsageError
from sayso.ledger.checkpoint import origin, prove, stamp_request
from sayso.ledger.ledger import Ledger
from sayso.ledger.notes import SigningKey, VerifierKey, read_note
from sayso.ledger.tree import includes, leaf_hash
from sayso.pipeline import Pipeline
from sayso.records import Checkpoint
from tests.ledger.ledgers import AT, add, claim, finding, tamper

TEXT = "SAMPLE. Shells hit Marivan, Harbour Watch said."
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger.open(tmp_path / "desk.ledger")
    add(ledger, TEXT, [claim(TEXT, "Shells")])
    return ledger


@pytest.fixture
def openssl() -> str:
    """The openssl command, which the test image has; where it lacks, that is said, and in CI it is a failure."""
    found = shutil.which("openssl")
    reason = "openssl is not installed: nobody but ourselves would check the signatures and stamps"
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(reason)
    return found or pytest.skip(reason)


def test_a_checkpoint_is_a_signed_note_of_c2sp(ledger: Ledger) -> None:
    made = Pipeline().checkpoint(ledger, SigningKey.new("desk"))
    first, size, root, blank, signature, end = made.note.split("\n")
    assert first.startswith("sayso/")
    assert (size, blank, end) == ("5", "", "")
    assert base64.b64decode(root).hex() == made.root
    assert signature.startswith("\u2014 desk ")
    assert len(base64.b64decode(signature.split(" ")[2])) == 4 + 64
    assert [type(record) for record in ledger.checkpoints()] == [Checkpoint]
    ledger.close()


def test_the_key_that_signs_is_in_the_register_and_under_the_signature(ledger: Ledger) -> None:
    key = SigningKey.new("desk")
    Pipeline().checkpoint(ledger, key)
    assert [(change.subject, change.value) for change in ledger.register_changes()] == [("key", str(key.verifier))]
    ledger.close()


def test_nothing_new_needs_no_new_checkpoint(ledger: Ledger) -> None:
    key = SigningKey.new("desk")
    first = Pipeline().checkpoint(ledger, key)
    assert Pipeline().checkpoint(ledger, key) == first
    ledger.append([finding("new")], [], AT)
    assert Pipeline().checkpoint(ledger, key).size == first.size + 2
    assert "\u2014 partner " in Pipeline().checkpoint(ledger, SigningKey.new("partner")).note
    ledger.close()


def test_a_ledger_that_is_not_whole_is_not_signed(tmp_path: Path, ledger: Ledger) -> None:
    ledger.close()
    tamper(tmp_path / "desk.ledger", "UPDATE openings SET parts = replace(parts, 'shelling', 'shalling')")
    with Ledger.open(tmp_path / "desk.ledger") as opened:
        with pytest.raises(IntegrityError, match="nothing was signed: entry 3"):
            Pipeline().checkpoint(opened, SigningKey.new("desk"))
        assert list(opened.checkpoints()) == []


def test_an_empty_ledger_has_nothing_to_sign() -> None:
    with Ledger.open(":memory:") as empty, pytest.raises(LedgerError, match="nothing to sign"):
        origin(empty.store)


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "of" / "mine" / "signing.key"
    made = SigningKey.at(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SigningKey.at(path).verifier == made.verifier
    assert VerifierKey.parse(str(made.verifier)) == made.verifier
    assert str(made) not in repr(made)


@pytest.mark.parametrize(
    "written",
    ["", "PRIVATE+KEY+desk+00000000+AAAA", "no key at all", str(SigningKey.new("desk").verifier), "\ufffd"],
    ids=["empty", "too short", "words", "a public key", "no ASCII"],
)
def test_a_file_that_is_no_key_is_refused_and_left(tmp_path: Path, written: str) -> None:
    path = tmp_path / "signing.key"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError):
        SigningKey.at(path)
    assert path.read_text(encoding="utf-8") == written


def test_every_changed_byte_of_a_checkpoint_is_noticed() -> None:
    """It is no checkpoint any more, or another one, or its signature is not its key's."""
    key = SigningKey.new("desk")
    good = key.checkpoint("sayso/1", 7, bytes(32))
    for at in range(len(good.encode())):
        changed = bytearray(good.encode())
        changed[at] ^= 1
        try:
            note = read_note(changed.decode())
        except (InputError, UnicodeDecodeError):
            continue
        assert key.verifier.signed(note) is not True
    assert key.verifier.signed(read_note(good)) is True


def test_openssl_checks_a_checkpoint(ledger: Ledger, tmp_path: Path, openssl: str) -> None:
    """The commands that docs/ledger.md gives a stranger, word for word; nothing of ours takes part."""
    key = SigningKey.new("desk")
    note = Pipeline().checkpoint(ledger, key).note
    ledger.close()
    lines = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8").splitlines()
    first = lines.index("$ head -n 3 2031-05-14.txt > text")
    recipe = "\n".join(line.removeprefix("$ ") for line in lines[first : first + 4])
    assert recipe.count(Path(openssl).name) == 1

    def says(written: str) -> str:
        (tmp_path / "2031-05-14.txt").write_text(written, encoding="utf-8")
        ended = subprocess.run(
            ["sh", "-c", recipe], cwd=tmp_path, check=False, capture_output=True, text=True,
            env={**os.environ, "KEY": str(key.verifier)},
        )  # fmt: skip
        return ended.stdout.strip()

    assert says(note) == lines[first + 4] == "Signature Verified Successfully"
    assert says(note.replace("\n5\n", "\n6\n")) == "Signature Verification Failure"


def test_one_entry_is_proven_to_be_in_a_checkpoint_without_showing_the_others(ledger: Ledger) -> None:
    for n in range(20):
        ledger.append([finding(str(n))], [], AT)
    made = Pipeline().checkpoint(ledger, SigningKey.new("desk"))
    for seq in (1, 3, made.size):
        proof = prove(ledger.store, seq, made.size)
        hashed = leaf_hash(proof.leaf)
        assert json.loads(proof.leaf)["seq"] == seq
        assert includes(hashed, proof.index, proof.size, proof.hashes, bytes.fromhex(made.root))
        assert not includes(
            leaf_hash(proof.leaf + b" "), proof.index, proof.size, proof.hashes, bytes.fromhex(made.root)
        )
    with pytest.raises(LedgerError, match="no entry 99"):
        prove(ledger.store, 99, made.size)
    ledger.close()


class Authority:
    """A time-stamping authority in a folder, by openssl: a root, a certificate for stamps, and answers to requests."""

    def __init__(self, folder: Path, openssl: str) -> None:
        self.folder, self.openssl = folder, openssl
        (folder / "serial").write_text("01\n")
        (folder / "ca.cnf").write_text(
            "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=SAMPLE root\n[root]\nbasicConstraints=critical,CA:true\n"
            "keyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n"
            "[tsa]\nextendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\nauthorityKeyIdentifier=keyid\n"
            "[stamps]\nserial=serial\ndefault_policy=1.2.3.4.1\ndigests=sha256\nsigner_digest=sha256\n"
            "signer_cert=tsa.pem\nsigner_key=tsa.key\ncerts=tsa.pem\nordering=no\ntsa_name=no\ness_cert_id_chain=no\n"
            "ess_cert_id_alg=sha256\n[tsa_section]\n[ts]\n"
        )
        self.run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "3",
                 "-config", "ca.cnf", "-extensions", "root")  # fmt: skip
        self.run("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr",
                 "-config", "ca.cnf", "-subj", "/CN=SAMPLE stamps")  # fmt: skip
        self.run("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
                 "-out", "tsa.pem", "-days", "2", "-extfile", "ca.cnf", "-extensions", "tsa")  # fmt: skip

    def run(self, *arguments: str) -> None:
        subprocess.run([self.openssl, *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, request: bytes) -> bytes:
        (self.folder / "q.tsq").write_bytes(request)
        self.run("ts", "-reply", "-config", "ca.cnf", "-section", "stamps", "-queryfile", "q.tsq", "-out", "a.tsr")
        return (self.folder / "a.tsr").read_bytes()


def test_a_time_stamp_is_checked_and_recorded_and_openssl_agrees(ledger: Ledger, tmp_path: Path, openssl: str) -> None:
    """The request goes to an authority by any means; its answer is kept only if it is over this note, by one we trust."""
    authority = Authority(tmp_path, openssl)
    roots = load_pem_x509_certificates((tmp_path / "root.pem").read_bytes())
    made = Pipeline().checkpoint(ledger, SigningKey.new("desk"))
    answer = authority.answer(stamp_request(made))
    stamped = Pipeline().stamp(ledger, answer, roots)
    assert stamped.stamp is not None
    assert base64.b64decode(stamped.stamp) == answer
    assert [record.stamp is not None for record in ledger.checkpoints()] == [False, True]
    (tmp_path / "note").write_text(made.note, encoding="utf-8")
    authority.run("ts", "-verify", "-data", "note", "-in", "a.tsr", "-CAfile", "root.pem")

    with pytest.raises(UsageError, match="root certificate"):
        Pipeline().stamp(ledger, answer, [])
    with pytest.raises(InputError, match="no time stamp of this checkpoint"):
        Pipeline().stamp(ledger, b"no answer", roots)
    (tmp_path / "other").mkdir()
    Authority(tmp_path / "other", openssl)
    strangers = load_pem_x509_certificates((tmp_path / "other" / "root.pem").read_bytes())
    with pytest.raises(InputError, match="no time stamp of this checkpoint"):
        Pipeline().stamp(ledger, answer, strangers)
    ledger.append([finding("new")], [], AT)
    Pipeline().checkpoint(ledger, SigningKey.new("desk"))
    with pytest.raises(InputError, match="no time stamp of this checkpoint"):
        Pipeline().stamp(ledger, answer, roots)
    ledger.close()
