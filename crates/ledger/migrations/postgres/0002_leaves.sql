-- The same tables as on SQLite; their meaning is told there (migrations/sqlite/0002_leaves.sql).
create table entry (
    number bigint primary key,
    what   text not null check (what in ('fact', 'correction', 'evidence')),
    fact   text not null,
    leaf   text not null,
    hash   bytea not null
);

create unique index entry_of_fact on entry (fact) where what = 'fact';

create table request (
    key     text primary key,
    content bytea not null,
    first   bigint not null,
    last    bigint not null
);

create table identity (
    one  bigint primary key check (one = 1),
    vkey text not null
);

create table checkpoint (
    log       text not null check (log in ('public', 'restricted')),
    size      bigint not null,
    signed_at bigint not null,
    note      text not null,
    primary key (log, size)
);

create table cosignature (
    size    bigint not null,
    witness text not null,
    line    text not null,
    primary key (size, witness)
);

create table restricted (
    number bigint primary key,
    leaf   text not null,
    hash   bytea not null
);

create table payload (
    number bigint primary key,
    salt   bytea not null,
    bytes  bytea not null
);

create table memory (
    name text primary key,
    says text not null
);

create function never_changed() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % of % is refused', lower(tg_op), tg_table_name;
end
$$;

create trigger entry_never_changed before update or delete or truncate on entry
    for each statement execute function never_changed();
create trigger checkpoint_never_changed before update or delete or truncate on checkpoint
    for each statement execute function never_changed();
create trigger restricted_never_changed before update or delete or truncate on restricted
    for each statement execute function never_changed();
