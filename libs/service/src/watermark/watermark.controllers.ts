import { Controller, Inject, type Type } from '@nestjs/common';
import {
  type CloudEvent,
  type Watermark,
  executionWatermark,
  guardWatermark,
  signalWatermark,
  strategyWatermark,
} from '@tape/contracts';
import { OnBroadcast } from '@tape/messaging';
import { type GatedStage, type Outlook, WatermarkGate } from './watermark-gate.js';

/** Hears how far signal is. */
@Controller()
export class SignalWatermarkController {
  readonly #gate: WatermarkGate;

  constructor(@Inject(WatermarkGate) gate: WatermarkGate) {
    this.#gate = gate;
  }

  @OnBroadcast([signalWatermark])
  heard({ data }: CloudEvent<Watermark>): void {
    this.#gate.announce('signal', data, data.throughOpenTimeMs, data.newsOpenTimeMs);
  }
}

/** Hears how far strategies are. */
@Controller()
export class StrategyWatermarkController {
  readonly #gate: WatermarkGate;

  constructor(@Inject(WatermarkGate) gate: WatermarkGate) {
    this.#gate = gate;
  }

  @OnBroadcast([strategyWatermark])
  heard({ data }: CloudEvent<Watermark>): void {
    this.#gate.announce('strategy', data, data.throughOpenTimeMs, data.newsOpenTimeMs);
  }
}

/** Hears how far execution is. */
@Controller()
export class ExecutionWatermarkController {
  readonly #gate: WatermarkGate;

  constructor(@Inject(WatermarkGate) gate: WatermarkGate) {
    this.#gate = gate;
  }

  @OnBroadcast([executionWatermark])
  heard({ data }: CloudEvent<Watermark>): void {
    this.#gate.announce('execution', data, data.throughOpenTimeMs, data.newsOpenTimeMs);
    this.#gate.foresee('execution', data, outlookOf(data));
  }
}

/** Hears how far risk's guards are. */
@Controller()
export class GuardWatermarkController {
  readonly #gate: WatermarkGate;

  constructor(@Inject(WatermarkGate) gate: WatermarkGate) {
    this.#gate = gate;
  }

  @OnBroadcast([guardWatermark])
  heard({ data }: CloudEvent<Watermark>): void {
    this.#gate.announce('guard', data, data.throughOpenTimeMs, data.newsOpenTimeMs);
    if (data.refusedOpenTimeMs !== undefined) this.#gate.refuse('guard', data, data.refusedOpenTimeMs);
  }
}

function outlookOf({ throughOpenTimeMs, quietOpenTimeMs }: Watermark): Outlook | undefined {
  return quietOpenTimeMs === undefined ? undefined : { behindMs: throughOpenTimeMs, quietMs: quietOpenTimeMs };
}

/** Who to listen with, by stage: a service hears only the stages it waits for, one message a bar each. */
export const HEARING: Readonly<Record<GatedStage, Type>> = {
  signal: SignalWatermarkController,
  strategy: StrategyWatermarkController,
  execution: ExecutionWatermarkController,
  guard: GuardWatermarkController,
};
