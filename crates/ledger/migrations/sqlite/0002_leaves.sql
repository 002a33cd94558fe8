-- An entry is kept as the bytes that are hashed into the public log, its leaf; everything else beside it is derived from them.
-- What stood in form 1 is taken over by the program and then dropped.
drop trigger entry_is_never_updated;
drop trigger entry_is_never_deleted;
drop index entry_fact_id;
alter table entry rename to entry_of_form_1;

create table entry (
    -- from 1, without gaps; given by the writer; the leaf's place in the log is one less
    number integer primary key,
    -- derived from the leaf: 'fact', 'correction' or 'evidence'
    what   text not null check (what in ('fact', 'correction', 'evidence')),
    -- derived from the leaf: the fact it is, or is about
    fact   text not null,
    -- canonical JSON, see docs/log.md
    leaf   text not null,
    -- the leaf's hash in the log
    hash   blob not null
) strict;

create unique index entry_of_fact on entry (fact) where what = 'fact';

create trigger entry_never_updated before update on entry
begin
    select raise(abort, 'the ledger is append-only: entries are never updated');
end;

create trigger entry_never_deleted before delete on entry
begin
    select raise(abort, 'the ledger is append-only: entries are never deleted');
end;

-- What was asked to be written under which key, so that the same asked again gets the same answer.
create table request (
    key     text primary key,
    -- SHA-256 of what was asked
    content blob not null,
    -- the entries it made; none where first is greater than last
    first   integer not null,
    last    integer not null
) strict;

-- Whose log this is: written once, at its beginning.
create table identity (
    one  integer primary key check (one = 1),
    vkey text not null
) strict;

-- Every checkpoint ever signed, of the public log and of the one of restricted payloads.
create table checkpoint (
    log       text not null check (log in ('public', 'restricted')),
    size      integer not null,
    -- seconds since 1970
    signed_at integer not null,
    note      text not null,
    primary key (log, size)
) strict;

create trigger checkpoint_never_updated before update on checkpoint
begin
    select raise(abort, 'a checkpoint that was signed is never changed');
end;

create trigger checkpoint_never_deleted before delete on checkpoint
begin
    select raise(abort, 'a checkpoint that was signed is never deleted');
end;

-- What witnesses signed under a checkpoint of the public log, one line each.
create table cosignature (
    size    integer not null,
    witness text not null,
    line    text not null,
    primary key (size, witness)
) strict;

-- Payloads that are not public: the log of them holds salted fingerprints only and is not published.
create table restricted (
    number integer primary key,
    leaf   text not null,
    hash   blob not null
) strict;

create trigger restricted_never_updated before update on restricted
begin
    select raise(abort, 'the ledger is append-only: entries are never updated');
end;

create trigger restricted_never_deleted before delete on restricted
begin
    select raise(abort, 'the ledger is append-only: entries are never deleted');
end;

-- The one table from which something goes: erasing takes salt and payload, and leaves the fingerprint, which then says nothing.
create table payload (
    number integer primary key,
    salt   blob not null,
    bytes  blob not null
) strict;

-- What the program has to remember beside the entries, e.g. that it was restored from a copy.
create table memory (
    name text primary key,
    says text not null
) strict;
