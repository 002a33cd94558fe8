-- One table, one line an entry: written by the ledger's single writer, never changed. Somebody who could write here directly
-- could add entries under any name; they could not be told from others until entries are chained and signed.
create table entry (
    -- from 1, without gaps; given by the writer
    number       integer primary key,
    -- 'fact' or 'correction'
    what         text not null check (what in ('fact', 'correction')),
    id           text not null,
    treaty       text not null default '',
    state        text not null default '',
    kind         text not null default '',
    true_on      text not null default '',
    period       text not null default '',
    until        text not null default '',
    about        text not null default '',
    amounts      text not null default '',
    said_by      text not null default '',
    published    text not null default '',
    collected    text not null default '',
    public       text not null default '',
    source       text not null default '',
    basis        text not null default '',
    note         text not null default '',
    -- of a correction: the fact corrected is in id, its replacement here
    replacement  text not null default '',
    reason       text not null default '',
    evidence     text not null default ''
) strict;

create unique index entry_fact_id on entry (id) where what = 'fact';

create trigger entry_is_never_updated before update on entry
begin
    select raise(abort, 'the ledger is append-only: entries are never updated');
end;

create trigger entry_is_never_deleted before delete on entry
begin
    select raise(abort, 'the ledger is append-only: entries are never deleted');
end;
