"""How the Python peers are driven: reads questions, times the answers, prints them. MEANING.md, "How an engine is driven".

A peer is a module with these functions; an answer is whatever the peer likes to hand from one to the next.

    NAME, version()
    load(folder)                        -> world
    one(world, v, r)                    -> answer: all rows, made in memory
    count(answer)                       -> how many rows
    groups(answer)                      -> (duty, standing, rows, due, confirmed, facts, grants and requests) of each group
    sweep(world, days)                  -> the groups of each day
    dump(answer)                        -> the names of the columns, the rows in order
    ABSENT                              -> why facts cannot be added, instead of the three below
    states_with_consent(world, n)       -> n times (treaty, state), evenly taken
    next_id(world)                      -> the id of the next fact
    add_fact(world, fact, v)            -> that State's rows

This file does not know the duties.
"""

from datetime import date
from pathlib import Path
import calendar
import json
import resource
import sys
import time

COLUMNS = "id treaty state kind duty year year_to on until known gone said_by figure".split()
NEVER = 2147483647
MODULUS = 2**61 - 1
EPOCH = date(1970, 1, 1).toordinal()
LAST_QUESTION = "2026-11-15"
PROGRESS = 4


def columns(folder):
    """`facts.bin` as numpy columns, by name, and the numbers of treaties and States."""
    import numpy

    numbers = numpy.fromfile(Path(folder) / "facts.bin", dtype="<i4")
    n, treaties, states = (int(number) for number in numbers[:3])
    return dict(zip(COLUMNS, numbers[4:].reshape(len(COLUMNS), n))), treaties, states


def as_day(text):
    return date.fromisoformat(text).toordinal() - EPOCH


def as_date(day):
    return date.fromordinal(day + EPOCH)


def month_ends():
    """The 220 month ends from August 2008 to November 2026."""
    months = range(2008 * 12 + 7, 2026 * 12 + 11)
    dates = (date(m // 12, m % 12 + 1, calendar.monthrange(m // 12, m % 12 + 1)[1]) for m in months)
    return [d.toordinal() - EPOCH for d in dates]


def last_days(n):
    """So many of the month ends, evenly taken, counted back from the last."""
    days = month_ends()
    return days[::-1][:: len(days) // n][:n]


def checksum(groups):
    h = 0
    for duty, standing, rows, due, confirmed, facts, numbers in sorted(tuple(map(int, g)) for g in groups):
        group = (duty * 11 + standing) * 31 + rows * 17 + due * 13 + confirmed * 19 + facts * 11 + numbers * 3
        h = (h * 1000003 + group) % MODULUS
    return h


# What depends on the day asked alone. Peers that ask a database may compute it here and pass it in.


def earliest_that_speaks(v):
    """The earliest `confirmed` that still speaks on `v`: with two years added it is not before `v`."""
    d = as_date(v)
    if (d.month, d.day) == (2, 29):
        return date(d.year - 2, 3, 1).toordinal() - EPOCH
    return d.replace(year=d.year - 2).toordinal() - EPOCH


def last_year_due(v):
    """The last year whose report under duty 10 has become due before `v`."""
    d = as_date(v)
    return d.year - 1 if d > date(d.year, 4, 30) else d.year - 2


# The loop.


def timed(work):
    cpu, wall = time.process_time(), time.perf_counter()
    answer = work()
    return answer, {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall, "peak_mb": peak_mb()}


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(peer, world, v, r):
    answer, times = timed(lambda: peer.one(world, as_day(v), as_day(r)))
    return {"rows": peer.count(answer), "check": checksum(peer.groups(answer)), **times}


def sweep(peer, world, n):
    days = last_days(int(n))
    answer, times = timed(lambda: peer.sweep(world, days))
    check = 0
    for groups in answer:
        check ^= checksum(groups)
    return {"days": len(days), "check": check, **times}


def fact(peer, world, n):
    """Adds so many progress facts, one after the other, of States evenly taken. They stay."""
    if hasattr(peer, "ABSENT"):
        return {"absent": peer.ABSENT}
    v, n = as_day(LAST_QUESTION), int(n)
    took = []
    year = as_date(v).year - 1
    for i, (treaty, state) in enumerate(peer.states_with_consent(world, n)):
        new = (peer.next_id(world), treaty, state, PROGRESS, 1 + i % 3, year, year, v, -1, v, NEVER, 0, 1)
        start = time.perf_counter()
        peer.add_fact(world, new, v)
        took.append(time.perf_counter() - start)
    took.sort()
    return {"median_s": took[n // 2], "p99_s": took[n * 99 // 100]}


def dump(peer, world, v, r, file):
    names, rows = peer.dump(peer.one(world, as_day(v), as_day(r)))
    count = 0
    with open(file, "w", encoding="ascii", newline="\n") as out:
        print(*names, sep=",", file=out)
        for row in rows:
            print(*row, sep=",", file=out)
            count += 1
    return {"rows": count}


COMMANDS = {"one": one, "sweep": sweep, "fact": fact, "dump": dump}


def serve(peer):
    """Loads the folder named on the command line and answers each line of the input with a line."""
    start = time.perf_counter()
    world = peer.load(sys.argv[1])
    load_s = time.perf_counter() - start
    print(json.dumps({"engine": peer.NAME, "version": peer.version(), "load_s": load_s}), flush=True)
    for line in sys.stdin:
        if words := line.split():
            print(json.dumps(COMMANDS[words[0]](peer, world, *words[1:])), flush=True)
