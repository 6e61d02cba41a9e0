import type { DetectorPlugin, PluginView } from '@tape/wyckoff';

/** Bars that must each be narrower than the one before. */
const BARS = 3;
/** Quiet: volume of the last bar against its average. */
const MAX_RELATIVE_VOLUME = 0.8;
/** Bars before the same range may hinge again. */
const REST_BARS = 10;

type NoHinge = 'no-range' | 'not-narrowing' | 'not-quiet' | 'outside-the-range' | 'hinged-lately';
type HingeState = { readonly barsSince: number | null };

/**
 * The hinge: spread and volume dry up at one price inside a range, and the next wide bar tends to say which way it goes.
 * It names no side and makes no trade; it is something to see on the tape.
 */
const hinge: DetectorPlugin<NoHinge, HingeState> = {
  name: 'HINGE',
  version: 1,
  reasons: ['no-range', 'not-narrowing', 'not-quiet', 'outside-the-range', 'hinged-lately'],
  initialState: { barsSince: null },

  step(view, { barsSince }) {
    const state = { barsSince: barsSince === null || barsSince >= REST_BARS ? null : barsSince + 1 };
    const range = view.ranges.at(-1);
    if (range === undefined) return { found: false, reason: 'no-range', state };
    if (!narrows(view)) return { found: false, reason: 'not-narrowing', state };
    const { close } = view.bar(0);
    if (close <= range.ice || close >= range.creek) return { found: false, reason: 'outside-the-range', state };
    const { relativeVolume } = view.measures(0);
    if (relativeVolume === null || relativeVolume > MAX_RELATIVE_VOLUME)
      return { found: false, reason: 'not-quiet', state };
    if (state.barsSince !== null) return { found: false, reason: 'hinged-lately', state };
    return {
      found: true,
      side: null,
      rangeId: range.id,
      barsAgo: 0,
      price: close,
      scoreParts: {
        quiet: Math.round(50 * (1 - relativeVolume / MAX_RELATIVE_VOLUME)),
        narrow: Math.round(50 * (1 - spread(view, 0) / spread(view, BARS - 1))),
      },
      state: { barsSince: 0 },
    };
  },
};

export default hinge;

function narrows(view: PluginView): boolean {
  for (let ago = 0; ago < BARS - 1; ago += 1) if (spread(view, ago) >= spread(view, ago + 1)) return false;
  return true;
}

function spread(view: PluginView, ago: number): number {
  const { high, low } = view.bar(ago);
  return high - low;
}
