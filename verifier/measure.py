"""How long verify.py takes: python3 measure.py [ENTRIES] [FOLDER]

Writes a log of so many entries (a million, of some 400 bytes) into a folder, or takes the one that is there, and has it checked.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from made import ORIGIN, Secret, bundle_of, hash_of_leaf, leaf_of, note, path_of, root_over, text_of

SECRET = Secret(b"a key for logs that are measured.", ORIGIN)


def leaves(first, last):
    """Entries of about 400 bytes, numbered; the text around the number is made once."""
    entry = {
        "entry": "fact", "form": "1", "id": "per-@", "treaty": "ccm", "state": "PER", "kind": "remnants-cleared", "true_on": "2023",
        "period": "2023", "amounts": "17180000 m2; 412 remnants", "said_by": "state", "published": "2024-04-30", "basis": "seen",
        "source": "https://example.org/reports/2024/transparency-report-of-the-state-for-the-year-2023/part-@.pdf",
        "note": "Area cleared in the year, as the table on the third page has it; the text on the page before says “about 17 km²”.",
    }
    before, middle, after = leaf_of(entry).decode().split("@")
    return [f"{before}{number:010x}{middle}{number}{after}".encode() for number in range(first, last)]


def write(folder, entries):
    """The log, bundle by bundle; only hashes are held."""

    def put(name, data):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    hashes, level = [], 0
    for first in range(0, entries, 256):
        part = leaves(first, min(first + 256, entries))
        put(path_of("entries", first // 256, len(part)), bundle_of(part))
        hashes += map(hash_of_leaf, part)
    root = root_over(hashes, 0, len(hashes))
    while hashes:
        for first in range(0, len(hashes), 256):
            part = hashes[first:first + 256]
            put(path_of(level, first // 256, len(part)), b"".join(part))
        hashes = [root_over(hashes, at, at + 256) for at in range(0, len(hashes) - len(hashes) % 256, 256)]
        level += 1
    put("key", SECRET.vkey.encode())
    put("checkpoint", note(text_of(entries, root), SECRET))


def main():
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as passing:
        folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else passing)
        if not (folder / "checkpoint").exists():
            write(folder, entries)
        size = int((folder / "checkpoint").read_text().split("\n")[1])
        program = pathlib.Path(__file__).with_name("verify.py")
        began = time.monotonic()
        done = subprocess.run([sys.executable, str(program), str(folder), "--key", SECRET.vkey], check=False)
        took, worked = time.monotonic() - began, os.times().children_user + os.times().children_system
        print(f"{size:,} entries, {took:.1f} seconds, {worked:.1f} of them at work")
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
