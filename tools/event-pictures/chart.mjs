import { isoTime } from '@tape/market';
import { LabelPlaces } from './label-places.mjs';

export const WIDTH = 900;
export const HEIGHT = 420;

const STRIP = { top: 46, bottom: 62 };
const PRICE = { top: 66, bottom: 318 };
const VOLUME = { top: 326, bottom: 394 };
const LEFT = 10;
const RIGHT = WIDTH - 66;

/** The light palette of the page. */
const COLOR = {
  panel: '#ffffff',
  text: '#16202c',
  muted: '#5a6878',
  grid: '#eceff3',
  up: '#0b7d62',
  down: '#c0392f',
  ice: '#2f74c8',
  creek: '#b0700d',
  jump: '#0b7d62',
  accent: '#6a1fbf',
  phase: { A: '#7d8b9b', B: '#4c86c9', C: '#c98a1d', D: '#1a9a78', E: '#8457c9' },
};

const LEVELS = [
  { name: 'creek', color: COLOR.creek, dash: '' },
  { name: 'ice', color: COLOR.ice, dash: '' },
  { name: 'jump', color: COLOR.jump, dash: '6 4' },
];
/** Height of a level's name at the axis. */
const TAG_PX = 15;
/** Volume beyond is cut, and shows it, unless it is what the picture is about. Unit: means of all that is shown. */
const MOST_MEANS = 4;

/** Events that are made by a high of price; the others by a low. */
const AT_HIGH = {
  ACCUMULATION: new Set(['AR', 'SOS', 'UT', 'PSY', 'BC']),
  DISTRIBUTION: new Set(['PSY', 'BC', 'ST', 'UT', 'UTAD', 'TEST', 'LPSY']),
};
const SIDE_WORD = { ACCUMULATION: 'accumulation', DISTRIBUTION: 'distribution' };

/** A chart as SVG text: candles, volume with the mean it is held against, levels, phases, marks, and a caption. */
export function chartSvg(scene, title) {
  const scale = scalesOf(scene);
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLOR.panel}"/>`,
    caption(scene, title),
    ...grid(scene, scale),
    ...bands(scene, scale),
    ...knownLine(scene, scale),
    ...levels(scene, scale),
    ...scene.bars.map((bar, index) => candle(bar, index, scene, scale)),
    meanLine(scene, scale),
    ...marks(scene, scale),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans, system-ui, sans-serif">${parts.join('')}</svg>`;
}

function scalesOf({ bars, focus, levels: { creek, ice, jump } }) {
  const lines = [creek, ice, jump].filter((price) => price !== null);
  const high = Math.max(...bars.map((bar) => bar.high), ...lines);
  const low = Math.min(...bars.map((bar) => bar.low), ...lines);
  // Labels stand above the highest bar and below the lowest.
  const room = (high - low) * 0.2;
  const [bottom, top] = [low - room, high + room];
  const step = (RIGHT - LEFT) / bars.length;
  const mean = bars.reduce((sum, { volume }) => sum + volume, 0) / bars.length;
  const loudest = Math.max(...bars.map(({ volume }) => volume));
  const fullVolume = Math.min(loudest, Math.max(MOST_MEANS * mean, focus === null ? 0 : bars[focus.at].volume));
  return {
    step,
    bottom,
    top,
    x: (index) => LEFT + (index + 0.5) * step,
    y: (price) => PRICE.bottom - ((price - bottom) / (top - bottom)) * (PRICE.bottom - PRICE.top),
    fullVolume,
    yVolume: (volume) => VOLUME.bottom - Math.min(volume / fullVolume, 1) * (VOLUME.bottom - VOLUME.top),
  };
}

function caption({ symbol, timeframe, bars, focus, levels }, title) {
  const day = (index) => isoTime(bars[index].openTimeMs).slice(0, 10);
  const of = `${symbol} · ${timeframe}`;
  const first = focus === null ? `${of} · range from ${day(levels.from)}` : `${of} · ${day(focus.at)}`;
  const volume =
    focus?.relativeVolume == null ? '' : ` · volume ${focus.relativeVolume.toFixed(2)} × the mean of 20 bars`;
  const known = focus === null ? '' : ` · known at the close of ${day(focus.known)}`;
  const measured =
    focus === null ? 'creek, ice and jump as they stood in the end' : `score ${focus.score}${volume}${known}`;
  return (
    text(LEFT, 19, `<tspan font-weight="700">${title}</tspan><tspan dx="10">${first}</tspan>`, { size: 14 }) +
    text(LEFT, 36, measured, { size: 11, color: COLOR.muted })
  );
}

