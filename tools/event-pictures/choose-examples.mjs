import { windowOf } from './scene.mjs';

/** One picture an event, in the order of the pages. */
export const PICTURED_EVENTS = [
  ['PS', 'SC', 'AR', 'ST', 'SPRING', 'TEST', 'SOS', 'LPS'].map((event) => ({ event, side: 'ACCUMULATION' })),
  ['PSY', 'BC', 'UT', 'UTAD', 'SOW', 'LPSY'].map((event) => ({ event, side: 'DISTRIBUTION' })),
].flat();

/** Longer ones do not fit a picture, shorter ones are hardly a range. Unit: bars, start to the last event. */
const SHORTEST = 30;
const LONGEST = 110;
/** A range that is lower than this share of all that is shown cannot be read. */
const LEAST_HEIGHT_SHARE = 0.25;
/** What another kind of event around it is worth, against the event's own score. Unit: points. */
const COMPANY_POINTS = 8;
/** What the same kind once more costs: a chart full of marks shows nothing. Unit: points. */
const REPEAT_POINTS = 5;
/** What another mark close by costs: the two would cover each other. Unit: points; bars. */
const CROWD_POINTS = 10;
const CLOSE_BY_BARS = 5;
const BREAKOUT = { ACCUMULATION: 'SOS', DISTRIBUTION: 'SOW' };
const CLIMAX = { ACCUMULATION: 'SC', DISTRIBUTION: 'BC' };
const PHASE_C = { ACCUMULATION: 'SPRING', DISTRIBUTION: 'UTAD' };

/**
 * The clearest example of each event: in a whole story (climax, automatic move, and a breakout on the
 * same side), the highest score, with points for other kinds of events in the same range. No range is shown twice,
 * nor one of `shown`. The same stories give the same examples.
 * @throws RangeError when an event has none
 */
export function chooseExamples(stories, shown = []) {
  const whole = stories.filter(isWhole);
  const used = new Set(shown.map(({ story }) => story.id));
  // What is rare chooses first.
  const offers = PICTURED_EVENTS.map(({ event, side }) => {
    return { event, examples: whole.flatMap((story) => examplesOf(story, event, side)).toSorted(inOrder) };
  }).toSorted((a, b) => a.examples.length - b.examples.length);
  return offers.map(({ event, examples }) => {
    const best = examples.find(({ story }) => !used.has(story.id));
    if (best === undefined) throw new RangeError(`these series have no whole range with a ${event} to show`);
    used.add(best.story.id);
    return best;
  });
}

/** The whole stories with the most kinds of events, one a side: for what is said of ranges and phases. */
export function chooseCampaigns(stories) {
  return Object.keys(BREAKOUT).map((side) => {
    const [best] = stories
      .filter((story) => isWhole(story) && sideOf(story) === side && hasAllPhases(story, side))
      .map((story) => ({ story, focus: null, points: company(story, side) + (story.views.at(-1)?.quality ?? 0) }))
      .toSorted(inOrder);
    if (best === undefined) throw new RangeError(`no ${side} that went through all its phases in these series`);
    return best;
  });
}

function examplesOf(story, event, side) {
  if (sideOf(story) !== side) return [];
  return story.events
    .filter((each) => each.event === event && each.side === side)
    .map((focus) => ({ story, focus, points: focus.score + company(story, side) - crowd(story, focus) }));
}

/** Points for the kinds of events of this side in the story, less what is said again or of the other side. */
function company({ events }, side) {
  const kinds = new Set(events.filter((each) => each.side === side).map(({ event }) => event));
  return kinds.size * COMPANY_POINTS - (events.length - kinds.size) * REPEAT_POINTS;
}

function crowd({ events }, focus) {
  return (events.filter(({ at }) => Math.abs(at - focus.at) <= CLOSE_BY_BARS).length - 1) * CROWD_POINTS;
}

function hasAllPhases({ events, phases, views }, side) {
  const isThere = events.some(({ event }) => event === PHASE_C[side]) && phases.some(({ phase }) => phase === 'E');
  return isThere && views.some(({ jump }) => jump !== null);
}

function inOrder(a, b) {
  if (a.points !== b.points) return b.points - a.points;
  return a.story.id < b.story.id ? -1 : 1;
}

/** The side that the range decided for; null while it has not. */
export function sideOf({ events }) {
  const last = events.findLast(({ event }) => Object.values(BREAKOUT).includes(event));
  return last?.side ?? null;
}

function isWhole(story) {
  const side = sideOf(story);
  if (side === null || story.start === null) return false;
  const kinds = new Set(story.events.filter((each) => each.side === side).map(({ event }) => event));
  const hasAll = [CLIMAX[side], 'AR', BREAKOUT[side]].every((event) => kinds.has(event));
  const length = Math.max(...story.events.map(({ known }) => known)) - story.start;
  return hasAll && length >= SHORTEST && length <= LONGEST && heightShare(story) >= LEAST_HEIGHT_SHARE;
}

function heightShare(story) {
  const { from, through } = windowOf(story);
  const shown = story.bars.slice(from, through + 1);
  const { creek, ice } = story.views.at(-1);
  return (creek - ice) / (Math.max(...shown.map(({ high }) => high)) - Math.min(...shown.map(({ low }) => low)));
}
