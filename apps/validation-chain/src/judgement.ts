import type { PatternDetected, Verdict } from '@tape/contracts';
import { observeStage, timed } from '@tape/observability';
import { failure, stageVerdict, type StageVerdict } from '@tape/risk-rules';
import type { LivePatience } from '@tape/service';
import {
  NO_CALENDAR,
  type ValidationContext,
  type ValidationProfile,
  beginChain,
  continueChain,
} from '@tape/validation';
import type { ContextReader } from './context-reader.js';
import type { RiskDesk } from './risk-desk.js';

export interface JudgementParts {
  readonly context: ContextReader;
  readonly risk: RiskDesk;
  readonly profile: ValidationProfile;
  /** Bounds the wait of bars that have just closed … */
  readonly livePatience: LivePatience;
  /** … and this that of all others, milliseconds. */
  readonly patienceMs: number;
}

/** Takes one candidate through VOLUME, PHASE, LEVELS, RISK and STRATEGY. The rules are the library's; this fetches and asks. */
export class Judgement {
  readonly #parts: JudgementParts;

  constructor(parts: JudgementParts) {
    this.#parts = parts;
  }

  /**
   * @param beforeAsking called once when the candidate goes to risk, which may take until the tape has caught up.
   * @throws Stopping when the process stops before there is a verdict.
   */
  async judge(pattern: PatternDetected, beforeAsking: () => Promise<void>): Promise<Verdict> {
    const { context, risk, profile, livePatience } = this.#parts;
    const patienceMs = livePatience.forBarClosedAt(pattern.closeTimeMs) ?? this.#parts.patienceMs;
    const instrument = await timed('fetch', () => context.instrument(pattern, patienceMs));
    const early: ValidationContext = {
      instrument: instrument.value,
      profile,
      calendar: NO_CALENDAR,
      campaignBlockedUntilMs: null,
      missing: instrument.missing,
    };
    const startedAt = performance.now();
    const start = beginChain(pattern, early);
    const begunMs = performance.now() - startedAt;
    if (start.next === 'concluded') {
      observeStage('validation', begunMs);
      return { pattern, chain: start.chain, sizing: null };
    }

    await beforeAsking();
    const reply = await risk.assess(pattern, patienceMs);
    const verdict = reply.answered ? reply.answer.verdict : riskUnavailable(pattern, reply.message);
    // Read after risk answered: by then every guard of this bar was checked, so a block by it is already there.
    const late = verdict.status === 'FAIL' ? early : await this.#lateContext(pattern, early, patienceMs);
    // The wait for the tape to come to this bar is no work of this stage: it would hide how fast the stage is.
    const continuedAt = performance.now();
    const end = continueChain(pattern, late, start.stages, verdict);
    observeStage('validation', begunMs + performance.now() - continuedAt);
    const sizing = reply.answered ? reply.answer.sizing : null;
    if (end.releaseBecause !== null && sizing !== null) {
      await risk.release(sizing.reservationId, end.releaseBecause, patienceMs);
      return { pattern, chain: end.chain, sizing: null };
    }
    return { pattern, chain: end.chain, sizing };
  }

  /** What STRATEGY alone needs. */
  async #lateContext(
    pattern: PatternDetected,
    early: ValidationContext,
    patienceMs: number,
  ): Promise<ValidationContext> {
    const { context } = this.#parts;
    const [calendar, campaign] = await timed('fetch', () =>
      Promise.all([context.calendar(pattern, patienceMs), context.campaignBlockedUntilMs(pattern, patienceMs)]),
    );
    return { ...early, calendar, campaignBlockedUntilMs: campaign.value, missing: campaign.missing };
  }
}

function riskUnavailable(pattern: PatternDetected, message: string): StageVerdict {
  const reason = failure('risk-unavailable', `the risk service did not answer: ${message}`, 'no answer', 'an answer');
  return stageVerdict({
    stage: 'RISK',
    validator: 'risk',
    atMs: pattern.closeTimeMs,
    findings: [reason],
    passMessage: '',
  });
}
