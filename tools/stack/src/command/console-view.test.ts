import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { StackEvent } from '../stack-event.js';
import { ConsoleView } from './console-view.js';

describe('ConsoleView in a log file', () => {
  it('writes one line for each thing that is done', () => {
    const text = shown([
      { kind: 'starting', name: 'NATS' },
      { kind: 'ready', name: 'NATS', detail: '127.0.0.1:4222', tookMs: 140 },
      { kind: 'stopping', name: 'NATS' },
      { kind: 'stopped', name: 'NATS', tookMs: 60 },
    ]);
    expect(text).toBe('  ✓ NATS              127.0.0.1:4222  0.1 s\n  ✓ NATS              stopped  0.1 s\n');
  });

  it('writes each step of a download once', () => {
    const steps = [0, 40, 100].map((percent) => ({ kind: 'progress' as const, message: 'downloading nats', percent }));
    expect(shown(steps)).toBe('    downloading nats\n');
  });

  it('says what crashed, how, and when it comes back', () => {
    const text = shown([{ kind: 'crashed', name: 'risk', how: 'killed by SIGKILL', restartInMs: 500 }]);
    expect(text).toBe('  ✗ risk              ended (killed by SIGKILL), starts again in 0.5 s\n');
  });
});

describe('ConsoleView on a terminal', () => {
  it('cuts the moving line to the width of the terminal', () => {
    const written: string[] = [];
    const view = new ConsoleView({ isTTY: true, columns: 30, write: (text: string) => written.push(text) });
    for (const name of ['validation-chain', 'execution', 'detection']) view.show({ kind: 'starting', name });
    view.line('a line above');
    view.settle();
    const moving = written.map((text) => stripVTControlCharacters(text)).find((text) => text.includes('…')) ?? '';
    expect(moving.length).toBeLessThan(30);
    expect(moving).toContain('validation-chain, execu');
  });
});

function shown(events: readonly StackEvent[]): string {
  const written: string[] = [];
  const view = new ConsoleView({ write: (text: string) => written.push(text) });
  for (const event of events) view.show(event);
  return stripVTControlCharacters(written.join(''));
}
