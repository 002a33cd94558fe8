"""Tests of what the other tests stand on: the signatures, the logs made here, and what docs/log.md shows."""
import hashlib
import json
import pathlib
import random
import sys
import unittest
from unittest import mock

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import ed25519
import verify
from altered import flipped
from made import ORDER, PRIME, Secret, hash_of_leaf, leaf_of, number_of, path_of, root_over

SEED = 20081203

# ---------------------------------------------------------------------------------------------------- the curve (RFC 8032)
# Section 7.1: secret key, public key, message, signature.
KNOWN = (
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ("f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
     "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e", """
     08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f77b1
     e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b20329d
     658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efcb8550ee3a5e1998bd177e93a
     7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e
     06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc10
     3b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed1
     85ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5d0532ed8a5aa3fb2d17ba70eb6248e594e1a2297acbbb39d
     502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f270
     88d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089b
     eccf80cfe2df16a2cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128ba
     b27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae0784504df543af8969b
     e3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9b47acdb7
     51fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb038dda0847dd988d
     cda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34df
     f7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d78ff4ef5d63653a65040cf9bfd4aca7
     984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a3ca8e1b939ae49e4
     88acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac09
     43bf6686b64b2579376504ccc493d97e6aed3fb0f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5f
     b93246f6b1116398a346f1a641f3b041e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f161
     0e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380d
     b2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8ca
     c60c905c15fc910840b94c00a0b9d0""",
     "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350"
     "aa5371b1508f9f4528ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03"),
    ("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf", hashlib.sha512(b"abc").hexdigest(),
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
     "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
)


class Documents(unittest.TestCase):
    """What docs/log.md shows is so."""

    def test_the_entries_in_the_documentation_are_canonical_and_have_the_hashes_that_stand_below_them(self):
        lines = HERE.parent.joinpath("docs", "log.md").read_text(encoding="utf-8").splitlines()
        shown = [(leaf, lines[at + 1]) for at, leaf in enumerate(lines) if leaf.startswith("{")]
        self.assertEqual(sorted(json.loads(leaf)["entry"] for leaf, _ in shown), ["correction", "evidence", "fact"])
        for leaf, digest in shown:
            self.assertEqual(leaf_of(json.loads(leaf)), leaf.encode())
            self.assertEqual(hash_of_leaf(leaf.encode()).hex(), digest)
            self.assertTrue(verify.are_canonical([leaf.encode()]))


class Signatures(unittest.TestCase):
    """Ed25519, the verifying in ed25519.py and the signing in made.py."""

    def test_the_known_answers_hold(self):
        for secret, public, message, signature in (map(bytes.fromhex, known) for known in KNOWN):
            self.assertTrue(ed25519.holds(public, message, signature))
            self.assertEqual(Secret(secret).public, public)
            self.assertEqual(Secret(secret).sign(message), signature)

    def test_one_bit_more_or_less_and_nothing_holds(self):
        chance = random.Random(SEED)
        for secret, public, message, signature in (map(bytes.fromhex, known) for known in KNOWN[1:]):
            for _ in range(20):
                self.assertFalse(ed25519.holds(flipped(chance, public), message, signature))
                self.assertFalse(ed25519.holds(public, flipped(chance, message), signature))
                self.assertFalse(ed25519.holds(public, message, flipped(chance, signature)))
            for wrong in (b"", signature[:-1], signature + b"\0", bytes(64), b"\xff" * 64):
                self.assertFalse(ed25519.holds(public, message, wrong))

    def test_a_number_beyond_the_order_is_refused(self):
        _, public, message, signature = map(bytes.fromhex, KNOWN[2])
        for turns in (1, 2, 7):
            s = number_of(signature[32:]) + turns * ORDER
            self.assertFalse(ed25519.holds(public, message, signature[:32] + s.to_bytes(32, "little")))

    def test_a_point_written_otherwise_is_refused(self):
        # The neutral point as the key: every S has its R. Then the same two points, written beyond the prime or with a sign.
        neutral, beyond = (1).to_bytes(32, "little"), (PRIME + 1).to_bytes(32, "little")
        signed = neutral[:31] + b"\x80"
        self.assertTrue(ed25519.holds(neutral, b"", neutral + bytes(32)))
        for other in (beyond, signed, beyond[:31] + bytes([beyond[31] | 0x80])):
            self.assertFalse(ed25519.holds(other, b"", neutral + bytes(32)))
            self.assertFalse(ed25519.holds(neutral, b"", other + bytes(32)))

    def test_bytes_that_stand_for_no_point_are_refused(self):
        for y in (2, PRIME, PRIME + 2, 2**255 - 1):
            self.assertIsNone(ed25519.decode(y.to_bytes(32, "little")))
            self.assertFalse(ed25519.holds(y.to_bytes(32, "little"), b"", bytes(64)))


class Writer(unittest.TestCase):
    """The logs made here are what the specifications say, by examples known from elsewhere."""

    def test_paths_are_written_in_threes(self):
        self.assertEqual(path_of(0, 1234067, 256), "tile/0/x001/x234/067")
        self.assertEqual(path_of("entries", 1000, 7), "tile/entries/x001/000.p/7")
        for index in (0, 9, 999, 1000, 999_999, 1_000_000, 1234067):
            read = []
            with mock.patch.object(verify, "read", read.append):
                verify.read_tile("LOG", 3, index, 255)
            self.assertEqual(read, ["LOG/" + path_of(3, index, 255)])

    def test_the_roots_known_from_certificate_transparency_come_out(self):
        leaves = [bytes.fromhex(leaf) for leaf in
                  ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
        known = (
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        )
        hashes = [hash_of_leaf(leaf) for leaf in leaves]
        for size, root in enumerate(known):
            self.assertEqual(root_over(hashes, 0, size).hex(), root)
            self.assertEqual(verify.root_of(hashes[:size]).hex(), root)


if __name__ == "__main__":
    unittest.main()