function grid({ bars, levels: named }, { x, y, bottom, top }) {
  const tags = LEVELS.flatMap(({ name }) => (named[name] === null ? [] : [y(named[name])]));
  const lines = pricesOf(bottom, top).map((price) => {
    const at = px(y(price));
    const isHidden = tags.some((tag) => Math.abs(tag - at) < TAG_PX);
    const label = isHidden ? '' : text(RIGHT + 6, at + 4, priceText(price, top), { size: 11, color: COLOR.muted });
    return `<path d="M${LEFT} ${at}H${RIGHT}" stroke="${COLOR.grid}"/>${label}`;
  });
  let lastX = -Infinity;
  const months = bars.flatMap((bar, index) => {
    const [month, before] = [bar, bars[index - 1]].map((each) => each && isoTime(each.openTimeMs).slice(0, 7));
    if (
      before === undefined ||
      month === before ||
      x(index) - lastX < 62 ||
      x(index) < LEFT + 24 ||
      x(index) > RIGHT - 24
    )
      return [];
    lastX = x(index);
    const at = px(lastX);
    return [
      `<path d="M${at} ${PRICE.top}V${VOLUME.bottom}" stroke="${COLOR.grid}"/>`,
      text(at, HEIGHT - 8, month, { size: 11, color: COLOR.muted, anchor: 'middle' }),
    ];
  });
  const axis = `<path d="M${LEFT} ${VOLUME.bottom + 0.5}H${RIGHT}" stroke="#c9d1da"/>`;
  return [
    ...lines,
    ...months,
    axis,
    ...['volume,', 'mean of', '20 bars'].map((word, line) =>
      text(RIGHT + 6, VOLUME.bottom - 28 + 13 * line, word, { size: 10, color: COLOR.muted }),
    ),
  ];
}

/** Round prices, at most nine of them. */
function pricesOf(bottom, top) {
  const rough = (top - bottom) / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? power;
  const first = Math.ceil(bottom / step);
  return Array.from({ length: Math.floor(top / step) - first + 1 }, (_, index) => (first + index) * step);
}

function priceText(price, top) {
  return price.toFixed(top < 2 ? 3 : top < 200 ? 2 : 0);
}

function bands({ bands: all }, { x, step }) {
  return all.map(({ phase, side, from, through }) => {
    const left = x(from);
    const width = x(through) - left;
    const color = COLOR.phase[phase];
    const word = width > 130 ? `${phase} · ${SIDE_WORD[side]}` : phase;
    const label =
      width < 12
        ? ''
        : text(left + width / 2, STRIP.bottom - 4, word, { size: 11, anchor: 'middle', weight: 600, halo: false });
    return (
      `<rect x="${px(left)}" y="${STRIP.top}" width="${Math.max(width - 1, step / 2).toFixed(1)}" height="${STRIP.bottom - STRIP.top}" fill="${color}" fill-opacity="0.3"/>` +
      `<rect x="${px(left)}" y="${PRICE.top}" width="${Math.max(width - 1, step / 2).toFixed(1)}" height="${PRICE.bottom - PRICE.top}" fill="${color}" fill-opacity="0.045"/>${label}`
    );
  });
}

/** Where the event could be known, when that was later than its bar. */
function knownLine({ focus }, { x }) {
  if (focus === null || focus.known === focus.at) return [];
  const at = px(x(focus.known));
  return [
    `<path d="M${at} ${PRICE.top}V${VOLUME.bottom}" stroke="${COLOR.accent}" stroke-dasharray="2 3"/>`,
    text(at + 4, PRICE.bottom - 5, 'known', { size: 11, color: COLOR.accent }),
  ];
}

