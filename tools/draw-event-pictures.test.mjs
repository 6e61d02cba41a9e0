import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { simulateMarket, toBar } from '@tape/market';
import { chartSvg } from './event-pictures/chart.mjs';
import { chooseExamples, PICTURED_EVENTS } from './event-pictures/choose-examples.mjs';
import { LabelPlaces } from './event-pictures/label-places.mjs';
import { readStories } from './event-pictures/read-series.mjs';
import { sceneOf } from './event-pictures/scene.mjs';

const PAGES = join(import.meta.dirname, '../docs/wyckoff');
const PICTURES = join(PAGES, 'pictures');
const SHARP_BYTES = 60_000;

const bars = simulateMarket(7, 'ALPHA-SIM')
  .take(4_000)
  .map((bar) => toBar(bar))
  .toArray();
const stories = readStories('ALPHA-SIM', '15m', bars).filter(
  ({ events, start }) => events.length > 2 && start !== null,
);

/** A story of its own for each event, around bars that do not matter. */
function tale(number, event, side, score) {
  const climax = side === 'ACCUMULATION' ? 'SC' : 'BC';
  const breakout = side === 'ACCUMULATION' ? 'SOS' : 'SOW';
  const events = [climax, 'AR', event, breakout].map((name, index) => {
    const at = 100 + index * 12;
    return { event: name, side, at, known: at, score, relativeVolume: 1 };
  });
  const view = { known: 100, creek: 110, ice: 100, jump: null, quality: 60 };
  const flat = Array.from({ length: 200 }, () => ({ open: 105, high: 112, low: 98, close: 105, volume: 1 }));
  return { id: `R${number}`, start: 100, end: 140, views: [view], events, phases: [], bars: flat };
}
const tales = PICTURED_EVENTS.flatMap(({ event, side }, index) => [
  tale(index, event, side, 60),
  tale(index + 50, event, side, 80),
]);

describe('the choice of examples', () => {
  it('shows every event once, each in another range, and is the same for any order of series', () => {
    const chosen = chooseExamples(tales);
    expect(chosen.map(({ focus }) => focus.event).toSorted()).toEqual(
      PICTURED_EVENTS.map(({ event }) => event).toSorted(),
    );
    expect(new Set(chosen.map(({ story }) => story.id)).size).toBe(PICTURED_EVENTS.length);
    const again = chooseExamples(tales.toReversed());
    expect(again.map(({ story, focus }) => `${story.id} ${focus.event}`).toSorted()).toEqual(
      chosen.map(({ story, focus }) => `${story.id} ${focus.event}`).toSorted(),
    );
  });

  it('takes the higher score, and says what no range shows', () => {
    const utads = chooseExamples(tales).filter(({ focus }) => focus.event === 'UTAD');
    expect(utads.map(({ focus }) => focus.score)).toEqual([80]);
    const without = tales.filter(({ events }) => events.every(({ event }) => event !== 'UTAD'));
    expect(() => chooseExamples(without)).toThrow('UTAD');
  });
});

describe('a picture', () => {
  it('draws any story: no number that is none, its event, symbol and day named, nothing beyond its window', () => {
    expect(stories.length).toBeGreaterThan(3);
    for (const story of stories) {
      for (const focus of [null, ...story.events]) {
        const scene = sceneOf({ story, focus });
        const svg = chartSvg(scene, focus?.event ?? 'Range');
        expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(svg).toContain('ALPHA-SIM · 15m');
        for (const band of scene.bands) expect(band.through).toBeLessThan(scene.bars.length);
        if (focus !== null) expect(scene.marks.filter(({ inFocus }) => inFocus)).toHaveLength(1);
      }
    }
  });

  it('shows the levels as they were when the event was known', () => {
    const moved = stories.flatMap((story) =>
      story.events
        .map((focus) => ({ story, focus, seen: story.views.findLast(({ known }) => known <= focus.known) }))
        .filter(({ seen }) => seen !== undefined && seen.ice !== story.views.at(-1).ice),
    );
    expect(moved.length).toBeGreaterThan(3);
    for (const { story, focus, seen } of moved) {
      const { levels } = sceneOf({ story, focus });
      expect([levels.ice, levels.creek]).toEqual([seen.ice, seen.creek]);
    }
  });

  it('puts no label on another', () => {
    const places = new LabelPlaces();
    const label = { x: 10, tip: 100, above: false, width: 40, height: 12 };
    const middles = [label, label, { ...label, x: 30 }].map((each) => places.take(each));
    expect(middles[0]).toBe(111);
    for (const [index, middle] of middles.entries()) {
      for (const other of middles.slice(index + 1)) expect(Math.abs(other - middle)).toBeGreaterThanOrEqual(12);
    }
  });
});

describe('the pages', () => {
  const shown = readdirSync(PAGES)
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => [...readFileSync(join(PAGES, file), 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)])
    .map(([, alt, path]) => ({ alt, path }));

  it('show every event, with words for who does not see it', () => {
    const wanted = [...PICTURED_EVENTS.map(({ event }) => event.toLowerCase()), 'accumulation', 'distribution'];
    expect(shown.map(({ path }) => path)).toEqual(expect.arrayContaining(wanted.map((name) => `pictures/${name}.png`)));
    for (const { alt } of shown) expect(alt.length).toBeGreaterThan(40);
  });

  it('show pictures that are there and small, and no picture is left over', () => {
    for (const { path } of shown) {
      expect(existsSync(join(PAGES, path))).toBe(true);
      expect(statSync(join(PAGES, path)).size).toBeLessThan(SHARP_BYTES);
    }
    const used = new Set(shown.map(({ path }) => path.replace('pictures/', '')));
    expect(readdirSync(PICTURES).filter((file) => !used.has(file))).toEqual([]);
  });
});
