import type { ExperimentIntake, OfferedSignal } from './experiment-intake.repository.js';
import { experimentIdOf } from '@tape/experiments';

interface Waiting {
  readonly offer: OfferedSignal;
  readonly settle: (isNew: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** Most signals of one statement. */
const MOST_AT_ONCE = 200;

/**
 * Signals that come while others are being stored are stored together with the next: one commit for many, so that a crowd of alerts
 * waits for the disk once and not each for itself. Who is alone waits for nobody.
 */
export class IntakeQueue {
  readonly #intake: Pick<ExperimentIntake, 'add'>;
  readonly #waiting: Waiting[] = [];
  #isStoring = false;

  constructor(intake: Pick<ExperimentIntake, 'add'>) {
    this.#intake = intake;
  }

  /** @returns whether it is a new experiment, once that is stored; of equal ones that wait together the first is. */
  add(offer: OfferedSignal): Promise<boolean> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ offer, settle, fail });
      void this.#store();
    });
  }

  async #store(): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    for (let batch = this.#waiting.splice(0, MOST_AT_ONCE); batch.length > 0;) {
      await this.#storeBatch(batch);
      batch = this.#waiting.splice(0, MOST_AT_ONCE);
    }
    this.#isStoring = false;
  }

  async #storeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const added = new Set(await this.#intake.add(batch.map(({ offer }) => offer)));
      for (const { offer, settle } of batch) settle(added.delete(experimentIdOf(offer.hash)));
    } catch (error) {
      for (const { fail } of batch) fail(error);
    }
  }
}
