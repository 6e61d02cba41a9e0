import { availableParallelism } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { type Draw, EVIDENCE_RULES, evidenceReport, type ExpertLabel, type SeriesEvidence } from '@tape/backtesting';
import { seededRandom } from '@tape/market';
import { Command, Option } from 'commander';
import { Piscina } from 'piscina';
import type { EvidenceJob, EvidenceOutcome } from '../evidence/evidence-job.js';
import { evidencePage } from '../evidence/evidence-page.js';
import { evidenceTable } from '../evidence/evidence-table.js';
import { readLabels } from '../evidence/label-file.js';
import type { MeasuredEvidence } from '../evidence/measured-evidence.js';
import { seriesFiles, type LeftOut, type NamedSeries } from '../evidence/series-files.js';
import { CommandFailure, EXIT } from '../exit-code.js';
import { startProgress } from '../progress.js';
import { toSnakeCase } from '../snake-case.js';
import { printLine, say } from '../terminal.js';
import { formatOption, profileOption, wholeNumber, type Profile } from './options.js';

interface EvidenceOptions {
  readonly data: string;
  readonly labels?: string;
  readonly out?: string;
  readonly seed: number;
  readonly threads: number;
  readonly profile: Profile;
  readonly format: 'json' | 'table' | 'html';
}

export function evidenceCommand(): Command {
  return new Command('evidence')
    .description(
      'measures what the patterns did on your bars, losing ones too, against random entries; needs no server',
    )
    .addOption(
      new Option('--data <directory>', 'files SYMBOL_TIMEFRAME.csv, in folders of any depth').makeOptionMandatory(),
    )
    .addOption(new Option('--labels <file>', 'events that experts named, as CSV'))
    .addOption(formatOption('table', 'json', 'html'))
    .addOption(new Option('--out <file>', 'where to write; default: stdout'))
    .addOption(new Option('--seed <number>', 'of random entries and intervals').default(1).argParser(wholeNumber))
    .addOption(
      new Option('--threads <count>', 'files read at once').default(availableParallelism()).argParser(wholeNumber),
    )
    .addOption(profileOption())
    .addHelpText(
      'after',
      `
Each candidate is entered at the next open and held to its stop, its target or ${EVIDENCE_RULES.maxHoldBars} bars, costs paid; beside it
${EVIDENCE_RULES.randomEntries} random entries on the same bars with the same distances and rules. Under 30 trades: insufficient sample.
Labels have the columns symbol,timeframe,event,date,grade,tolerance_bars,note; grade X is a claim that should not be found.

Examples:
  $ tape evidence --data bars
  $ tape evidence --data bars --labels labels.csv --format html --out evidence.html
  $ tape evidence --data bars --format json | jq '.groups[0].patterns[] | {pattern, n, mean_r, against_random}'`,
    )
    .action(evidence);
}

async function evidence(options: EvidenceOptions): Promise<void> {
  const { seed, profile } = options;
  const labels = options.labels === undefined ? [] : await readLabels(options.labels);
  const files = await seriesFiles(options.data);
  const { found, failed } = await readAll(files.series, labels, options);
  if (found.length === 0) throw new CommandFailure(EXIT.BAD_DATA, `${options.data}: there is no series in it`);
  const leftOut = [...files.leftOut, ...failed];
  for (const { file, reason } of leftOut) say(`${file}: left out: ${reason}`);
  const report: MeasuredEvidence = {
    ...evidenceReport(found, EVIDENCE_RULES, (name) => drawOf(seed, name)),
    profile,
    seed,
    leftOut,
    labelsWithoutSeries: labels.length - found.reduce((sum, one) => sum + one.labels.length, 0),
  };
  const text = written(report, options.format);
  if (options.out === undefined) await printLine(text);
  else await writeOut(options.out, text);
}

function drawOf(seed: number, name: string): Draw {
  const random = seededRandom(seed, 'bootstrap', name);
  return () => random.next();
}

function written(report: MeasuredEvidence, format: EvidenceOptions['format']): string {
  if (format === 'json') return JSON.stringify(toSnakeCase(report), null, 2);
  return format === 'html' ? evidencePage(report) : evidenceTable(report);
}

async function writeOut(path: string, text: string): Promise<void> {
  await writeFile(path, `${text}\n`).catch((error: unknown) => {
    throw new CommandFailure(EXIT.FAILURE, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  });
  say(`written to ${path}`);
}

/** Reads the files in worker threads; answers in the order of the files, however long each took. */
async function readAll(
  series: readonly NamedSeries[],
  labels: readonly ExpertLabel[],
  { seed, profile, threads }: EvidenceOptions,
): Promise<{ readonly found: readonly SeriesEvidence[]; readonly failed: readonly LeftOut[] }> {
  const pool = new Piscina<EvidenceJob, EvidenceOutcome>({
    filename: new URL('../evidence/evidence.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(1, Math.min(threads, series.length)),
  });
  const progress = startProgress('evidence', series.length, 'files');
  let done = 0;
  try {
    const outcomes = await Promise.all(
      series.map(async ({ path, symbol, timeframe }) => {
        const own = labels.filter((label) => label.symbol === symbol && label.timeframe === timeframe);
        const outcome = await pool.run({ path, seed, profile, labels: own });
        done += 1;
        progress.advance(done, symbol);
        return outcome;
      }),
    );
    return {
      found: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.evidence] : [])),
      failed: outcomes.flatMap((outcome, at) =>
        outcome.ok ? [] : [{ file: series[at]!.file, reason: outcome.reason }],
      ),
    };
  } finally {
    progress.stop();
    await pool.destroy();
  }
}
