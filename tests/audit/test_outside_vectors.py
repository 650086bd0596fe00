"""What others published: proofs of transparency-dev/merkle, signatures of RFC 8032, notes of C2SP."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from kith.audit import verify
from kith.audit.verify import Checkpoint, Key, Note

VECTORS = Path(__file__).parents[1] / "data" / "merkle"
COUNTS = {"inclusion": 98, "consistency": 98, "subtreeinclusion": 204, "subtreeconsistency": 118}


def _vectors(kind: str) -> dict[str, dict[str, Any]]:
    return dict(json.loads((VECTORS / f"{kind}.json").read_text()))


def _bytes(vector: dict[str, Any], name: str) -> bytes:
    return base64.b64decode(vector[name] or "")


def _holds(kind: str, v: dict[str, Any]) -> bool:
    proof = [base64.b64decode(each) for each in v["proof"] or []]
    if kind == "inclusion":
        return verify.included(v["leafIdx"], v["treeSize"], _bytes(v, "leafHash"), proof, _bytes(v, "root"))
    if kind == "consistency":
        return verify.consistent(v["size1"], v["size2"], _bytes(v, "root1"), _bytes(v, "root2"), proof)
    if kind == "subtreeconsistency":
        return verify.part_proved(v["start"], v["end"], v["size"], proof, _bytes(v, "root1"), _bytes(v, "root2"))
    start, end, index = v["start"], v["end"], v["leafIdx"]
    return verify.apt(start, end) and verify.included(
        index - start, end - start, _bytes(v, "leafHash"), proof, _bytes(v, "root")
    )


@pytest.mark.parametrize("kind", sorted(COUNTS))
def test_every_vector_of_another_implementation(kind: str) -> None:
    vectors = _vectors(kind)
    assert len(vectors) == COUNTS[kind]
    wrong = [name for name, vector in vectors.items() if _holds(kind, vector) == vector["wantErr"]]
    assert not wrong
    assert {vector["wantErr"] for vector in vectors.values()} == {True, False}


# Leaves that transparency-dev/merkle and certificate-transparency test with: the root of each with those before it
ROOTS = {
    "": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "00": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "10": "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "2021": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "3031": "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "40414243": "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "5051525354555657": "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "606162636465666768696a6b6c6d6e6f": "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def test_leaves_are_hashed_as_others_hash_them() -> None:
    """The vectors begin with leaves that are hashed already."""
    grown = verify.Growing()
    for leaf, root in ROOTS.items():
        grown.add(verify.leaf_hash(bytes.fromhex(leaf)))
        assert grown.root().hex() == root


# RFC 8032, 7.1: public key, message, signature
SIGNATURES = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        hashlib.sha512(b"abc").hexdigest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize("check", [verify.plainly_signed, verify.signed], ids=["plain", "library"])
@pytest.mark.parametrize(("public", "message", "signature"), SIGNATURES)
def test_signatures_of_rfc_8032(check: Any, public: str, message: str, signature: str) -> None:
    key, text, genuine = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert check(key, text, genuine)
    for place in (0, 31, 32, 63):
        assert not check(key, text, genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :])
    assert not check(key, text + b"x", genuine)
    assert not check(
        key, text, genuine[:32] + (int.from_bytes(genuine[32:], "little") + verify.ORDER).to_bytes(32, "little")
    )
    assert not check(key, text, genuine[:63])


def test_plain_and_library_agree_on_odd_keys() -> None:
    """Points that are none, or of small order, and not the base point's."""
    odd = [
        b"\x00" * 32,
        b"\x01" + b"\x00" * 31,
        b"\xff" * 32,
        (verify.P + 1).to_bytes(32, "little"),
        b"\x02" + b"\x00" * 31,
    ]
    for key in odd:
        for signature in (b"\x00" * 64, odd[1] + b"\x00" * 32):
            assert verify.plainly_signed(key, b"x", signature) in (False, verify.signed(key, b"x", signature))


KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n\N{EM DASH} example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "\N{EM DASH} example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "\N{EM DASH} witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_the_signed_note_of_the_specification() -> None:
    key = Key.parse(KEY)
    assert str(key) == KEY and key.kind == verify.ED25519
    assert Note.parse(NOTE).by(key) is True
    assert Note.parse(NOTE.replace("example message", "Example message")).by(key) is False
    assert Note.parse(NOTE.replace("foo", "bar")).by(key) is None


def test_the_checkpoint_of_the_specification_is_read() -> None:
    told = Checkpoint.parse(CHECKPOINT)
    assert (told.origin, told.size, len(told.root)) == ("example.com/behind-the-sofa", 20852163, 32)
    (_, _, log), (name, _, witness) = told.note.signatures
    assert len(log) == 64 and name == "witness.example.com/w1" and int.from_bytes(witness[:8]) == 1679315147


@pytest.mark.parametrize(
    "broken",
    [
        NOTE[:-1],
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("\N{EM DASH}", "-"),
        NOTE.replace("message", "mess\tage"),
        NOTE.replace("example.com/foo", "example.com/f+oo"),
        NOTE.replace("Uw2Q", "U*2Q"),
        NOTE.split("\N{EM DASH}")[0],
        "",
    ],
)
def test_what_is_not_a_note_is_not_read(broken: str) -> None:
    with pytest.raises(ValueError):
        Note.parse(broken)


@pytest.mark.parametrize("wrong", ["020852163", "-1", "٣", ""])
def test_what_is_not_a_checkpoint_is_not_read(wrong: str) -> None:
    with pytest.raises(ValueError):
        Checkpoint.parse(CHECKPOINT.replace("20852163", wrong, 1))
    with pytest.raises(ValueError):
        Checkpoint.parse(CHECKPOINT.replace("jxq2I=", wrong, 1))


@pytest.mark.parametrize(
    "wrong", [KEY[:-4], KEY.replace("530d903a", "530d903b"), KEY.replace("+AekyeR", "+BekyeR"), "a+b", ""]
)
def test_what_is_not_a_key_is_not_read(wrong: str) -> None:
    with pytest.raises(ValueError):
        Key.parse(wrong)
