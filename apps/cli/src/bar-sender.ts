import { CommandFailure, EXIT } from './exit-code.js';
import { type GatewayClient, problemOf } from './gateway-client.js';
import { say } from './terminal.js';

/** A bar on its way, with the line it stands on in its file. */
export interface OutgoingBar {
  readonly line: number;
  readonly bar: Readonly<Record<string, unknown>>;
}

export interface SendReport {
  accepted: number;
  duplicate: number;
  refused: number;
  gaps: number;
}

interface IngestAnswer {
  readonly accepted?: number;
  readonly duplicate?: number;
  readonly refused?: number;
  readonly gaps?: number;
  readonly outcomes?: readonly { readonly index: number; readonly outcome: string; readonly message: string | null }[];
}

/** Refusals of the server shown one by one; the rest is counted. */
const SHOWN_REFUSALS = 20;

/** Puts bars on the tape through the gateway, in order, chunk by chunk; a chunk is repeated until it is answered. */
export class BarSender {
  readonly report: SendReport = { accepted: 0, duplicate: 0, refused: 0, gaps: 0 };
  readonly #client: GatewayClient;
  readonly #source: 'CSV' | 'REPLAY';
  readonly #patienceMs: number;

  constructor(client: GatewayClient, source: 'CSV' | 'REPLAY', patienceMs: number) {
    this.#client = client;
    this.#source = source;
    this.#patienceMs = patienceMs;
  }

  /** @throws CommandFailure when the gateway refuses the request as a whole or stays away too long. */
  async send(chunk: readonly OutgoingBar[]): Promise<void> {
    const body = { source: this.#source, bars: chunk.map(({ bar }) => bar) };
    const answer = await this.#client.postUntilAnswered('/api/v1/bars', body, this.#patienceMs);
    const told = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as IngestAnswer;
    // All bars refused is answered as a problem, with the same fields as any other answer.
    if (answer.status >= 400 && told.outcomes === undefined) {
      throw new CommandFailure(EXIT.FAILURE, `lines ${chunk[0]?.line} to ${chunk.at(-1)?.line}: ${problemOf(answer)}`);
    }
    for (const { index, outcome, message } of told.outcomes ?? []) {
      if (outcome !== 'refused') continue;
      this.report.refused += 1;
      if (this.report.refused <= SHOWN_REFUSALS) say(`line ${chunk[index]?.line}: refused by ingest: ${message}`);
    }
    this.report.accepted += told.accepted ?? 0;
    this.report.duplicate += told.duplicate ?? 0;
    this.report.gaps += told.gaps ?? 0;
  }
}
