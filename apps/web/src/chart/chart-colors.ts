import type { EffortResult, Phase } from '../api/wire-market.js';

/** Colours of the chart, read from the page's own so that there is one palette. */
export interface ChartColors {
  readonly panel: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly line: string;
  readonly up: string;
  readonly down: string;
  readonly ice: string;
  readonly creek: string;
  readonly jump: string;
  readonly accent: string;
  readonly effort: Readonly<Record<EffortResult, string>>;
  readonly phase: Readonly<Record<Phase, string>>;
  readonly font: string;
}

export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    panel: color('panel'),
    text: color('text'),
    muted: color('muted'),
    grid: color('grid'),
    line: color('line'),
    up: color('up'),
    down: color('down'),
    ice: color('ice'),
    creek: color('creek'),
    jump: color('jump'),
    accent: color('accent'),
    effort: {
      CLIMACTIC: color('effort-climactic'),
      ABSORPTION: color('effort-absorption'),
      NO_DEMAND: color('effort-no-demand'),
      NO_SUPPLY: color('effort-no-supply'),
      NORMAL: color('effort-normal'),
    },
    phase: {
      A: color('phase-a'),
      B: color('phase-b'),
      C: color('phase-c'),
      D: color('phase-d'),
      E: color('phase-e'),
    },
    font: style.fontFamily,
  };
}

/** The same colour, thinner. @param color `#rrggbb` */
export function withAlpha(color: string, alpha: number): string {
  return `${color}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
