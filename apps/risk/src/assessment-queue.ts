import type { PatternDetected } from '@tape/contracts';
import type { RiskAnswer } from './assessments.js';

/** So many that a slow disk is outweighed, so few that the first of them does not wait long for the last. */
const LONGEST_BATCH = 32;

interface Question {
  readonly pattern: PatternDetected;
  readonly answered: (answer: RiskAnswer) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Decides what comes while a decision is being stored in one transaction: one after the other as they came, one wait for the disk
 * for all. Where a batch fails its questions are decided alone, so that nobody fails for somebody else.
 */
export class AssessmentQueue {
  readonly #decide: (patterns: readonly PatternDetected[]) => Promise<readonly RiskAnswer[]>;
  #waiting: Question[] = [];
  #isDeciding = false;

  /** @param decide answers in the order of the patterns. */
  constructor(decide: (patterns: readonly PatternDetected[]) => Promise<readonly RiskAnswer[]>) {
    this.#decide = decide;
  }

  ask(pattern: PatternDetected): Promise<RiskAnswer> {
    return new Promise((answered, failed) => {
      this.#waiting.push({ pattern, answered, failed });
      if (!this.#isDeciding) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isDeciding = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, LONGEST_BATCH);
      this.#waiting = this.#waiting.slice(LONGEST_BATCH);
      if (!(await this.#answer(batch)) && batch.length > 1) for (const one of batch) await this.#answer([one]);
    }
    this.#isDeciding = false;
  }

  /** @returns false when a batch of several could not be decided; one alone is told why. */
  async #answer(batch: readonly Question[]): Promise<boolean> {
    try {
      const answers = await this.#decide(batch.map(({ pattern }) => pattern));
      for (const [index, { answered }] of batch.entries()) answered(answers[index]!);
      return true;
    } catch (error) {
      if (batch.length === 1) batch[0]!.failed(error);
      return false;
    }
  }
}
