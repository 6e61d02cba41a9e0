import { Controller, Inject } from '@nestjs/common';
import { type PatternDetected, assessRisk, releaseReservation, setTradingState } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import { timed } from '@tape/observability';
import type { SeriesThrough } from '@tape/persistence';
import { ACCOUNT_SCOPE } from '@tape/risk-rules';
import { type CoalescedWrites, SERVICE_CONFIG, WatermarkGate } from '@tape/service';
import type { z } from 'zod';
import { AccountCompany } from './account-company.js';
import { AccountLedger } from './account-ledger.js';
import { AssessmentQueue } from './assessment-queue.js';
import { Assessments } from './assessments.js';
import type { RiskConfig } from './config.js';
import { GUARD_WRITES } from './guard-writes.js';
import { TradingStates } from './trading-states.js';

/** How often it is looked whether another replica has come as far as is asked for. */
const LOOK_MS = 5;

/** Answers validation (assess, release) and the operator (trading state). */
@Controller()
export class RiskDeskController {
  readonly #assessments: Assessments;
  readonly #queue: AssessmentQueue;
  readonly #tradingStates: TradingStates;
  readonly #gate: WatermarkGate;
  readonly #ledger: AccountLedger;
  readonly #writes: CoalescedWrites<SeriesThrough>;
  readonly #company: AccountCompany;
  readonly #waitMs: number;

  constructor(
    @Inject(Assessments) assessments: Assessments,
    @Inject(TradingStates) tradingStates: TradingStates,
    @Inject(WatermarkGate) gate: WatermarkGate,
    @Inject(AccountLedger) ledger: AccountLedger,
    @Inject(GUARD_WRITES) writes: CoalescedWrites<SeriesThrough>,
    @Inject(AccountCompany) company: AccountCompany,
    @Inject(SERVICE_CONFIG) config: RiskConfig,
  ) {
    this.#assessments = assessments;
    this.#queue = new AssessmentQueue((patterns) =>
      this.#decided(() => timed('risk', () => assessments.assessAll(patterns))),
    );
    this.#tradingStates = tradingStates;
    this.#gate = gate;
    this.#ledger = ledger;
    this.#writes = writes;
    this.#company = company;
    this.#waitMs = config.ASSESS_WAIT_MS;
  }

  @OnRpc(assessRisk)
  async assess({ pattern }: z.infer<typeof assessRisk.request>): Promise<z.infer<typeof assessRisk.response>> {
    const given = await this.#assessments.given(pattern.id);
    if (given !== undefined) return given;
    if (!(await this.#isGuarded(pattern))) {
      const bar = new Date(pattern.knownAtMs).toISOString();
      throw new RpcRefusal(
        'not-yet',
        `the guards of ${pattern.symbol} ${pattern.timeframe} are not checked up to ${bar} yet`,
        true,
      );
    }
    return this.#queue.ask(pattern);
  }

  /** Waits for the guards of the pattern's bar, which another replica may be checking: what that one announces is not heard here. */
  async #isGuarded(pattern: PatternDetected): Promise<boolean> {
    const giveUpAtMs = performance.now() + this.#waitMs;
    for (;;) {
      const leftMs = Math.max(0, giveUpAtMs - performance.now());
      const waitMs = this.#company.alone ? leftMs : Math.min(leftMs, LOOK_MS);
      const reached = await this.#gate.reach('guard', pattern, pattern.knownAtMs, waitMs);
      if (reached !== 'late' || leftMs === 0) return reached === 'reached';
      await this.#gate.look('guard', pattern);
    }
  }

  @OnRpc(releaseReservation)
  async release(
    request: z.infer<typeof releaseReservation.request>,
  ): Promise<z.infer<typeof releaseReservation.response>> {
    const { reservationId, reason } = request;
    return { released: await this.#decided(() => this.#assessments.release(reservationId, reason)) };
  }

  @OnRpc(setTradingState)
  async setState(request: z.infer<typeof setTradingState.request>): Promise<z.infer<typeof setTradingState.response>> {
    const { scope = ACCOUNT_SCOPE, to, reset = false, by, note } = request;
    return this.#decided(() => this.#tradingStates.set({ scope, to, reset, by, note }));
  }

  /** Between two bars, behind the marks that are on their way; what is remembered of the account is out of date after it. */
  #decided<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    return this.#ledger.exclusively(async () => {
      await this.#writes.settled();
      try {
        return await work();
      } finally {
        this.#ledger.invalidate();
      }
    });
  }
}
