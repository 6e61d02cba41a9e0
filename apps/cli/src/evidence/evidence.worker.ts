import { EVIDENCE_RULES, seriesEvidence } from '@tape/backtesting';
import { seededRandom, toBar, type Bar } from '@tape/market';
import { createAnalyzer, CLASSIC_CONFIG, STRICT_CONFIG } from '@tape/wyckoff';
import { seriesOfFile } from '../bar-file.js';
import { CommandFailure } from '../exit-code.js';
import { goodRows } from '../good-rows.js';
import type { EvidenceJob, EvidenceOutcome } from './evidence-job.js';

/** Runs in a worker thread. A file without a bar is named and hides nothing of the others. */
export default async function evidenceOf({ path, seed, profile, labels }: EvidenceJob): Promise<EvidenceOutcome> {
  try {
    const file = seriesOfFile(path);
    const { timeframe } = file;
    const { symbol, assetClass } = file.instrument;
    const bars: Bar[] = [];
    for await (const bar of goodRows(file, false)) bars.push(toBar(bar));
    const analyzer = createAnalyzer(
      { symbol, timeframe, assetClass },
      profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG,
    );
    const random = seededRandom(seed, 'random entries', symbol, timeframe);
    const series = { symbol, timeframe, assetClass, bars };
    return { ok: true, evidence: seriesEvidence(series, analyzer, EVIDENCE_RULES, labels, () => random.next()) };
  } catch (error) {
    if (error instanceof CommandFailure) return { ok: false, reason: error.message };
    throw error;
  }
}
