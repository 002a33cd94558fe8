"""Checks the log at WHERE, a folder or an address, from its entries alone. KEY: the log's public key or a file with it.
EARLIER: a checkpoint kept before, or its folder. Ends with 0: nothing differs, 1: something does, 2: not readable."""
import argparse, base64, contextlib, ed25519, glob, hashlib, http.client, json, os, re, sys, urllib.request
KEY = r"([^\s+]+)\+([0-9a-f]{8})\+(A[Q-Za-f][A-Za-z0-9+/]{42})"  # A, then Q to f: the first byte is 1, for Ed25519
CHECKPOINT = "((.+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n(?:.+\n)*)\n((?:— [^ \n]+ [^ \n]+\n)+)"
PARSE, WRITE = json.JSONDecoder().raw_decode, json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

def read(place):
    """The bytes of a file, or of an address."""
    with urllib.request.urlopen(place, timeout=60) if re.match("https?://", place) else open(place, "rb") as source:
        return source.read(2**30)

def read_tile(where, kind, index, width):
    """The bytes of a tile, or of a bundle of entries (tlog-tiles)."""
    *high, low = [group.zfill(3) for group in f"{index:,}".split(",")]
    return read(f"{where}/tile/{kind}/" + "".join(f"x{group}/" for group in high) + low + f".p/{width}" * (width < 256))

def read_key(text):
    """Name, id and bytes of a log's public key NAME+ID+BASE64 (signed-note), which is given as that or as its place."""
    parts = re.fullmatch(KEY, text) or re.fullmatch(KEY, read(text).decode("utf-8", "replace").strip())
    if not parts or hashlib.sha256(f"{parts[1]}\n".encode() + base64.b64decode(parts[3])).hexdigest()[:8] != parts[2]:
        raise ValueError(f"{text} is not the public key of a log, nor a file with one")
    return parts[1], parts[2], base64.b64decode(parts[3])[1:]

def read_checkpoint(place, key):
    """Size and root of a checkpoint, and whether it has the key's name and signature (tlog-checkpoint, signed-note)."""
    parts = re.fullmatch(CHECKPOINT, read(place).decode("utf-8", "replace"))
    if not parts:
        raise ValueError(f"{place} is not a checkpoint")
    lines = map(base64.b64decode, re.findall(f"— {re.escape(key[0])} ([A-Za-z0-9+/]{{91}}=)\n", parts[5]))
    good = [ed25519.holds(key[2], parts[1].encode(), line[4:]) for line in lines if line[:4].hex() == key[1]]
    return int(parts[3]), base64.b64decode(parts[4]), parts[2] == key[0] and any(good) and all(good)

def are_canonical(leaves):
    """Whether each leaf is an object of texts, sorted by name, none empty, written in the one way that is allowed."""
    with contextlib.suppress(ValueError, TypeError, AttributeError, RecursionError):
        entries = [PARSE(leaf.decode())[0] for leaf in leaves]
        sound = all([*e] == sorted(e) and all(e.values()) and {*map(type, e.values())} == {str} for e in entries)
        return sound and WRITE(entries).encode() == b"[" + b",".join(leaves) + b"]"

def root_of(hashes):
    """The root over hashes (RFC 6962, section 2.1): pairs, level by level; what has no partner rises as it is."""
    while len(hashes) > 1:
        pairs = [hashlib.sha256(b"\1" + left + right).digest() for left, right in zip(hashes[::2], hashes[1::2])]
        hashes = pairs + hashes[2 * len(pairs):]
    return hashes[0] if hashes else hashlib.sha256().digest()

def compare(where, level, hashes):
    """Yields which hashes the tiles of a level give otherwise; those of level 0 are the entries'."""
    for first in range(0, len(hashes), 256):
        ours = b"".join(hashes[first:first + 256])
        tile = read_tile(where, level, first // 256, len(ours) // 32)
        bad = (at // 32 for at in range(0, max(len(ours), len(tile)), 32) if tile[at:at + 32] != ours[at:at + 32])
        yield from ((False, "", f"{'hash' if level else 'entry'} {first + n + 1} in {where}/tile/{level}") for n in bad)

def check(where, key, earlier):
    """Yields of each thing whether it agrees, what to say if it does, and what to say if not."""
    whose = "the key given" if key is not None else "the key it shows itself: this proves nothing about who signed"
    key = read_key(f"{where}/key" if key is None else key)
    hashes, (size, root, signed) = [], read_checkpoint(f"{where}/checkpoint", key)
    yield signed, f"The checkpoint is signed by {whose}.", f"the checkpoint is not signed by {whose}"
    for first in range(0, size, 256):
        end, leaves, bundle = 0, [], read_tile(where, "entries", first // 256, min(256, size - first))
        while len(leaves) < min(256, size - first):
            start, end = end + 2, end + 2 + int.from_bytes(bundle[end:end + 2], "big")
            leaves.append(bundle[start:end])
        hashes += [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
        yield end == len(bundle), "", f"the bundle from entry {first + 1} on is too short or too long"
        bad = () if are_canonical(leaves) else (n for n in range(len(leaves)) if not are_canonical(leaves[n:n + 1]))
        yield from ((False, "", f"entry {first + n + 1} is not in the canonical form") for n in bad)
    yield root_of(hashes) == root, f"The root of its {size:,} entries is the checkpoint's.", "the checkpoint's root"
    if earlier is not None:
        old, old_root, signed = read_checkpoint(f"{earlier}/checkpoint" if os.path.isdir(earlier) else earlier, key)
        yield signed, "", "the earlier checkpoint is not signed by that key"
        yield old <= size, "", f"the log, of {size:,} entries, is older than the earlier one, of {old:,}"
        yield root_of(hashes[:old]) == old_root, f"All {old:,} earlier entries stand.", "not all earlier entries stand"
        if old <= size and os.path.isdir(f"{earlier}/tile/0"):
            yield from compare(earlier, 0, hashes[:old])
    for path in glob.glob(f"{glob.escape(where)}/evidence/*"):
        yield hashlib.sha256(read(path)).hexdigest() == os.path.basename(path), "", f"{path} does not hash to its name"
    for level in range(8):
        yield from compare(where, level, hashes)
        hashes = [root_of(hashes[at:at + 256]) for at in range(0, len(hashes) - 255, 256)]

def main(arguments=None):
    """Reads the command line, prints what was found, and answers with the status to end with."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("where", "--key", "--earlier"):
        parser.add_argument(name)
    options, told, differences, status, end = parser.parse_args(arguments), [], [], 0, "All else agrees."
    try:
        for agrees, good, bad in check(options.where.rstrip("/"), options.key, options.earlier):
            (told if agrees else differences).append(good if agrees else f"Differs: {bad}.")
    except (OSError, ValueError, MemoryError, http.client.HTTPException) as problem:
        status, end = 2, f"Cannot be read: {problem} {getattr(problem, 'url', '')}"
    lines = told + differences[:20] + [f"and {len(differences) - 20:,} more"] * (len(differences) > 20) + [end]
    print("\n".join(line.encode("unicode_escape").decode() for line in lines if line))
    return 1 if differences else status

if __name__ == "__main__": sys.exit(main())
