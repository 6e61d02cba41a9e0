import { Controller, Inject } from '@nestjs/common';
import { type CloudEvent, type Watermark, executionWatermark, guardWatermark, signalWatermark } from '@tape/contracts';
import { OnBroadcast } from '@tape/messaging';
import { type GatedStage, WatermarkGate } from './watermark-gate.js';

const STAGE_OF: Readonly<Record<string, GatedStage>> = {
  [signalWatermark.name]: 'signal',
  [executionWatermark.name]: 'execution',
  [guardWatermark.name]: 'guard',
};

/** Hears how far the other stages are and tells the gate. */
@Controller()
export class WatermarkController {
  readonly #gate: WatermarkGate;

  constructor(@Inject(WatermarkGate) gate: WatermarkGate) {
    this.#gate = gate;
  }

  @OnBroadcast([signalWatermark, executionWatermark, guardWatermark])
  heard(event: CloudEvent<Watermark>): void {
    const name = event.type.replace(/^tape\.v\d+\./, '');
    const stage = STAGE_OF[name];
    if (stage !== undefined) this.#gate.announce(stage, event.data, event.data.throughOpenTimeMs);
  }
}
