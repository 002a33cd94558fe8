"""Tests of verify.py: python3 test_verify.py

The logs are made here, from the specifications once more: nothing of verify.py or ed25519.py helps to write what they read.
A thousand made logs are altered, each in one way, and every one has to be found out. With SERVANDA_LOG=FOLDER and
SERVANDA_LOG_KEY=KEY in the environment, so is an exported log: in memory, its files stay as they are.
"""
import base64
import collections
import contextlib
import functools
import hashlib
import http.server
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from unittest import mock

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import ed25519
import verify

SEED = 20081203
MUTATIONS = 1000
ORIGIN = "log.example.org/treaties"

# ---------------------------------------------------------------------------------------------------- signing (RFC 8032)
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME


def plus(one, other):
    """The sum of two points of the curve, each as (x, y, z) with the point at (x/z, y/z)."""
    a, b, c = one[2] * other[2] % PRIME, one[0] * other[0] % PRIME, one[1] * other[1] % PRIME
    e = CURVE * b * c % PRIME
    cross = ((one[0] + one[1]) * (other[0] + other[1]) - b - c) % PRIME
    square = a * a % PRIME
    return a * (square - e) * cross % PRIME, a * (square + e) * (b + c) % PRIME, (square - e) * (square + e) % PRIME


BASE = (
    15112221349535400772501151409588531511454012693041857206046113283949847762202,
    46316835694926478169428394003475163141307993866256225615783033603165251855960,
    1,
)
DOUBLES = [BASE]
while len(DOUBLES) < 256:
    DOUBLES.append(plus(DOUBLES[-1], DOUBLES[-1]))


def times_base(number):
    """The base point so many times, in its 32 bytes."""
    sum_ = (0, 1, 1)
    for bit, point in enumerate(DOUBLES):
        if number >> bit & 1:
            sum_ = plus(sum_, point)
    over = pow(sum_[2], PRIME - 2, PRIME)
    x, y = sum_[0] * over % PRIME, sum_[1] * over % PRIME
    return (y + ((x & 1) << 255)).to_bytes(32, "little")


def number_of(data):
    return int.from_bytes(data, "little")


class Secret:
    """A key that signs: made from 32 bytes, with the name under which it signs."""

    def __init__(self, seed, name=ORIGIN):
        digest = hashlib.sha512(seed).digest()
        self.name = name
        self.scalar = number_of(digest[:32]) % 2**254 // 8 * 8 + 2**254
        self.prefix = digest[32:]
        self.public = times_base(self.scalar)
        typed = b"\x01" + self.public
        self.id = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
        self.vkey = f"{name}+{self.id.hex()}+{base64.b64encode(typed).decode()}"

    def sign(self, message):
        nonce = number_of(hashlib.sha512(self.prefix + message).digest()) % ORDER
        point = times_base(nonce)
        challenge = number_of(hashlib.sha512(point + self.public + message).digest()) % ORDER
        return point + ((nonce + challenge * self.scalar) % ORDER).to_bytes(32, "little")


# ------------------------------------------------------------------------------------------------------- writing of logs
SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def quoted(text):
    return '"' + "".join(SHORT.get(c) or (c if c >= " " else "\\u%04x" % ord(c)) for c in text) + '"'


def leaf_of(entry):
    """The bytes of an entry: keys by their bytes, empty values left out, no blanks."""
    kept = sorted((name.encode(), name, text) for name, text in entry.items() if text)
    return ("{" + ",".join(quoted(name) + ":" + quoted(text) for _, name, text in kept) + "}").encode()


