import { type PatternDetected, type assessRisk, campaignChanged } from '@tape/contracts';
import type { Instrument } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import type { InstrumentStore, Outbox, RateReader, SqlRunner } from '@tape/persistence';
import {
  type AssessmentRequest,
  type AssessmentResult,
  type CampaignChange,
  CLASSIC_RISK,
  MAX_RATE_AGE_MS,
  assessAndReserve,
  campaignIdOf,
  ratesFrom,
  releaseReservation,
} from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { RiskStateRepository } from './risk-state.repository.js';
import { type TradeBook, exposureOf } from './trade-book.repository.js';

export type RiskAnswer = z.infer<typeof assessRisk.response>;

/** Decides and reserves. One transaction on the account's row, so candidates that come together are decided one by one. */
export class Assessments {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #book: TradeBook;
  readonly #outbox: Outbox;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;
  readonly #instruments: InstrumentStore;
  readonly #rates: Pick<RateReader, 'within'>;

  constructor(parts: {
    database: DataSource;
    states: RiskStateRepository;
    book: TradeBook;
    outbox: Outbox;
    publisher: Pick<EventPublisher, 'outgoing'>;
    instruments: InstrumentStore;
    rates: Pick<RateReader, 'within'>;
  }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#book = parts.book;
    this.#outbox = parts.outbox;
    this.#publisher = parts.publisher;
    this.#instruments = parts.instruments;
    this.#rates = parts.rates;
  }

  /** The answer a pattern was given before; undefined when it was never asked. */
  async given(patternId: string, sql: SqlRunner = this.#database): Promise<RiskAnswer | undefined> {
    const [row] = await sql.query<{ content: RiskAnswer }[]>(
      'select content from risk_assessments where pattern_id = $1',
      [patternId],
    );
    return row?.content;
  }

  async assess(pattern: PatternDetected): Promise<RiskAnswer> {
    const [answer] = await this.assessAll([pattern]);
    return answer!;
  }

  /** Decides one after the other, each on what those before it left, and stores all in one transaction. */
  async assessAll(patterns: readonly PatternDetected[]): Promise<readonly RiskAnswer[]> {
    const known = new Map<string, Instrument>();
    for (const { symbol } of patterns) known.set(symbol, await this.#instruments.of(symbol));
    const answers = await this.#database.transaction(async (manager) => {
      const before = await this.#states.lock(manager, patterns.map(campaignIdOf));
      for (const { symbol } of before.reservations) known.set(symbol, await this.#instruments.of(symbol, manager));
      const openPositions = (await this.#book.openPositions(manager)).map(exposureOf);
      const decided: RiskAnswer[] = [];
      let state = before;
      for (const pattern of patterns) {
        const given = await this.given(pattern.id, manager);
        if (given !== undefined) {
          decided.push(given);
          continue;
        }
        const result = assessAndReserve(state, await this.#request(pattern, { known, openPositions }, manager));
        state = result.state;
        decided.push(await this.#keep(pattern, result, manager));
      }
      await this.#states.save(manager, before, state);
      return decided;
    });
    this.#outbox.poke();
    return answers;
  }

  async #request(
    candidate: PatternDetected,
    of: { readonly known: ReadonlyMap<string, Instrument>; readonly openPositions: AssessmentRequest['openPositions'] },
    sql: SqlRunner,
  ): Promise<AssessmentRequest> {
    // An explicit record says in which currencies held money is at risk, not the symbol.
    const instrumentOf = (symbol: string): Instrument => {
      const instrument = of.known.get(symbol);
      if (instrument === undefined) throw new RangeError(`no instrument ${symbol} among what is held`);
      return instrument;
    };
    const instrument = instrumentOf(candidate.symbol);
    const rates = await ratesFrom(this.#rates.within(sql), instrument, {
      accountCurrency: CLASSIC_RISK.accountCurrency,
      atMs: candidate.closeTimeMs,
      maxAgeMs: MAX_RATE_AGE_MS,
    });
    return { candidate, instrument, instrumentOf, openPositions: of.openPositions, rates };
  }

  /** Keeps the answer, so that the same question gets the same one, and tells what became of the campaign. */
  async #keep(pattern: PatternDetected, result: AssessmentResult, sql: SqlRunner): Promise<RiskAnswer> {
    const answer: RiskAnswer = { verdict: result.verdict, sizing: result.sizing };
    await Promise.all([
      sql.query('insert into risk_assessments (pattern_id, content) values ($1, $2::jsonb)', [
        pattern.id,
        JSON.stringify(answer),
      ]),
      this.#tell(sql, result.campaignChange, `bar:${pattern.symbol}:${pattern.timeframe}:${pattern.knownAtMs}`),
    ]);
    return answer;
  }

  /** @returns whether there was something to give back; false when it had ended before. */
  async release(reservationId: string, reason: string): Promise<boolean> {
    const released = await this.#database.transaction(async (manager) => {
      const before = await this.#states.lock(manager);
      const held = before.reservations.find((row) => row.id === reservationId);
      if (held === undefined) return false;
      const open = new Set((await this.#book.openPositions(manager)).map((position) => position.position.campaignId));
      const result = releaseReservation(before, reservationId, { reason, atMs: held.barTimeMs }, open);
      await this.#states.save(manager, before, result.state);
      await this.#tell(manager, result.campaignChange, `bar:${held.symbol}:${held.timeframe}:${held.barTimeMs}`);
      return result.released;
    });
    this.#outbox.poke();
    return released;
  }

  async #tell(manager: SqlRunner, change: CampaignChange | null, correlationId: string): Promise<void> {
    if (change === null) return;
    const event = this.#publisher.outgoing(campaignChanged, change, { timeMs: change.atMs, correlationId });
    await this.#outbox.append(manager, [event]);
  }
}
