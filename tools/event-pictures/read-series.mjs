import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseIsoTime, seriesOfFileName } from '@tape/market';
import { createAnalyzer } from '@tape/wyckoff';

/** Where daily bars of things that are traded on an exchange or around the clock lie. */
const FOLDERS = ['stocks', 'etf', 'crypto'];
const OVER = new Set(['BROKEN_UP', 'BROKEN_DOWN', 'COMPLETED', 'FAILED']);

/** Paths of the daily series under `directory`, by name. A second reading of a symbol (`AAPL_1d_unadjusted`) is left out. */
export function dailyFiles(directory) {
  return FOLDERS.map((folder) => join(directory, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
    .filter((path) => basename(path) === `${seriesOfFileName(path).symbol}_1d.csv`)
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** @throws RangeError when a row is no bar */
export function readBars(path) {
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [time = '', ...values] = row.split(',');
    const openTimeMs = parseIsoTime(time);
    const [open, high, low, close, volume] = values.map(Number);
    if (openTimeMs === null || ![open, high, low, close, volume].every(Number.isFinite)) {
      throw new RangeError(`${path}: '${row}' is no bar`);
    }
    return { openTimeMs, open, high, low, close, volume };
  });
}

/**
 * The stories that the analysis tells of one series: one for each range, with its events and phases by place among the
 * bars. `at` is the bar that an event rests on, `known` the one after which it was known.
 */
export function readStories(symbol, timeframe, bars) {
  const place = new Map(bars.map(({ openTimeMs }, index) => [openTimeMs, index]));
  const stories = new Map();
  const storyOf = (id) => {
    const known = stories.get(id);
    if (known !== undefined) return known;
    const story = { id, symbol, timeframe, bars, start: null, end: null, views: [], events: [], phases: [] };
    stories.set(id, story);
    return story;
  };
  const preliminary = [];
  const analyzer = createAnalyzer({ symbol, timeframe });
  for (const [index, bar] of bars.entries()) {
    const step = analyzer.push(bar);
    for (const range of step.ranges) {
      const story = storyOf(range.id);
      story.start = place.get(range.startTimeMs);
      story.views.push({ known: index, ...range });
      if (OVER.has(range.state)) story.end ??= index;
    }
    for (const found of step.events) {
      const event = { ...found, at: place.get(found.eventTimeMs), known: index };
      if (found.rangeId === null) preliminary.push(event);
      else storyOf(found.rangeId).events.push(event);
    }
    for (const { rangeId, side, phase } of step.phases) {
      if (rangeId !== null) storyOf(rangeId).phases.push({ known: index, side, phase });
    }
  }
  const told = [...stories.values()].filter(({ views }) => views.length > 0);
  for (const story of told) story.events.unshift(...announcing(story, preliminary));
  return told;
}

/** Bars within which a climax takes the preliminary event before it as its own. */
const ANNOUNCED_BARS = 40;

function announcing({ events }, preliminary) {
  const climax = events.find(({ event }) => event === 'SC' || event === 'BC');
  if (climax === undefined) return [];
  return preliminary
    .filter(({ side, at }) => side === climax.side && at < climax.at && climax.at - at <= ANNOUNCED_BARS)
    .slice(-1);
}
