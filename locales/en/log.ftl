# The public log: how it stands, how to check it, what came in.

menu-log = Log

log-title = The public log
log-lede = Every fact, every correction and every document that is entered here gets the next number, and is never changed or removed. The site signs all entries together, so that who has kept an earlier signature can see whether one of them was changed since. Witnesses, run by others, sign only what goes on from what they saw before: so nobody can be shown another past than everybody else.
log-none = This site shows its entries in no public log. Nothing here can be proven by a signature.

log-standing = How it stands
log-shown = Entries shown
log-signed = Signed
log-signed-entries = { $count ->
    [0] no entry
    [one] the first entry
   *[other] the first { $n } entries
  }
log-waiting = Waiting for a signature
log-signed-at = Signed on
log-moment = { $moment }, { $ago }
log-root = Root
log-origin = Name of the log
log-key = Key that checks the signatures
log-entering = New entries
log-entering-open = can be entered by who runs the site
log-entering-closed = cannot be entered at the moment
log-closed-reason = Why nothing can be entered, in the words of the program:
log-follows = Logs before this one
log-follows-note = This log goes on from another one, which ended. Its signed entries are the first of this one, under the same numbers; hold its last checkpoint against one that you kept. Nothing is signed under its name any more. Why it ended is told by who runs the site.
log-follows-why = Why it ended
log-follows-checkpoint = Its last checkpoint that is not lost:
log-unsigned-reason = Why the newest entries are not signed, in the words of the program:

log-closed = This site can be read; nothing can be entered at the moment.
log-closed-why = Why

log-line-name = Public log
log-line-nothing = Nothing is signed yet.
log-line-signed = { $count ->
    [0] no entry
    [one] { $n } entry
   *[other] { $n } entries
  } signed { $ago }.
log-line-seen = { $count ->
    [0] no entry
    [one] { $n } entry
   *[other] { $n } entries
  } signed { $ago }, seen by { $seen } of { $of } { $ofcount ->
    [one] witness
   *[other] witnesses
  }.
log-line-waiting = { $count ->
    [one] One entry waits for a signature.
   *[other] { $n } entries wait for a signature.
  }

log-witnesses = Witnesses
log-witnesses-note = Others, who sign what they have seen.
log-witnesses-none = No witnesses are named. Nobody but this site has signed its log; keep a checkpoint of your own to compare with.
log-quorum-reached = { $neededcount ->
    [0] No witness is needed.
    [one] { $needed } of { $of } { $ofcount ->
      [one] witness
     *[other] witnesses
    } is needed; enough have signed.
   *[other] { $needed } of { $of } witnesses are needed; enough have signed.
  }
log-quorum-not-reached = { $neededcount ->
    [one] { $needed } of { $of } { $ofcount ->
      [one] witness
     *[other] witnesses
    } is needed; none of them has signed yet.
   *[other] { $needed } of { $of } witnesses are needed; not so many have signed yet.
  }
log-quorum-reached-by-policy = As many witnesses have signed as the policy of this site asks for.
log-quorum-not-reached-by-policy = The policy of this site asks for more witnesses than have signed so far.
log-witness = Witness
log-witness-signed = Newest checkpoint
log-witness-when = When
log-witness-yes = signed
log-witness-not-yet = not signed yet

log-check = Check it yourself
log-check-note = Nothing of ours has to be believed for this but the key.
log-address-key = is the key that checks the signatures.
log-address-checkpoint = is the newest checkpoint: how many entries there are, and the root over all of them, signed.
log-address-checkpoints = is the checkpoint of so many entries. Every one that was signed stays.
log-address-entry = is one entry, byte for byte as it was signed.
log-address-proof = is its receipt: the proof that it is in the log.
log-address-tile = are the tiles of hashes, and with “entries” for the level the entries themselves, 256 at a time.
log-address-follows = are the logs before this one, with the last checkpoint of each.
log-address-evidence = is a document behind a fact.
log-check-commands = With the programs of Servanda; put this site’s address in place of SITE:
log-check-keep = Get the key from somebody you trust, for one from this site proves nothing about who signed. Keep the key, a checkpoint and your receipts: they can be checked later, even where this site is gone.
log-check-data = The facts as tables
log-newest = The newest checkpoint

log-entries = What came in last
log-entries-note = Of the whole ledger, of every treaty, by the number of the entry and not by the two dates above.
log-entries-none = There is no entry.
log-entry = Entry
log-what = What
log-what-fact = fact
log-what-correction = correction
log-what-evidence = document
log-about = About
log-known = Known from
log-proof = Receipt
log-earlier = Entries up to { $n }

log-receipt = receipt
log-receipt-of = receipt of entry { $n }
log-not-signed = not signed yet

# Moments, ages, sizes.

moment = { $day }, { $time } UTC
ago-moment = less than a minute ago
ago-minutes = { $count ->
    [one] one minute ago
   *[other] { $n } minutes ago
  }
ago-hours = { $count ->
    [one] one hour ago
   *[other] { $n } hours ago
  }
ago-days = { $count ->
    [one] one day ago
   *[other] { $n } days ago
  }
size-bytes = { $count ->
    [one] { $n } byte
   *[other] { $n } bytes
  }
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
