import type { PatternDetected, Verdict } from '@tape/contracts';
import { metrics } from '@tape/observability';
import type { DataSource } from 'typeorm';
import type { InstrumentStore } from '@tape/persistence';
import { campaignIdOf, failure, stageVerdict } from '@tape/risk-rules';
import {
  NO_CALENDAR,
  type ValidationContext,
  type ValidationProfile,
  beginChain,
  continueChain,
} from '@tape/validation';
import type { RiskDesk } from './risk-desk.js';

/** Takes one candidate through VOLUME, PHASE, LEVELS, RISK and STRATEGY. The rules are the library's; this fetches and asks. */
export class Judgement {
  readonly #database: DataSource;
  readonly #instruments: InstrumentStore;
  readonly #risk: RiskDesk;
  readonly #profile: ValidationProfile;

  constructor(parts: {
    database: DataSource;
    instruments: InstrumentStore;
    risk: RiskDesk;
    profile: ValidationProfile;
  }) {
    this.#database = parts.database;
    this.#instruments = parts.instruments;
    this.#risk = parts.risk;
    this.#profile = parts.profile;
  }

  /** @param beforeAsking called once when the candidate goes to risk, which may take until the tape has caught up. */
  async judge(pattern: PatternDetected, beforeAsking: () => Promise<void>): Promise<Verdict> {
    const context: ValidationContext = {
      instrument: await this.#instruments.of(pattern.symbol),
      profile: this.#profile,
      calendar: NO_CALENDAR,
      campaignBlockedUntilMs: null,
    };
    const startedAt = performance.now();
    const start = beginChain(pattern, context);
    const begunMs = performance.now() - startedAt;
    if (start.next === 'concluded') {
      metrics.stageLatencyMs.observe({ stage: 'validation' }, begunMs);
      return { pattern, chain: start.chain, sizing: null };
    }

    await beforeAsking();
    const reply = await this.#risk.assess(pattern);
    const verdict = reply.answered ? reply.answer.verdict : riskUnavailable(pattern, reply.message);
    // Read after risk answered: by then every guard of this bar was checked, so a block by it is already there.
    const campaignBlockedUntilMs = await this.#blockedUntilMs(pattern);
    // The wait for the tape to come to this bar is no work of this stage: it would hide how fast the stage is.
    const continuedAt = performance.now();
    const end = continueChain(pattern, { ...context, campaignBlockedUntilMs }, start.stages, verdict);
    metrics.stageLatencyMs.observe({ stage: 'validation' }, begunMs + performance.now() - continuedAt);
    const sizing = reply.answered ? reply.answer.sizing : null;
    if (end.releaseBecause !== null && sizing !== null) {
      await this.#risk.release(sizing.reservationId, end.releaseBecause);
      return { pattern, chain: end.chain, sizing: null };
    }
    return { pattern, chain: end.chain, sizing };
  }

  async #blockedUntilMs(pattern: PatternDetected): Promise<number | null> {
    const [row] = await this.#database.query<{ blocked_until: Date | null }[]>(
      'select blocked_until from campaigns where id = $1',
      [campaignIdOf(pattern)],
    );
    return row?.blocked_until?.getTime() ?? null;
  }
}

function riskUnavailable(pattern: PatternDetected, message: string): ReturnType<typeof stageVerdict> {
  return stageVerdict({
    stage: 'RISK',
    validator: 'risk',
    atMs: pattern.closeTimeMs,
    findings: [failure('risk-unavailable', `the risk service did not answer: ${message}`)],
    passMessage: '',
  });
}
