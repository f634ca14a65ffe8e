create table products (
  sku         text primary key,
  title       text not null,
  price       integer not null check (price >= 0),  -- cents, with VAT
  rank        integer not null default 0,
  terms       text[] not null default '{}',
  legacy_sku  text                                   -- of the old till; nothing reads it any more
);
create index products_terms on products using gin (terms);
