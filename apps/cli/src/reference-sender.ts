import { MAX_REFERENCE_ROWS } from '@tape/contracts';
import type { CsvTableRow } from '@tape/market';
import { CommandFailure, EXIT } from './exit-code.js';
import { type GatewayClient, problemOf } from './gateway-client.js';
import { type RefusedLine, sayRefused } from './reference-file.js';

/** What the rows of a calendar are complete for, as the gateway takes it. */
export interface Completeness {
  readonly known_from?: string | undefined;
  readonly known_to?: string | undefined;
  readonly subjects?: readonly string[] | undefined;
}

export interface ReferenceReport {
  stored: number;
  changed: number;
  unchanged: number;
  removed: number;
  refused: number;
  readonly notCovered: string[];
}

interface ImportAnswer {
  readonly stored?: number;
  readonly changed?: number;
  readonly unchanged?: number;
  readonly removed?: number;
  readonly refusals?: readonly RefusedLine[];
  readonly not_covered?: readonly string[];
}

/** Rows of one request: under the limit of rows and, at the length rows have, of bytes. */
const CHUNK = MAX_REFERENCE_ROWS;

/**
 * Sends rows through the gateway, chunk by chunk; each is repeated until it is answered, which is harmless. Rows that are complete for a time go
 * in one request, because each would say that there are no others.
 * @throws CommandFailure when the gateway refuses the request as a whole or stays away too long.
 */
export async function sendReference(
  client: GatewayClient,
  request: {
    readonly path: string;
    readonly file: string;
    readonly source: string;
    readonly rows: readonly CsvTableRow[];
    readonly completeness: Completeness;
    readonly patienceMs: number;
  },
): Promise<ReferenceReport> {
  const { path, file, source, rows, completeness, patienceMs } = request;
  if (completeness.known_from !== undefined && rows.length > CHUNK) {
    throw new CommandFailure(
      EXIT.BAD_DATA,
      `${file}: has ${rows.length} rows; with --from and --to a file may have ${CHUNK}: split it by symbol or currency`,
    );
  }
  const report: ReferenceReport = { stored: 0, changed: 0, unchanged: 0, removed: 0, refused: 0, notCovered: [] };
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const body = { source, rows: chunk.map(({ values }) => values), ...completeness };
    const answer = await client.postUntilAnswered(path, body, patienceMs);
    const told = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as ImportAnswer;
    // All rows refused is answered as a problem, with the same fields as any other answer.
    if (answer.status >= 400 && told.refusals === undefined) {
      throw new CommandFailure(EXIT.FAILURE, `${file}: ${problemOf(answer)}`);
    }
    const refusals = told.refusals ?? [];
    // The gateway counts the rows of the request; people count the lines of their file.
    sayRefused(
      file,
      refusals.map(({ line, message }) => ({ line: chunk[line - 1]?.line ?? line, message })),
    );
    report.stored += told.stored ?? 0;
    report.changed += told.changed ?? 0;
    report.unchanged += told.unchanged ?? 0;
    report.removed += told.removed ?? 0;
    report.refused += refusals.length;
    report.notCovered.push(...(told.not_covered ?? []));
  }
  return report;
}
