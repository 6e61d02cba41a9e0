import type { Phase, Side } from '../../analysis.js';
import type { PhaseReason } from '../../phase/phase-reason.js';
import { real, type PlainChart } from './plain-chart.contract.js';
import {
  plainBackup,
  plainBreakout,
  plainSecondaryTest,
  plainSpring,
  plainTest,
  plainUpthrust,
  type PlainFound,
  type PlainReading,
} from './plain-detectors.contract.js';
import { KEPT, leadsTo, plainConfidence, plainDrift } from './plain-phases.contract.js';
import { edgesFor, type PlainCampaign, type PlainMark } from './plain-range.contract.js';

/** One bar of a range: the events its phase may hear, in their order, then what the close alone did. */
export function plainCampaignStep(
  range: PlainCampaign,
  chart: PlainChart,
  move: (phase: Phase | null, reason: PhaseReason) => void,
): void {
  if (range.phase === null) return;
  const began = range.phase;
  for (const [side, detect] of detectorsOf(began, range.side)) {
    const found = detect(range, chart);
    if (found === null || !apply(range, side, found, chart)) continue;
    if (range.phase !== began) break;
  }
  const drift = plainDrift(range, chart.sides[range.side], chart.now, chart.rules);
  if (drift === null) return;
  range.state = drift.state;
  const own = range.marks[range.side];
  if (drift.reason === 'spring-failed' || drift.reason === 'utad-failed') {
    range.failed.push(real(range.side, own.spring!.price));
    delete own.spring;
    delete own.test;
  }
  move(drift.phase, drift.reason);
}

type Detect = (range: PlainCampaign, chart: PlainChart) => PlainFound | null;

const st =
  (side: Side): Detect =>
  (range, chart) => {
    const swing = chart.freshLow(side);
    return swing === null
      ? null
      : plainSecondaryTest(chart.sides[side], readingOf(side, range, chart), swing.index, chart.rules);
  };
const spring: Detect = (range, chart) =>
  plainSpring(chart.sides.ACCUMULATION, readingOf('ACCUMULATION', range, chart), chart.now, chart.rules);
const test: Detect = (range, chart) =>
  plainTest(chart.sides.ACCUMULATION, readingOf('ACCUMULATION', range, chart), chart.now, chart.rules);
const upthrust: Detect = (range, chart) =>
  plainUpthrust(chart.sides.DISTRIBUTION, readingOf('DISTRIBUTION', range, chart), chart.now, chart.rules);
const breakout =
  (side: Side): Detect =>
  (range, chart) =>
    plainBreakout(
      side === 'ACCUMULATION' ? 'SOS' : 'SOW',
      chart.sides[side],
      readingOf(side, range, chart),
      chart.now,
      chart.rules,
    );
const backup =
  (side: Side): Detect =>
  (range, chart) =>
    plainBackup(
      side === 'ACCUMULATION' ? 'LPS' : 'LPSY',
      chart.sides[side],
      readingOf(side, range, chart),
      chart.now,
      chart.rules,
    );

/** In phase B either side may decide the range; later only its own has a say. Accumulation is asked first. */
function detectorsOf(phase: Phase, own: Side): readonly (readonly [Side, Detect])[] {
  const [up, down] = ['ACCUMULATION', 'DISTRIBUTION'] as const;
  switch (phase) {
    case 'A':
      return [[own, st(own)]];
    case 'B':
      return [
        [up, st(up)],
        [down, st(down)],
        [up, spring],
        [up, breakout(up)],
        [down, upthrust],
        [down, breakout(down)],
      ];
    case 'C':
      return own === up
        ? [
            [up, spring],
            [up, test],
            [up, breakout(up)],
          ]
        : [
            [down, upthrust],
            [down, breakout(down)],
          ];
    default:
      return [[own, backup(own)]];
  }
}

function apply(range: PlainCampaign, side: Side, found: PlainFound, chart: PlainChart): boolean {
  const previousPhase = range.phase!;
  const phase = leadsTo(side, previousPhase, found.event);
  if (phase === null) return false;
  const mark = chart.markOf(found);
  const kept = KEPT[found.event];
  if (kept !== undefined) range.marks[side][kept] = mark;
  if (kept === 'spring') delete range.marks[side].test;
  const turned = side !== range.side && phase !== 'B';
  if (turned) range.side = side;
  if (previousPhase === 'A' && phase === 'B') {
    range.state = 'ACTIVE';
    range.phaseB = mark.index;
  }
  if (phase === 'D') range.state = side === 'ACCUMULATION' ? 'BROKEN_UP' : 'BROKEN_DOWN';
  range.phase = phase;
  range.confidence = plainConfidence(range, side, phase, chart.now);
  const change = { rangeId: range.id, side, phase, previousPhase, confidence: range.confidence };
  chart.sayPhase(change, mark, turned ? 'side-turned' : 'event-found');
  chart.say(side, range.id, mark, found.parts);
  chart.changed.add(range);
  draft(range, side, mark, found, chart);
  return true;
}

/** Events that are traded, a spring by its test: docs/wyckoff/README.md. */
function draft(range: PlainCampaign, side: Side, mark: PlainMark, { parts }: PlainFound, chart: PlainChart): void {
  const rounded = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Math.round(part)]));
  switch (mark.event) {
    case 'SOS':
    case 'LPS':
    case 'UTAD':
    case 'SOW':
    case 'LPSY':
      chart.drafts.push({ pattern: mark.event, range, mark, parts: rounded, test: null });
      break;
    case 'TEST': {
      const spring = range.marks[side].spring!;
      // Two thirds for the spring, one for the test that decides it.
      const both = { spring: Math.round(spring.score * 0.65), test: Math.round(mark.score * 0.35) };
      chart.drafts.push({ pattern: 'SPRING', range, mark: spring, parts: both, test: mark });
      break;
    }
    default:
  }
}

function readingOf(side: Side, range: PlainCampaign, { bars, now }: PlainChart): PlainReading {
  const volumes = bars.slice(range.start, now + 1).map(({ volume }) => volume);
  return {
    ...edgesFor(side, range),
    start: range.start,
    phaseB: range.phaseB,
    pause: range.cameFrom === (side === 'ACCUMULATION' ? 'below' : 'above'),
    own: side === range.side,
    meanVolume: volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length,
    marks: range.marks[side],
  };
}
