import { Controller, Inject } from '@nestjs/common';
import { assessRisk, releaseReservation, setTradingState } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import { timed } from '@tape/observability';
import { SERVICE_CONFIG, WatermarkGate } from '@tape/service';
import type { z } from 'zod';
import { Assessments } from './assessments.js';
import type { RiskConfig } from './config.js';
import { TradingStates } from './trading-states.js';

/** Answers validation (assess, release) and the operator (trading state). */
@Controller()
export class RiskDeskController {
  readonly #assessments: Assessments;
  readonly #tradingStates: TradingStates;
  readonly #gate: WatermarkGate;
  readonly #waitMs: number;

  constructor(
    @Inject(Assessments) assessments: Assessments,
    @Inject(TradingStates) tradingStates: TradingStates,
    @Inject(WatermarkGate) gate: WatermarkGate,
    @Inject(SERVICE_CONFIG) config: RiskConfig,
  ) {
    this.#assessments = assessments;
    this.#tradingStates = tradingStates;
    this.#gate = gate;
    this.#waitMs = config.ASSESS_WAIT_MS;
  }

  @OnRpc(assessRisk)
  async assess({ pattern }: z.infer<typeof assessRisk.request>): Promise<z.infer<typeof assessRisk.response>> {
    const given = await this.#assessments.given(pattern.id);
    if (given !== undefined) return given;
    const reached = await this.#gate.reach('guard', pattern, pattern.knownAtMs, this.#waitMs);
    if (reached !== 'reached') {
      const bar = new Date(pattern.knownAtMs).toISOString();
      throw new RpcRefusal(
        'not-yet',
        `the guards of ${pattern.symbol} ${pattern.timeframe} are not checked up to ${bar} yet`,
        true,
      );
    }
    return timed('risk', () => this.#assessments.assess(pattern));
  }

  @OnRpc(releaseReservation)
  async release(
    request: z.infer<typeof releaseReservation.request>,
  ): Promise<z.infer<typeof releaseReservation.response>> {
    return { released: await this.#assessments.release(request.reservationId, request.reason) };
  }

  @OnRpc(setTradingState)
  async setState(request: z.infer<typeof setTradingState.request>): Promise<z.infer<typeof setTradingState.response>> {
    return this.#tradingStates.set(request.to, request.by, request.note);
  }
}
