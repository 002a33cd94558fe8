"""A bare SQLite commit, for comparison: one row inserted and committed, write-ahead log, every commit forced to the disk.

    python3 bench/durable.py FOLDER TIMES    prints {"median_s", "p99_s", "version"}
"""

from pathlib import Path
import json
import sqlite3
import sys
import time


def commits(file, times):
    store = sqlite3.connect(file, isolation_level=None)
    store.execute("pragma journal_mode = wal")
    store.execute("pragma synchronous = full")
    store.execute("create table entry (number integer primary key, text text not null) strict")
    text = "what a fact takes in the ledger, about " + "." * 260
    for number in range(times):
        begun = time.perf_counter()
        store.execute("insert into entry values (?, ?)", (number, text))
        yield time.perf_counter() - begun


if __name__ == "__main__":
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    took = sorted(commits(folder / "bare.db", times))
    print(json.dumps({"median_s": took[times // 2], "p99_s": took[times * 99 // 100], "version": sqlite3.sqlite_version}))
