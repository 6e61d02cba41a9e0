import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is scheduled, how much of it is known, and what currencies were worth. */
export class ReferenceData1795132800009 implements MigrationInterface {
  readonly name = 'ReferenceData1795132800009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table earnings_dates (
        symbol text not null,
        at timestamptz not null,
        source text not null,
        primary key (symbol, at)
      )`);
    await runner.query(`
      create table economic_events (
        kind text not null,
        currency text not null,
        at timestamptz not null,
        source text not null,
        primary key (kind, currency, at),
        constraint economic_events_kind check (kind in ('NFP', 'FOMC', 'ECB', 'BOJ', 'CPI', 'GDP', 'UNEMPLOYMENT'))
      )`);
    await runner.query('create index economic_events_currency_at on economic_events (currency, at)');
    await runner.query(`
      create table calendar_coverage (
        kind text not null,
        subject text not null,
        known_from timestamptz not null,
        known_to timestamptz not null,
        primary key (kind, subject, known_from),
        constraint calendar_coverage_order check (known_from <= known_to)
      )`);
    await runner.query(`
      create table forex_rates (
        base text not null,
        quote text not null,
        at timestamptz not null,
        rate numeric not null,
        primary key (base, quote, at),
        constraint forex_rates_rate check (rate > 0),
        constraint forex_rates_pair check (base <> quote)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table forex_rates, calendar_coverage, economic_events, earnings_dates');
  }
}
