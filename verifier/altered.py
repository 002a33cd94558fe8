"""Logs altered, each in one way; a fork and an older state with the log's own key among them."""
import base64
import collections
import json

from made import Log, Secret, bundle_of, hash_of_leaf, leaf_of, line_of, made_up_entry, note, path_of, text_of

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
