"""Logs made from the specifications once more: nothing of verify.py or ed25519.py helps to write what they read."""
import base64
import functools
import hashlib
import pathlib

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
