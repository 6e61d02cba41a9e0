import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long work is: a bar on a terminal, nothing elsewhere, so that logs and pipes stay clean. */
export interface Progress {
  advance(done: number, note?: string): void;
  stop(): void;
}

const SILENT: Progress = { advance: () => undefined, stop: () => undefined };

export function startProgress(what: string, total: number, unit = 'bars'): Progress {
  if (!process.stderr.isTTY || total === 0) return SILENT;
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}% {value}/{total} ${unit} {rate} ${unit}/s, {eta_formatted} left {note}`,
      stream: process.stderr,
      hideCursor: true,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  const startedAt = performance.now();
  bar.start(total, 0, { rate: '0', note: '' });
  return {
    advance: (done, note = '') => {
      const seconds = Math.max(0.001, (performance.now() - startedAt) / 1_000);
      bar.update(done, { rate: Math.round(done / seconds).toLocaleString('en-US'), note });
    },
    stop: () => bar.stop(),
  };
}
