/** Bars shown before the range begins, so that what it ends can be seen, and after the last event. */
const BARS_BEFORE = 30;
const BARS_AFTER = 20;
const MEAN_BARS = 20;

/**
 * What is drawn of an example, as numbers: bars, levels as they were when the event became known, marks, phases.
 * With no event in focus it is the range as it stood in the end.
 */
export function sceneOf({ story, focus }) {
  const { bars, events, phases, views, symbol, timeframe } = story;
  const { from, through } = windowOf(story);
  const seen = focus === null ? views.at(-1) : (views.findLast(({ known }) => known <= focus.known) ?? views[0]);
  const place = (index) => index - from;
  return {
    symbol,
    timeframe,
    bars: bars.slice(from, through + 1),
    meanVolumes: bars.slice(from, through + 1).map((_, index) => meanVolume(bars, from + index)),
    levels: {
      creek: seen.creek,
      ice: seen.ice,
      jump: focus === null ? (views.findLast(({ jump }) => jump !== null)?.jump ?? null) : null,
      from: place(story.start),
      through: place(Math.min(story.end ?? through, through)),
    },
    marks: marksOf(events, focus).map(({ at, event, side, price }) => ({
      at: place(at),
      label: event,
      side,
      price,
      inFocus: at === focus?.at && event === focus.event,
    })),
    bands: bandsOf(phases, through).map(({ phase, side, start, end }) => ({
      phase,
      side,
      from: place(start),
      through: place(end),
    })),
    focus: focus === null ? null : { ...focus, at: place(focus.at), known: place(focus.known) },
  };
}

/** The bars that a picture of the story shows, by place. */
export function windowOf({ start, events, bars }) {
  const first = Math.min(start, ...events.map(({ at }) => at));
  const last = Math.max(...events.map(({ known }) => known));
  return { from: Math.max(0, first - BARS_BEFORE), through: Math.min(bars.length - 1, last + BARS_AFTER) };
}

/** One mark for each event of a bar; what happened after the picture's event is shown as well, it is history. */
function marksOf(events, focus) {
  const marks = new Map(events.map((event) => [`${event.at}:${event.event}`, event]));
  if (focus !== null) marks.set(`${focus.at}:${focus.event}`, focus);
  return [...marks.values()].toSorted((a, b) => a.at - b.at);
}

function bandsOf(phases, through) {
  const bands = [];
  for (const { known, phase, side } of phases) {
    const last = bands.at(-1);
    if (last !== undefined && last.phase === phase && last.side === side) continue;
    if (last !== undefined) last.end = Math.min(known, through);
    bands.push({ phase, side, start: known, end: through });
  }
  return bands.filter(({ phase, start }) => phase !== null && start < through);
}

function meanVolume(bars, index) {
  if (index < MEAN_BARS) return null;
  return bars.slice(index - MEAN_BARS, index).reduce((sum, { volume }) => sum + volume, 0) / MEAN_BARS;
}
