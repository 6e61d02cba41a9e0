import { Controller, Inject } from '@nestjs/common';
import { signalGenerated, type TradeSignal } from '@tape/contracts';
import { allDone, type BatchOutcome, type Delivery, OnEvents } from '@tape/messaging';
import { PlanningLoop } from '../worker/planning-loop.js';
import { ExperimentIntake } from './experiment-intake.repository.js';
import { offerOfOwn } from './offered-signal.js';

/** signal.generated → an experiment. Nobody waits for it: execution trades the signal as it always does. */
@Controller()
export class OwnSignalsHandler {
  readonly #intake: ExperimentIntake;
  readonly #planning: PlanningLoop;

  constructor(@Inject(ExperimentIntake) intake: ExperimentIntake, @Inject(PlanningLoop) planning: PlanningLoop) {
    this.#intake = intake;
    this.#planning = planning;
  }

  @OnEvents({ durable: 'experiment-signals', events: [signalGenerated], maxBatch: 64 })
  async handle(batch: readonly Delivery<TradeSignal>[]): Promise<BatchOutcome> {
    const added = await this.#intake.add(batch.map(({ event }) => offerOfOwn(event.data)));
    if (added.length > 0) this.#planning.poke();
    return allDone(batch);
  }
}
