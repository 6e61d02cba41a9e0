import { analysisBench } from './analysis.bench.js';
import { backtestBench } from './backtest.bench.js';
import { executionBench } from './execution.bench.js';
import { exitsBench } from './exits.bench.js';
import { gatewayBench } from './gateway.bench.js';
import { longHistoryBench } from './long-history.bench.js';
import { pipelineBench } from './pipeline.bench.js';
import { strategiesBench } from './strategies.bench.js';
import { validationBench } from './validation.bench.js';
import { webhookBench } from './webhook.bench.js';

type Bench = () => AsyncGenerator<Record<string, number | string>>;

const BENCHES: Readonly<Record<string, Bench>> = {
  analysis: analysisBench,
  backtest: backtestBench,
  execution: executionBench,
  exits: exitsBench,
  gateway: gatewayBench,
  'long-history': longHistoryBench,
  pipeline: pipelineBench,
  strategies: strategiesBench,
  validation: validationBench,
  webhook: webhookBench,
};

const USAGE = `Prints figures, one JSON object a line.

  npm run bench -- NAME [NAME …]

Names: ${Object.keys(BENCHES).join(', ')}, all
`;

/** @returns the exit code: 0 measured, 2 called wrongly. */
export async function main(names: readonly string[]): Promise<number> {
  const wanted = names.includes('all') ? Object.keys(BENCHES) : names;
  const unknown = wanted.find((name) => BENCHES[name] === undefined);
  if (wanted.length === 0 || unknown !== undefined) {
    if (unknown !== undefined) process.stderr.write(`there is no bench '${unknown}'\n\n`);
    process.stderr.write(USAGE);
    return 2;
  }
  for (const name of wanted) {
    for await (const figures of BENCHES[name]!()) process.stdout.write(`${JSON.stringify(figures)}\n`);
  }
  return 0;
}
