import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { simulateMarket, SIMULATED_MARKETS, toBar } from '@tape/market';
import { createStrategy, isolate, meanReversion, momentumBreakout, type Stance } from '@tape/strategies';
import { readStrategyFile } from './read-strategy-file.js';

const FILES = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.yaml'));
const directory = mkdtempSync(join(tmpdir(), 'tape-strategy-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** @throws Error with all that is wrong. */
function definitionOf(name: string) {
  const reading = readStrategyFile(join(import.meta.dirname, name));
  if (!reading.ok) throw new Error(reading.errors.map(({ message }) => message).join('\n'));
  return reading.definition;
}

function fileOf(text: string): string {
  const file = join(directory, 'strategy.yaml');
  writeFileSync(file, text);
  return file;
}

describe('strategy files', () => {
  it.each(FILES)('%s is a strategy, called as its file', (name) => {
    expect(`${definitionOf(name).id}.yaml`).toBe(name);
  });

  it.each([
    ['momentum-breakout.yaml', momentumBreakout()],
    ['mean-reversion.yaml', meanReversion()],
  ])('%s says what the built-in strategy does', (name, builtIn) => {
    expect(definitionOf(name)).toEqual(builtIn);
  });

  it.each(['momentum-breakout.yaml', 'mean-reversion.yaml'])('%s trades the simulated market', (name) => {
    const { symbol } = SIMULATED_MARKETS[0]!;
    const instance = isolate(createStrategy(definitionOf(name)).open([symbol], '15m'));
    const market = simulateMarket(1, symbol);
    let stance: Stance = 'FLAT';
    let entries = 0;
    for (let i = 0; i < 3_000; i += 1) {
      const bar = toBar(market.next().value);
      for (const intent of instance.push({ symbol, bar, analysis: null, stance }).step.intents) {
        if (intent.kind === 'ENTER') entries += 1;
        stance = intent.kind === 'ENTER' ? intent.direction : 'FLAT';
      }
    }
    expect(instance.run).toEqual({ state: 'RUNNING' });
    expect(entries).toBeGreaterThan(0);
  });

  it('are refused with path and rule', () => {
    const reading = readStrategyFile(fileOf('id: x\nversion: one\n'));
    expect(reading.ok ? [] : reading.errors).toContainEqual({
      path: 'version',
      rule: 'whole-number',
      message: 'version must be a whole number',
    });
  });

  it('that are no YAML are refused with line and column', () => {
    expect(() => readStrategyFile(fileOf('id: [x\nversion: 1\n'))).toThrow(/line \d+, column \d+/);
  });

  it('cannot unfold into more than they are', () => {
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghij'.split('').map((name, i) => `${name}: &${name} [*${'abcdefghi'[i]}, *${'abcdefghi'[i]}]`),
    ];
    expect(() => readStrategyFile(fileOf(bomb.join('\n')))).toThrow('alias');
  });
});