/** Each level for as long as its range lasted, and thinner from there to its name at the axis. */
function levels({ levels: all }, { x, y }) {
  return LEVELS.filter(({ name }) => all[name] !== null).map(({ name, color, dash }) => {
    const at = px(y(all[name]));
    const [left, right] = [px(x(all.from)), px(x(all.through))];
    return (
      `<path d="M${left} ${at}H${right}" stroke="${color}" stroke-width="1.6" stroke-dasharray="${dash}"/>` +
      `<path d="M${right} ${at}H${RIGHT}" stroke="${color}" stroke-dasharray="1 4"/>` +
      `<rect x="${RIGHT}" y="${at - TAG_PX / 2}" width="46" height="${TAG_PX}" fill="${color}"/>` +
      text(RIGHT + 5, at + 4, name, { size: 11, color: COLOR.panel, weight: 700, halo: false })
    );
  });
}

function candle({ open, high, low, close, volume }, index, { focus }, { x, y, yVolume, fullVolume, step }) {
  const at = x(index);
  const color = close >= open ? COLOR.up : COLOR.down;
  const width = Math.max(1.6, step * 0.64);
  const top = y(Math.max(open, close));
  const height = Math.max(1, y(Math.min(open, close)) - top);
  const box = `x="${(at - width / 2).toFixed(1)}" width="${width.toFixed(1)}"`;
  const cut = volume > fullVolume ? `<rect ${box} y="${VOLUME.top + 6}" height="3" fill="${COLOR.panel}"/>` : '';
  const volumeColor = focus?.at === index ? COLOR.accent : '#aab4c0';
  return (
    `<path d="M${at.toFixed(1)} ${y(high).toFixed(1)}V${y(low).toFixed(1)}" stroke="${color}"/>` +
    `<rect ${box} y="${top.toFixed(1)}" height="${height.toFixed(1)}" fill="${color}"/>` +
    `<rect ${box} y="${yVolume(volume).toFixed(1)}" height="${(VOLUME.bottom - yVolume(volume)).toFixed(1)}" fill="${volumeColor}"/>${cut}`
  );
}

function meanLine({ meanVolumes }, { x, yVolume }) {
  const points = meanVolumes.flatMap((mean, index) =>
    mean === null ? [] : [`${x(index).toFixed(1)},${yVolume(mean).toFixed(1)}`],
  );
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${COLOR.muted}" stroke-width="1"/>`;
}

function marks({ marks: all, bars }, { x, y }) {
  const places = new LabelPlaces();
  return labelsOf(all).map(({ at, above, inFocus, first, others }) => {
    const bar = bars[at];
    const size = inFocus ? 15 : 11;
    const tip = y(above ? bar.high : bar.low) + (above ? -5 : 5);
    const color = inFocus ? COLOR.accent : COLOR.text;
    const width = first.length * size * 0.8 + others.join(' ').length * 9;
    const middle = places.take({ x: x(at), tip, above, width, height: size + 2 });
    const dot = `<circle cx="${x(at).toFixed(1)}" cy="${tip.toFixed(1)}" r="${inFocus ? 4 : 2.2}" fill="${color}"/>`;
    const beside = others.map((label) => `<tspan dx="4" font-size="11" fill="${COLOR.text}">${label}</tspan>`).join('');
    const weight = inFocus ? 700 : 600;
    return dot + text(x(at), middle + size * 0.36, first + beside, { size, color, anchor: 'middle', weight });
  });
}

/** What one bar is on one of its ends, as one label. The one that the picture is about comes first: it takes its place first. */
function labelsOf(all) {
  const labels = new Map();
  for (const { at, label, side, inFocus } of all.toSorted(
    (a, b) => Number(b.inFocus) - Number(a.inFocus) || a.at - b.at,
  )) {
    const above = AT_HIGH[side].has(label);
    const known = labels.get(`${at} ${above}`);
    if (known === undefined) labels.set(`${at} ${above}`, { at, above, inFocus, first: label, others: [] });
    else if (known.first !== label) known.others.push(label);
  }
  return [...labels.values()];
}

function text(x, y, content, { size, color = COLOR.text, anchor = 'start', weight = 400, halo = true }) {
  const edge = halo ? ` stroke="${COLOR.panel}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"` : '';
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${color}" text-anchor="${anchor}"${edge}>${content}</text>`;
}

/** On the middle of a pixel, so that a line of one pixel is one pixel. */
function px(value) {
  return Math.round(value) + 0.5;
}
