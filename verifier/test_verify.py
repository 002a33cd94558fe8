"""Tests of verify.py: python3 test_verify.py

The logs are made by made.py, from the specifications once more, and altered by altered.py.
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
from altered import WITH_THE_KEY, WITHOUT_THE_KEY, altered, forked, rewritten
from made import ORIGIN, Log, Secret, leaf_of, line_of, made_up_log, path_of

SEED = 20081203
MUTATIONS = 1000


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


if __name__ == "__main__":
    unittest.main()
