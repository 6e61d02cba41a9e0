import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformFile } from '@swc/core';

const LIBRARY = resolve(import.meta.dirname, '..');
const BUILT = join(LIBRARY, 'dist', 'test-example');

/** Compiles the example as the applications are compiled, so that it runs as a process of its own. */
export async function buildExample(): Promise<void> {
  mkdirSync(BUILT, { recursive: true });
  for (const name of ['example.module', 'main']) {
    const { code } = await transformFile(join(LIBRARY, 'test', 'example', `${name}.ts`), {
      jsc: {
        target: 'es2024',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'es6' },
    });
    writeFileSync(join(BUILT, `${name}.js`), code);
  }
}

/** A running example service, with what it said. */
export class ExampleProcess {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  stdout = '';
  stderr = '';

  constructor(environment: Record<string, string>) {
    this.#child = spawn(process.execPath, [join(BUILT, 'main.js')], {
      env: { PATH: process.env.PATH ?? '', HTTP_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve(code));
    });
  }

  /** Log lines, parsed. */
  get lines(): Record<string, unknown>[] {
    return this.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Where it listens, once it says so. @throws Error with its output when it ends before. */
  async url(): Promise<string> {
    let over = false;
    void this.ended.then(() => (over = true));
    for (;;) {
      const line = this.lines.find((each) => typeof each.url === 'string');
      if (line !== undefined) return line.url as string;
      if (over) throw new Error(`the example ended before it listened:\n${this.stdout}${this.stderr}`);
      await pause();
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async end(): Promise<void> {
    this.kill('SIGKILL');
    await this.ended;
  }
}

export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
}

/** Waits until `fact` holds; the test's own timeout is the only limit. */
export async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) await pause();
}
