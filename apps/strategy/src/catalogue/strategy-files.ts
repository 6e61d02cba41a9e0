import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDefinition, type StrategyDefinition } from '@tape/strategies';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';

export interface DeclaredStrategy {
  readonly file: string;
  readonly definition: StrategyDefinition;
}

/** Aliases are bounded, so that a small file cannot unfold into a huge one. */
const MOST_ALIASES = 20;

/**
 * Every strategy of a directory, in the order of their file names.
 * @throws Error that names each wrong file with line, field, rule and what to do: a service that runs half of what was declared
 * would look as if all of it ran.
 */
export async function readStrategyFiles(directory: string): Promise<readonly DeclaredStrategy[]> {
  const files = (await readdir(directory)).filter((name) => /\.ya?ml$/.test(name)).toSorted();
  const declared: DeclaredStrategy[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const reading = readStrategyText(await readFile(join(directory, file), 'utf8'));
    if (reading.ok) declared.push({ file, definition: reading.definition });
    else problems.push(...reading.problems.map((problem) => `${join(directory, file)}:${problem}`));
  }
  if (problems.length > 0) throw new Error(`strategies that cannot be read:\n  ${problems.join('\n  ')}`);
  return declared;
}

export type TextReading =
  | { readonly ok: true; readonly definition: StrategyDefinition }
  /** `line: message (rule)`, in the order of the file. */
  | { readonly ok: false; readonly problems: readonly string[] };

export function readStrategyText(text: string): TextReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      ({ pos, message }) => `${lines.linePos(pos[0]).line}: ${firstLine(message)} (yaml)`,
    );
    return { ok: false, problems };
  }
  const reading = readDefinition(document.toJS({ maxAliasCount: MOST_ALIASES }));
  if (reading.ok) return reading;
  const problems = reading.errors.map(
    ({ path, rule, message }) => [lineOf(document, lines, path), `${message} (${rule})`] as const,
  );
  return {
    ok: false,
    problems: problems.toSorted(([a], [b]) => a - b).map(([line, words]) => `${line}: ${words}`),
  };
}

/** Line of a field, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: string): number {
  const keys = path
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range !== undefined && node.range !== null) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