@functools.lru_cache(2**16)
def hash_of_leaf(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def root_over(hashes, start, end, of_tile=None):
    """The definition of RFC 6962, word by word: cut at the greatest power of two that is smaller. `of_tile` may know 256 at once."""
    count = end - start
    if of_tile and count == 256:
        return of_tile(tuple(hashes[start:end]))
    if count == 0:
        return hashlib.sha256(b"").digest()
    if count == 1:
        return hashes[start]
    cut = 1
    while cut * 2 < count:
        cut *= 2
    left, right = root_over(hashes, start, start + cut, of_tile), root_over(hashes, start + cut, end, of_tile)
    return hashlib.sha256(b"\x01" + left + right).digest()


def path_of(kind, index, width):
    """Where a tile stands, counted in thousands: all but the last three digits behind an x."""
    path = "%03d" % (index % 1000)
    while index >= 1000:
        index //= 1000
        path = "x%03d/%s" % (index % 1000, path)
    return f"tile/{kind}/{path}" + ("" if width == 256 else f".p/{width}")


def bundle_of(leaves):
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


@functools.lru_cache(2**12)
def root_of_tile(hashes):
    return root_over(hashes, 0, 256)


def tiles_of(leaves):
    """Every bundle and every tile of a log, and its root."""
    files, level = {}, 0
    for first in range(0, len(leaves), 256):
        part = leaves[first:first + 256]
        files[path_of("entries", first // 256, len(part))] = bundle_of(part)
    hashes = [hash_of_leaf(leaf) for leaf in leaves]
    root = root_over(hashes, 0, len(hashes), root_of_tile)
    while hashes:
        for first in range(0, len(hashes), 256):
            part = hashes[first:first + 256]
            files[path_of(level, first // 256, len(part))] = b"".join(part)
        hashes = [root_of_tile(tuple(hashes[at:at + 256])) for at in range(0, len(hashes) - len(hashes) % 256, 256)]
        level += 1
    return files, root


def text_of(size, root, origin=ORIGIN):
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def line_of(name, data):
    return f"\u2014 {name} {base64.b64encode(data).decode()}\n"


def note(text, *secrets):
    lines = [line_of(secret.name, secret.id + secret.sign(text.encode())) for secret in secrets]
    return (text + "\n" + "".join(lines)).encode()


class Log:
    """A log in memory: its leaves, its files by name, and the key that signed it, where that is known."""

    def __init__(self, leaves, secret, origin=ORIGIN):
        self.leaves, self.secret, self.vkey = list(leaves), secret, secret.vkey
        self.files, self.root = tiles_of(self.leaves)
        self.files["checkpoint"] = note(text_of(len(self.leaves), self.root, origin), secret)
        self.files["key"] = (secret.vkey + "\n").encode()

    def write(self, folder):
        for name, data in self.files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return str(folder)


WORDS = "stock cleared declared überprüft déclaré 報告 land area report \"so called\" back\\slash tab\tline\nend \x01 \x7f".split(" ")


def made_up_entry(chance, number):
    """An entry of one of the three kinds, with texts that are awkward to write."""
    words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 12)))
    name = "per-%010x" % chance.getrandbits(40)
    kind = chance.choice(("fact", "fact", "fact", "correction", "evidence"))
    if kind == "correction":
        return {"entry": kind, "form": "1", "fact": name, "replacement": "", "reason": words, "published": "2024-05"}
    if kind == "evidence":
        digest = hashlib.sha256(b"%d" % number).hexdigest()
        return {"entry": kind, "form": "1", "fact": name, "sha256": digest, "bytes": str(number), "media_type": "text/plain"}
    return {
        "entry": kind, "form": "1", "id": name, "treaty": "ccm", "state": "PER", "kind": "completed", "true_on": "2023-12",
        "said_by": "state", "source": f"https://example.org/report/{number}", "basis": "seen", "note": words, "about": "",
    }


def made_up_log(chance, size, secret):
    return Log([leaf_of(made_up_entry(chance, number)) for number in range(size)], secret)


# ------------------------------------------------------------------------------------------------------------ the reader
def look_up(places):
    """Stands in for verify.read: files out of a dictionary."""

    def read(place):
        if place in places:
            return places[place]
        raise FileNotFoundError(2, "No such file or directory", place)

    return read


def told(*arguments):
    """What verify.py prints and with which status it ends."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = verify.main(list(arguments))
    return status, out.getvalue()


def told_of(files, *arguments, earlier=None):
    """The same for files in memory; `earlier` is the bytes of a checkpoint."""
    places = {f"LOG/{name}": data for name, data in files.items()}
    if earlier is not None:
        places["EARLIER"] = earlier
        arguments += ("--earlier", "EARLIER")
    with mock.patch.object(verify, "read", look_up(places)):
        return told("LOG", *arguments)


def remembered(answer):
    """The same answers to lists; what was asked before about a tile's worth is not worked out again."""
    known = functools.lru_cache(2**14)(lambda values: answer(list(values)))
    return lambda values: known(tuple(values)) if len(values) <= 256 else answer(values)


# ---------------------------------------------------------------------------------------------------------- the attacks
Attack = collections.namedtuple("Attack", "files vkey earlier words")


def bundle_at(log, index):
    """Name and leaves of the bundle in which an entry stands."""
    first = index // 256 * 256
    leaves = log.leaves[first:first + 256]
    return path_of("entries", first // 256, len(leaves)), leaves, index - first


def with_bundle(log, index, change, *words):
    """The log with one bundle altered, and nothing else."""
    name, leaves, at = bundle_at(log, index)
    leaves = list(leaves)
    change(leaves, at)
    return Attack({**log.files, name: bundle_of(leaves)}, log.vkey, None, words)


def altered(chance, leaf):
    """Another leaf, as canonical as the first."""
    entry = json.loads(leaf)
    name = chance.choice(sorted(entry))
    entry[name] += chance.choice("0aé")
    return leaf_of(entry)


def flipped(chance, data, bits=None):
    """The same bytes but for one bit."""
    bit = chance.randrange(bits or len(data) * 8)
    return data[:bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1:]


def entry_in_tile(index):
    return f"Differs: entry {index + 1} in LOG/tile/0."


def leaf_changed(chance, log):
    index = chance.randrange(len(log.leaves))

    def change(leaves, at):
        leaves[at] = altered(chance, leaves[at])

    return with_bundle(log, index, change, entry_in_tile(index), "Differs: the checkpoint's root.")


def leaf_dropped(chance, log):
    index = chance.randrange(len(log.leaves))
    return with_bundle(log, index, lambda leaves, at: leaves.pop(at), "is too short or too long", "the checkpoint's root.")


def leaves_swapped(chance, log):
    if len(set(log.leaves)) < 2:
        return None
    one, other = chance.sample(range(len(log.leaves)), 2)
    if log.leaves[one] == log.leaves[other]:
        return None
    leaves = list(log.leaves)
    leaves[one], leaves[other] = leaves[other], leaves[one]
    files = dict(log.files)
    for index in (one, other):
        first = index // 256 * 256
        files[bundle_at(log, index)[0]] = bundle_of(leaves[first:first + 256])
    return Attack(files, log.vkey, None, (entry_in_tile(one), entry_in_tile(other), "the checkpoint's root."))


def leaf_inserted(chance, log):
    index = chance.randrange(len(log.leaves))
    new = leaf_of(made_up_entry(chance, index))
    return with_bundle(log, index, lambda leaves, at: leaves.insert(at + chance.randrange(2), new), "is too short or too long")


def leaf_truncated(chance, log):
    index = chance.randrange(len(log.leaves))

    def change(leaves, at):
        leaves[at] = leaves[at][:chance.randrange(len(leaves[at]))]

    return with_bundle(log, index, change, entry_in_tile(index), f"entry {index + 1} is not in the canonical form")


def bundle_truncated(chance, log):
    name, leaves, _ = bundle_at(log, chance.randrange(len(log.leaves)))
    data = bundle_of(leaves)
    return Attack({**log.files, name: data[:chance.randrange(len(data))]}, log.vkey, None, ("is too short or too long",))


def tile_bit(chance, log):
    name = chance.choice(sorted(name for name in log.files if name.startswith("tile/") and "entries" not in name))
    return Attack({**log.files, name: flipped(chance, log.files[name])}, log.vkey, None, (f"in LOG/tile/{name.split('/')[1]}.",))


def signature_bit(chance, log):
    text, lines = log.files["checkpoint"].decode().split("\n\n")
    broken = []
    for line in lines.splitlines():
        _, name, data = line.split(" ")
        mine = name == log.vkey.split("+")[0]
        broken.append(line_of(name, flipped(chance, base64.b64decode(data)) if mine else base64.b64decode(data)))
    checkpoint = (text + "\n\n" + "".join(broken)).encode()
    return Attack({**log.files, "checkpoint": checkpoint}, log.vkey, None, ("the checkpoint is not signed by the key given.",))


def other_root(chance, log):
    """The checkpoint with another root or another size, under the signature of before."""
    text, lines = log.files["checkpoint"].decode().split("\n\n")
    origin, size, root = text.split("\n")[:3]
    if chance.randrange(2):
        root = base64.b64encode(flipped(chance, base64.b64decode(root))).decode()
    else:
        size = int(size) - 1
    checkpoint = f"{origin}\n{size}\n{root}\n\n{lines}".encode()
    return Attack({**log.files, "checkpoint": checkpoint}, log.vkey, None, ("the checkpoint is not signed by the key given.",))


def other_root_signed(chance, log):
    """The log itself signs a root that is not that of its entries."""
    root = chance.choice((flipped(chance, log.root), hash_of_leaf(log.leaves[0] + b"x"), bytes(32)))
    checkpoint = note(text_of(len(log.leaves), root, log.secret.name), log.secret)
    return Attack({**log.files, "checkpoint": checkpoint}, log.vkey, None, ("The checkpoint is signed", "the checkpoint's root."))


def other_key(chance, log):
    """Somebody else signs the same log under the same name, and lays his key beside it."""
    thief = Secret(chance.getrandbits(256).to_bytes(32, "big"), log.vkey.split("+")[0])
    text = log.files["checkpoint"].decode().split("\n\n")[0] + "\n"
    files = {**log.files, "checkpoint": note(text, thief), "key": thief.vkey.encode()}
    return Attack(files, log.vkey, None, ("the checkpoint is not signed by the key given.",))


def rewritten(chance, leaves):
    """The entries, but for one that was changed, dropped, put in or moved."""
    leaves = list(leaves)
    index = chance.randrange(len(leaves))
    way = chance.randrange(4)
    if way == 0 or len(leaves) == 1 or leaves[index] == leaves[index - 1]:
        leaves[index] = altered(chance, leaves[index])
    elif way == 1:
        leaves.pop(index)
    elif way == 2:
        leaves.insert(index, leaf_of(made_up_entry(chance, index)))
    else:
        leaves[index], leaves[index - 1] = leaves[index - 1], leaves[index]
    return leaves


def rewritten_without_the_key(chance, log):
    """All agrees, but who did it could only keep the old signature, or sign with a key of his own."""
    thief = Secret(chance.getrandbits(256).to_bytes(32, "big"), log.vkey.split("+")[0])
    new = Log(rewritten(chance, log.leaves), thief, thief.name)
    if chance.randrange(2):
        kept = log.files["checkpoint"].decode().split("\n\n")[1]
        new.files["checkpoint"] = (text_of(len(new.leaves), new.root, thief.name) + "\n" + kept).encode()
    return Attack(new.files, log.vkey, None, ("the checkpoint is not signed by the key given.", "The root of its"))


def forked(chance, log):
    """The log's own key signs another history; somebody kept the checkpoint of the first one."""
    more = [leaf_of(made_up_entry(chance, number)) for number in range(chance.randrange(1, 9))]
    new = Log(rewritten(chance, log.leaves) + more, log.secret, log.secret.name)
    return Attack(new.files, log.vkey, log.files["checkpoint"], ("The checkpoint is signed", "not all earlier entries stand."))


def rolled_back(chance, log):
    """The log as it once was, in good order; somebody kept a later checkpoint."""
    old = Log(log.leaves[:chance.randrange(len(log.leaves))], log.secret, log.secret.name)
    return Attack(old.files, log.vkey, log.files["checkpoint"], ("The checkpoint is signed", "is older than the earlier one"))


WITHOUT_THE_KEY = (
    leaf_changed, leaf_dropped, leaves_swapped, leaf_inserted, leaf_truncated, bundle_truncated, tile_bit, signature_bit,
    other_root, other_key, rewritten_without_the_key,
)
WITH_THE_KEY = (other_root_signed, forked, rolled_back)


class Mutations(unittest.TestCase):
    """Every log that was altered is told from the one that was not."""

    def altered_logs_are_found_out(self, name, chance, logs, signed_logs):
        """`logs` may be signed by a key we do not have; `signed_logs` are by one we have."""
        counted = collections.Counter()
        kinds = WITHOUT_THE_KEY + WITH_THE_KEY
        quick = {"are_canonical": remembered(verify.are_canonical), "root_of": remembered(verify.root_of)}
        with mock.patch.multiple(verify, **quick), mock.patch.object(ed25519, "holds", functools.lru_cache(None)(ed25519.holds)):
            for log in logs + signed_logs:
                self.assertEqual(told_of(log.files, "--key", log.vkey)[0], 0, "the log itself is good")
            while sum(counted.values()) < MUTATIONS:
                kind = kinds[sum(counted.values()) % len(kinds)]
                log = chance.choice(signed_logs if kind in WITH_THE_KEY else logs)
                attack = kind(chance, log)
                if attack is None:
                    continue
                self.assertTrue(attack.files != log.files or attack.earlier, f"{kind.__name__} altered nothing")
                status, text = told_of(attack.files, "--key", attack.vkey, earlier=attack.earlier)
                self.assertEqual(status, 1, f"{kind.__name__} of {len(log.leaves)} entries:\n{text}")
                for words in attack.words:
                    self.assertIn(words, text, kind.__name__)
                counted[kind.__name__] += 1
        print(f"\n{name}: {sum(counted.values()):,} altered logs, all found out")
        for kind in kinds:
            print(f"  {counted[kind.__name__]:4}  {kind.__name__.replace('_', ' ')}")

    def test_a_thousand_altered_logs_are_all_found_out(self):
        chance = random.Random(SEED)
        secret = Secret(b"the key of the log that we made..")
        logs = [made_up_log(chance, size, secret) for size in (1, 2, 3, 7, 100, 255, 256, 257, 300, 511, 512, 513, 600)]
        self.altered_logs_are_found_out("made-up logs", chance, logs, logs)

    @unittest.skipUnless("SERVANDA_LOG" in os.environ, "SERVANDA_LOG names no exported log")
    def test_a_thousand_alterations_of_an_exported_log_are_all_found_out(self):
        folder, vkey = os.environ["SERVANDA_LOG"], os.environ["SERVANDA_LOG_KEY"]
        self.assertEqual(told(folder, "--key", vkey)[0], 0, "the exported log itself is good")
        vkey = pathlib.Path(vkey).read_text().strip() if os.path.isfile(vkey) else vkey
        log = exported_log(folder, vkey)
        signed = Log(log.leaves, Secret(b"a key of our own, to sign it anew", vkey.split("+")[0]), vkey.split("+")[0])
        for name in signed.files:
            if name.startswith("tile/"):
                self.assertTrue(signed.files[name] == log.files[name], f"{name} is as written here from the entries")
        self.altered_logs_are_found_out(f"the exported log, {len(log.leaves):,} entries", random.Random(SEED), [log], [signed])


def exported_log(folder, vkey):
    """A log out of a folder; nobody here has its key."""
    log = Log.__new__(Log)
    log.secret, log.vkey = None, vkey
    log.files = {"checkpoint": pathlib.Path(folder, "checkpoint").read_bytes()}
    size = int(log.files["checkpoint"].split(b"\n")[1])
    log.leaves = []
    for first in range(0, size, 256):
        name = path_of("entries", first // 256, min(256, size - first))
        data = log.files[name] = pathlib.Path(folder, name).read_bytes()
        while data:
            length = int.from_bytes(data[:2], "big")
            log.leaves.append(data[2:2 + length])
            data = data[2 + length:]
    for level in range(8):
        count = size // 256**level
        for first in range(0, count, 256):
            name = path_of(level, first // 256, min(256, count - first))
            log.files[name] = pathlib.Path(folder, name).read_bytes()
    return log


class GoodLogs(unittest.TestCase):
    """What is in order passes."""

    def setUp(self):
        self.chance = random.Random(SEED)
        self.secret = Secret(b"the key of the log that we made..")

    def test_good_logs_of_all_awkward_sizes_pass(self):
        for size in (0, 1, 2, 255, 256, 257, 513):
            log = made_up_log(self.chance, size, self.secret)
            status, text = told_of(log.files, "--key", log.vkey)
            self.assertEqual(status, 0, text)
            self.assertIn("The checkpoint is signed by the key given.", text)
            self.assertIn(f"The root of its {size:,} entries is the checkpoint's.", text)
            self.assertIn("All else agrees.", text)

    def test_a_log_with_three_levels_of_tiles_passes(self):
        log = made_up_log(self.chance, 70_000, self.secret)
        full = [name for name in log.files if name.startswith("tile/0/") and ".p/" not in name]
        self.assertEqual(len(full), 273, "full tiles of the example in tlog-tiles")
        for name in ("tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"):
            self.assertIn(name, log.files)
        status, text = told_of(log.files, "--key", log.vkey)
        self.assertEqual(status, 0, text)
        for name, words in (("tile/1/001.p/17", "hash 257 in LOG/tile/1"), ("tile/2/000.p/1", "hash 1 in LOG/tile/2")):
            status, text = told_of({**log.files, name: b"x" + log.files[name][1:]}, "--key", log.vkey)
            self.assertEqual([line for line in text.splitlines() if "Differs" in line], [f"Differs: {words}."])

    def test_a_log_passes_beside_each_checkpoint_it_ever_had(self):
        log = made_up_log(self.chance, 600, self.secret)
        for size in (0, 1, 2, 255, 256, 257, 511, 512, 599, 600):
            earlier = Log(log.leaves[:size], self.secret).files["checkpoint"]
            status, text = told_of(log.files, "--key", log.vkey, earlier=earlier)
            self.assertEqual(status, 0, text)
            self.assertIn(f"All {size:,} earlier entries stand.", text)

    def test_signatures_of_others_do_not_disturb(self):
        log = made_up_log(self.chance, 5, self.secret)
        others = line_of("witness.example.net", bytes(76)) + line_of(ORIGIN, bytes(68)) + line_of("x", b"")
        log.files["checkpoint"] += others.replace("x \n", "x AA==\n").encode()
        self.assertEqual(told_of(log.files, "--key", log.vkey)[0], 0)

    def test_without_a_key_the_logs_own_is_taken_and_that_is_said(self):
        log = made_up_log(self.chance, 5, self.secret)
        status, text = told_of(log.files)
        self.assertEqual(status, 0)
        self.assertIn("proves nothing about who signed", text)

    def test_the_logs_own_key_does_not_tell_a_log_from_one_that_somebody_else_made_up(self):
        log = made_up_log(self.chance, 5, self.secret)
        other = Log(rewritten(self.chance, log.leaves), Secret(b"the key of somebody else entirely"))
        self.assertEqual(told_of(other.files)[0], 0, "what the README warns of")
        self.assertEqual(told_of(other.files, "--key", log.vkey)[0], 1)

    def test_without_an_earlier_checkpoint_a_fork_by_the_logs_own_key_passes(self):
        log = made_up_log(self.chance, 5, self.secret)
        attack = forked(self.chance, log)
        self.assertEqual(told_of(attack.files, "--key", log.vkey)[0], 0, "what the README warns of")
        self.assertEqual(told_of(attack.files, "--key", log.vkey, earlier=attack.earlier)[0], 1)


class Refusals(unittest.TestCase):
    """What a log that agrees with itself can still have wrong, and what cannot be read."""

    def setUp(self):
        self.chance = random.Random(SEED)
        self.secret = Secret(b"the key of the log that we made..")
        self.log = made_up_log(self.chance, 300, self.secret)

    def test_a_leaf_that_is_not_canonical_is_named_though_all_else_agrees(self):
        for leaf in (
            b"", b"{}", b"[]", b"null", b'"text"', b"1", b"{", b"\xff", b'\xef\xbb\xbf{"a":"b"}',
            b'{"a": "b"}', b'{"a":"b"} ', b'{"a":"b"}\n', b' {"a":"b"}', b'{"b":"a","a":"b"}', b'{"a":"b","a":"b"}',
            b'{"a":"c","a":"b"}', b'{"a":1}', b'{"a":null}', b'{"a":["b"]}', b'{"a":{"b":"c"}}', b'{"a":NaN}', b'{"a":""}',
            b'{"a":"\\u0062"}', b'{"a":"\\/"}', b'{"a":"\\u000A"}', b'{"a":"\\u000a"}', b'{"a":"\\u001F"}', b'{"a":"\n"}',
            b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}', '{"a":"é"}'.encode("latin-1"), '{"a":"b"}'.encode("utf-16"),
            b'{"a":"b"}{"a":"b"}', b"[" * 60_000, b'{"a":' * 10_000, b"1" * 50_000, b'{"a":"b"}\0',
        ):
            log = Log(self.log.leaves[:2] + [leaf] + self.log.leaves[2:4], self.secret)
            status, text = told_of(log.files, "--key", log.vkey)
            self.assertEqual((status, text.count("Differs")), (1, 1), leaf[:40])
            self.assertIn("Differs: entry 3 is not in the canonical form.", text)

    def test_awkward_texts_are_canonical(self):
        for text in ("é", "\u2028", "\U0001f54a", "\x7f", '"', "\\", "/", "\x00\x1f\b\t\n\f\r", "x" * 60_000, "\ufeff", "\ufffd"):
            log = Log([leaf_of({"entry": "fact", "note": text, "é": "1", "z": "2", "\U0001f54a": "3", "\uffff": "4"})], self.secret)
            self.assertEqual(told_of(log.files, "--key", log.vkey)[0], 0, ascii(text[:9]))

    def test_the_longest_leaf_passes(self):
        leaf = leaf_of({"a": "x" * (65_535 - 8)})
        self.assertEqual(len(leaf), 65_535)
        self.assertEqual(told_of(Log([leaf], self.secret).files, "--key", self.secret.vkey)[0], 0)

    def test_a_missing_file_cannot_be_read(self):
        for name in list(self.log.files):
            files = {other: data for other, data in self.log.files.items() if other != name}
            status, text = told_of(files)
            self.assertEqual(status, 2, name)
            self.assertIn(f"Cannot be read: [Errno 2] No such file or directory: 'LOG/{name}'", text)
            self.assertNotIn("All else agrees", text)

    def test_of_more_than_twenty_differences_the_rest_is_counted(self):
        files = dict(self.log.files)
        files["tile/entries/000"] = b""
        status, text = told_of(files, "--key", self.log.vkey)
        self.assertEqual(status, 1)
        self.assertEqual(text.count("Differs: "), 20)
        # The bundle; each of 256 entries, which is not canonical and not its tile's; the root; their hash in the tile above.
        self.assertIn(f"and {1 + 256 + 256 + 1 + 1 - 20} more", text)

    def test_a_tile_of_another_length_differs(self):
        for name in ("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"):
            for data in (self.log.files[name][:-1], self.log.files[name][:-32], self.log.files[name] + b"x", b""):
                status, text = told_of({**self.log.files, name: data}, "--key", self.log.vkey)
                self.assertEqual(status, 1, text)

    def test_a_checkpoint_out_of_its_form_cannot_be_read(self):
        good = self.log.files["checkpoint"].decode()
        lines = good.split("\n")
        for bad in (
            "", "\n", "\n\n", good[:-1], good + "\n", good.replace("\n\n", "\n"), "\n" + good, good.replace("300", "0300"),
            good.replace("300", "-1"), good.replace("300", "3e2"), good.replace("300", "٣٠٠"), good.replace("300", "9" * 30),
            good.replace("300", "9" * 5000), good.replace(lines[2], lines[2][:-1]), good.replace(lines[2], "AAAA"),
            good.replace("— ", "- "), "\n".join(lines[:4]), "x" * 100_000, "a a a a\n" * 1000, "\u2014 a b\n" * 1000,
            lines[0] + "\n300\n" + lines[2] + "\n\n" + "\u2014 a b\n" * 20_000 + "x",
        ):
            status, text = told_of({**self.log.files, "checkpoint": bad.encode()}, "--key", self.log.vkey)
            self.assertEqual((status, text), (2, "Cannot be read: LOG/checkpoint is not a checkpoint \n"), ascii(bad[:60]))

    def test_a_good_signature_beside_a_bad_one_of_the_same_key_is_refused(self):
        bad = line_of(ORIGIN, self.secret.id + bytes(64))
        for checkpoint in (
            self.log.files["checkpoint"] + bad.encode(),
            self.log.files["checkpoint"].replace(b"\n\n", b"\n\n" + bad.encode()),
        ):
            self.assertEqual(told_of({**self.log.files, "checkpoint": checkpoint}, "--key", self.log.vkey)[0], 1)

    def test_a_checkpoint_of_another_origin_is_refused_though_the_key_signed_it(self):
        log = Log(self.log.leaves, self.secret, "log.example.org/another")
        status, text = told_of(log.files, "--key", log.vkey)
        self.assertEqual(status, 1)
        self.assertIn("the checkpoint is not signed by the key given", text)

    def test_a_key_that_is_none_cannot_be_read(self):
        name, number, data = self.log.vkey.split("+", 2)
        witness = b"\x04" + self.secret.public
        witness_id = hashlib.sha256(f"{name}\n".encode() + witness).hexdigest()[:8]
        for key in (
            "", "x", "/", "\0", "\udcff", f"{name}+{number}", f"{name}+00000000+{data}", f"{name}+{number}+{data[:-4]}",
            f"+{number}+{data}", f"a b+{number}+{data}", f"{name}+{number.upper()}x+{data}",
            f"{name}+{witness_id}+{base64.b64encode(witness).decode()}",
        ):
            with self.subTest(key=ascii(key)):
                # Once as what cannot be opened, once as what a file says.
                status, text = told_of(self.log.files, "--key", key)
                self.assertEqual((status, text.count("\n")), (2, 1), text)
                status, text = told_of({**self.log.files, "key": key.encode("utf-8", "replace")})
                self.assertEqual((status, text), (2, "Cannot be read: LOG/key is not the public key of a log, nor a file with one \n"))

    def test_what_is_too_large_for_the_machine_cannot_be_read(self):
        with mock.patch.object(verify, "read", side_effect=MemoryError):
            self.assertEqual(told("LOG")[0], 2)

    def test_no_input_makes_it_break_off(self):
        """Bytes changed anywhere, cut off or put in: an answer, never a traceback."""
        names = sorted(self.log.files)
        statuses = collections.Counter()
        for _ in range(500):
            files = dict(self.log.files)
            for _ in range(self.chance.randrange(1, 4)):
                name = self.chance.choice(names)
                data = files[name]
                at = self.chance.randrange(len(data) + 1)
                junk = self.chance.getrandbits(64).to_bytes(8, "big")[:self.chance.randrange(9)]
                files[name] = data[:at] + junk + data[at + self.chance.choice((0, 1, len(junk), 1000)):]
            status, text = told_of(files, earlier=self.chance.choice((None, files["checkpoint"], files["key"])))
            self.assertIn(status, (0, 1, 2))
            self.assertTrue(text.isascii() and text.endswith("\n"))
            statuses[status] += 1
        self.assertGreater(statuses[1], 100)
        self.assertGreater(statuses[2], 50)


class Places(unittest.TestCase):
    """Folders, addresses, and the program as it is started."""

    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.chance = random.Random(SEED)
        self.secret = Secret(b"the key of the log that we made..")
        self.log = made_up_log(self.chance, 300, self.secret)
        self.where = self.log.write(pathlib.Path(self.folder, "log [1]"))

    def test_a_folder_passes_with_a_key_as_text_or_as_a_file(self):
        file = pathlib.Path(self.folder, "log.pub")
        file.write_text(self.log.vkey + "\n")
        for key in (self.log.vkey, str(file)):
            self.assertEqual(told(self.where, "--key", key)[0], 0)
        self.assertEqual(told(self.where + "/", "--key", str(file), "--earlier", self.where)[0], 0)

    def test_evidence_is_held_to_its_name(self):
        evidence = pathlib.Path(self.where, "evidence")
        evidence.mkdir()
        for content in (b"", b"a report"):
            evidence.joinpath(hashlib.sha256(content).hexdigest()).write_bytes(content)
        self.assertEqual(told(self.where)[0], 0)
        name = hashlib.sha256(b"a report").hexdigest()
        evidence.joinpath(name).write_bytes(b"another report")
        status, text = told(self.where)
        self.assertEqual(status, 1)
        self.assertIn(f"evidence/{name} does not hash to its name", text)

    def test_an_earlier_folder_names_the_entries_that_differ(self):
        leaves = list(self.log.leaves)
        for index in (3, 270):
            leaves[index] = altered(self.chance, leaves[index])
        new = Log(leaves + leaves[:5], self.secret).write(pathlib.Path(self.folder, "new"))
        status, text = told(new, "--key", self.log.vkey, "--earlier", self.where)
        self.assertEqual(status, 1)
        self.assertIn("not all earlier entries stand", text)
        self.assertEqual([line for line in text.splitlines() if "entry" in line], [
            f"Differs: entry 4 in {self.where}/tile/0.", f"Differs: entry 271 in {self.where}/tile/0.",
        ])

    def test_an_earlier_folder_that_is_larger_tells_that_the_log_is_older(self):
        old = Log(self.log.leaves[:299], self.secret).write(pathlib.Path(self.folder, "old"))
        status, text = told(old, "--key", self.log.vkey, "--earlier", self.where)
        self.assertEqual(status, 1)
        self.assertIn("the log, of 299 entries, is older than the earlier one, of 300", text)

    def test_an_earlier_checkpoint_signed_by_another_key_is_refused(self):
        thief = Secret(b"the key of somebody else entirely")
        file = pathlib.Path(self.folder, "kept")
        file.write_bytes(Log(self.log.leaves[:9], thief).files["checkpoint"])
        status, text = told(self.where, "--key", self.log.vkey, "--earlier", str(file))
        self.assertEqual(status, 1)
        self.assertIn("the earlier checkpoint is not signed by that key", text)

    def test_an_address_is_read_like_a_folder(self):
        class Quiet(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments, **named):
                super().__init__(*arguments, directory=where, **named)

            def log_message(self, form, *values):
                asked.append(form % values)

        where, asked = self.where, []
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server, \
                mock.patch.dict(os.environ, {"no_proxy": "127.0.0.1"}):
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}"
            self.assertEqual(told(address + "/", "--key", self.log.vkey)[0], 0)
            self.assertEqual(asked[0], '"GET /checkpoint HTTP/1.1" 200 -')
            pathlib.Path(where, "tile/entries/000").unlink()
            status, text = told(address, "--key", self.log.vkey)
            server.shutdown()
        self.assertEqual(status, 2)
        self.assertIn(f"HTTP Error 404: File not found {address}/tile/entries/000", text)

    def test_the_program_ends_with_its_status_and_never_with_a_traceback(self):
        for status, arguments in (
            (0, [self.where, "--key", self.log.vkey]),
            (0, [self.where, "--key", self.log.vkey, "--earlier", f"{self.where}/checkpoint"]),
            (1, [self.where, "--key", Secret(b"x" * 32).vkey]),
            (2, [self.folder]),
            (2, [os.devnull]),
            (2, ["http://127.0.0.1:1/"]),
            (2, ["http://["]),
            (2, ["https://\udcff/"]),
            (2, [self.where, "--earlier", ""]),
            (2, [self.where, "--key", ""]),
            (2, [self.where, "--earlier", self.folder]),
            (2, []),
            (2, ["a", "b", "--c"]),
        ):
            done = subprocess.run([sys.executable, str(HERE / "verify.py"), *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, status, (arguments, done))
            self.assertNotIn("Traceback", done.stderr)


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
    """Ed25519, the verifying in ed25519.py and the signing in this file."""

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
