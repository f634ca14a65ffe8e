-- One row for each night import, so that a run that brought nothing is seen before the shop opens.
create table import_runs (
  started_at  timestamptz primary key,
  ended_at    timestamptz,
  lines       integer not null default 0,
  skipped     integer not null default 0
);
