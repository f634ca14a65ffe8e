create table stock (
  sku         text primary key references products,
  quantity    integer not null,
  counted_at  timestamptz not null
);
create table reservations (
  sku         text not null references products,
  basket      uuid not null,
  quantity    integer not null check (quantity > 0),
  expires_at  timestamptz not null,
  primary key (sku, basket)
);
create index reservations_expires_at on reservations (expires_at);
