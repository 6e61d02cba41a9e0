import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instruments, bars by year, and how far each stage has read them. */
export class Market1795132800001 implements MigrationInterface {
  readonly name = 'Market1795132800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table instruments (
        symbol text primary key,
        asset_class text not null,
        tick_size numeric not null,
        quantity_step numeric not null,
        unit text not null,
        contract_size numeric not null,
        volume_source text not null,
        sector text,
        simulated boolean not null default false
      )`);
    await runner.query(`
      create table bars (
        symbol text not null,
        timeframe text not null,
        open_time timestamptz not null,
        open numeric not null,
        high numeric not null,
        low numeric not null,
        close numeric not null,
        volume numeric not null,
        source text not null,
        primary key (symbol, timeframe, open_time)
      ) partition by range (open_time)`);
    await runner.query(ENSURE_BAR_PARTITIONS);
    await runner.query(`
      create table series_progress (
        stage text not null,
        symbol text not null,
        timeframe text not null,
        through timestamptz not null,
        primary key (stage, symbol, timeframe)
      )`);
    await runner.query(`
      create table watchlist (
        symbol text not null,
        timeframe text not null,
        desired_state text not null default 'RUNNING',
        primary key (symbol, timeframe),
        constraint watchlist_desired_state check (desired_state in ('RUNNING', 'PAUSED', 'STOPPED'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table watchlist, series_progress, bars, instruments');
    await runner.query('drop function ensure_bar_partitions(timestamptz, timestamptz)');
  }
}

/**
 * One partition a calendar year (UTC), made when its first bar comes. A table is created beside and then attached,
 * which lets readers and writers of `bars` go on; "create ... partition of" would stop them all. The lock makes two
 * writers that meet in a new year take turns.
 */
const ENSURE_BAR_PARTITIONS = `
  create function ensure_bar_partitions(first_time timestamptz, last_time timestamptz) returns void
  language plpgsql as $function$
  declare
    first_year int := extract(year from first_time at time zone 'UTC');
    last_year int := extract(year from last_time at time zone 'UTC');
    partition_name text;
  begin
    if first_year < 1800 or last_year > 2200 then
      raise exception 'bars from % to % are outside the years 1800 to 2200', first_time, last_time;
    end if;
    for bar_year in first_year..last_year loop
      partition_name := 'bars_' || bar_year;
      continue when exists (select from pg_inherits where inhparent = 'bars'::regclass and inhrelid::regclass::text = partition_name);
      perform pg_advisory_xact_lock(hashtext('tapereader bar partitions'));
      -- Asked again, by a query and not by to_regclass: that one remembers that the table was not there.
      continue when exists (select from pg_inherits where inhparent = 'bars'::regclass and inhrelid::regclass::text = partition_name);
      execute format('create table %I (like bars including defaults including constraints)', partition_name);
      execute format(
        'alter table bars attach partition %I for values from (%L) to (%L)',
        partition_name,
        make_timestamptz(bar_year, 1, 1, 0, 0, 0, 'UTC'),
        make_timestamptz(bar_year + 1, 1, 1, 0, 0, 0, 'UTC'));
    end loop;
  end
  $function$`;
