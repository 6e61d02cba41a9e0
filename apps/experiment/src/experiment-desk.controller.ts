import { Controller, Inject } from '@nestjs/common';
import { setExecutionPolicy, submitWebhookSignal } from '@tape/contracts';
import { experimentIdOf, isSplitPercent } from '@tape/experiments';
import { OnRpc, type RequestOf, type ResponseOf, RpcRefusal } from '@tape/messaging';
import { ExperimentIntake } from './intake/experiment-intake.repository.js';
import { IntakeQueue } from './intake/intake-queue.js';
import { offerOfWebhook } from './intake/offered-signal.js';
import { PolicyBook } from './policy/policy-book.repository.js';
import { PlanningLoop } from './worker/planning-loop.js';

/** Answers the gateway: signals from outside, and the policy. */
@Controller()
export class ExperimentDeskController {
  readonly #intake: ExperimentIntake;
  readonly #arrivals: IntakeQueue;
  readonly #policies: PolicyBook;
  readonly #planning: PlanningLoop;

  constructor(
    @Inject(ExperimentIntake) intake: ExperimentIntake,
    @Inject(PolicyBook) policies: PolicyBook,
    @Inject(PlanningLoop) planning: PlanningLoop,
  ) {
    this.#intake = intake;
    this.#arrivals = new IntakeQueue(intake);
    this.#policies = policies;
    this.#planning = planning;
  }

  @OnRpc(submitWebhookSignal)
  async submit(request: RequestOf<typeof submitWebhookSignal>): Promise<ResponseOf<typeof submitWebhookSignal>> {
    const offer = offerOfWebhook(request);
    const experimentId = experimentIdOf(offer.hash);
    const isNew = await this.#arrivals.add(offer);
    if (isNew) this.#planning.poke();
    else if (!(await this.#intake.has(experimentId))) {
      throw new RpcRefusal('experiments-off', 'experiments are off: PUT /api/v1/experiments/policy with enabled true');
    }
    return { experimentId, signalId: offer.signal.id, duplicate: !isNew };
  }

  @OnRpc(setExecutionPolicy)
  async setPolicy(request: RequestOf<typeof setExecutionPolicy>): Promise<ResponseOf<typeof setExecutionPolicy>> {
    const { version, mode, splitPercentage, enabled, by, note } = request;
    if (!isSplitPercent(splitPercentage)) {
      throw new RpcRefusal('invalid-split', `split_percentage ${splitPercentage} has more than two decimals`);
    }
    const policy = await this.#policies.set({ version, mode, splitPercentage, enabled, setBy: by, note });
    if (policy === null) {
      throw new RpcRefusal(
        'policy-version-exists',
        `there was a policy ${version} already: give this one another name`,
      );
    }
    return policy;
  }
}
