import pc from 'picocolors';
import type { StackEvent } from '../stack-event.js';

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SPINNER_INTERVAL_MS = 100;
const NAME_WIDTH = 18;
const USUAL_COLUMNS = 80;

/** The part of a terminal or log file that the view writes to. */
export interface ViewStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows a stack: one line for each thing that is done, and on a terminal a moving line for what is under way. */
export class ConsoleView {
  readonly #stream: ViewStream;
  readonly #underWay = new Set<string>();
  #progress: string | undefined;
  #lastPlainProgress: string | undefined;
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: ViewStream) {
    this.#stream = stream;
  }

  show(event: StackEvent): void {
    switch (event.kind) {
      case 'starting':
      case 'stopping':
        this.#underWay.add(event.name);
        this.#spin();
        return;
      case 'progress':
        this.#showProgress(event.message, event.percent);
        return;
      case 'ready':
        return this.#finish(event.name, `${mark.done} ${column(event.name)}${event.detail}${took(event.tookMs)}`);
      case 'stopped':
        return this.#finish(event.name, `${mark.done} ${column(event.name)}stopped${took(event.tookMs)}`);
      case 'unavailable':
        return this.#finish(event.name, `${mark.warning} ${column(event.name)}goes without: ${indent(event.message)}`);
      case 'notice':
        return this.line(`  ${mark.warning} ${event.message}`);
      case 'crashed':
        return this.line(
          `  ${mark.failed} ${column(event.name)}ended (${event.how}), starts again in ${seconds(event.restartInMs)}`,
        );
      case 'restarted':
        return this.line(`  ${mark.done} ${column(event.name)}is back${took(event.tookMs)}`);
    }
  }

  /** Prints a line above the moving one. */
  line(text: string): void {
    this.#clear();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  /** Ends the moving line. */
  settle(): void {
    this.#underWay.clear();
    this.#progress = undefined;
    this.#clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #finish(name: string, text: string): void {
    this.#underWay.delete(name);
    this.#progress = undefined;
    this.line(`  ${text}`);
    if (this.#underWay.size === 0) this.settle();
  }

  #showProgress(message: string, percent: number | undefined): void {
    this.#progress = percent === undefined ? message : `${message} ${Math.round(percent)} %`;
    if (this.#stream.isTTY === true) return;
    // A log file gets each step once, not each per cent.
    if (message !== this.#lastPlainProgress) this.line(`    ${message}`);
    this.#lastPlainProgress = message;
  }

  #spin(): void {
    if (this.#stream.isTTY !== true || this.#timer !== undefined) return;
    this.#timer = setInterval(() => {
      this.#frame += 1;
      this.#clear();
      this.#draw();
    }, SPINNER_INTERVAL_MS);
    this.#timer.unref();
  }

  #draw(): void {
    if (this.#timer === undefined || this.#underWay.size === 0) return;
    const what = this.#progress ?? [...this.#underWay].join(', ');
    // Some terminals say 0. One character short of the edge: a full line would wrap and could not be cleared.
    const room = Math.max(10, (this.#stream.columns || USUAL_COLUMNS) - 5);
    const text = what.length > room ? `${what.slice(0, room - 1)}…` : what;
    this.#stream.write(`  ${pc.cyan(SPINNER[this.#frame % SPINNER.length] ?? '')} ${pc.dim(text)}`);
  }

  #clear(): void {
    if (this.#timer !== undefined) this.#stream.write('\r\u001B[2K');
  }
}

const mark = { done: pc.green('✓'), warning: pc.yellow('!'), failed: pc.red('✗') } as const;

function column(name: string): string {
  return name.padEnd(NAME_WIDTH);
}

function took(ms: number): string {
  return pc.dim(`  ${seconds(ms)}`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(NAME_WIDTH + 4)}`);
}
