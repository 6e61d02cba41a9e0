import { Controller, Inject } from '@nestjs/common';
import { judgeProposal, rejected, validated, type Verdict } from '@tape/contracts';
import { OnRpc, type RequestOf, type ResponseOf } from '@tape/messaging';
import { PATTERN_PARTS, type PatternParts } from './pattern.handler.js';

type Overall = ResponseOf<typeof judgeProposal>;

/**
 * Entries of strategies, judged when they are asked about and not in a lane: a lane waits for the tape of the candidate at its
 * head, and the tape of a series waits for its strategies, so that two of them in one lane could wait for each other.
 */
@Controller()
export class ProposalController {
  readonly #parts: PatternParts;
  /** Asked again before there was an answer: one judgement for both. */
  readonly #underWay = new Map<string, Promise<Overall>>();

  constructor(@Inject(PATTERN_PARTS) parts: PatternParts) {
    this.#parts = parts;
  }

  @OnRpc(judgeProposal)
  judge(request: RequestOf<typeof judgeProposal>): Promise<Overall> {
    const { id } = request.proposal;
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) return underWay;
    const judged = this.#judge(request).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, judged);
    return judged;
  }

  async #judge({ proposal, correlationId }: RequestOf<typeof judgeProposal>): Promise<Overall> {
    const { judgement, store, publisher } = this.#parts;
    const given = await store.given(proposal.id);
    if (given !== undefined) return { overall: given.chain.overall };
    const verdict: Verdict = await judgement.judge(proposal, () => Promise.resolve());
    const definition = verdict.chain.overall === 'FAIL' ? rejected : validated;
    await store.keep(
      verdict,
      publisher.outgoing(definition, verdict, {
        timeMs: proposal.closeTimeMs,
        correlationId,
        causationId: `strategy.proposed:${proposal.id}`,
      }),
    );
    return { overall: verdict.chain.overall };
  }
}
