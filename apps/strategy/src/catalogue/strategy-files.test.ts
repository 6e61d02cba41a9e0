import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Catalogue } from './catalogue.js';
import { readStrategyFiles, readStrategyText } from './strategy-files.js';

const SOUND = `id: fade
version: 1
timeframes: [1h]
symbols: [AAPL]
indicators:
  slow: { kind: sma, period: 20 }
entries:
  long: { left: close, op: '<', right: slow }
sizing: { riskPercent: '0.4' }
stop: { kind: percent, percent: 2 }
targets: [{ r: 2, share: 1 }]
`;

describe('a strategy in a file', () => {
  it('is read', () => {
    expect(readStrategyText(SOUND)).toMatchObject({ ok: true, definition: { id: 'fade', tier: 'SNIPER' } });
  });

  it('is refused with line, field and rule of everything that is wrong', () => {
    const text = SOUND.replace('period: 20', 'period: 1')
      .replace("riskPercent: '0.4'", "riskPercent: '7'")
      .concat('colour: red\n');
    const reading = readStrategyText(text);
    if (reading.ok) throw new Error('it was read');
    expect(reading.problems).toEqual([
      expect.stringMatching(/^6: indicators\.slow\.period .*\(range\)$/),
      expect.stringMatching(/^8: .*slow.*\(reference\)$/),
      expect.stringMatching(/^9: sizing\.riskPercent .*\(range\)$/),
      expect.stringMatching(/^12: colour is not known; .*\(unknown-field\)$/),
    ]);
  });

  it('is refused with its line where it is no YAML', () => {
    expect(readStrategyText('id: fade\nentries: [\n')).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^\d+: .*\(yaml\)$/)],
    });
  });
});

describe('a directory of strategies', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'strategies-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('ends the start with the file and line of each mistake', async () => {
    await writeFile(join(directory, 'sound.yaml'), SOUND);
    await writeFile(join(directory, 'wrong.yml'), SOUND.replace('version: 1', 'version: 0'));
    await writeFile(join(directory, 'notes.txt'), 'no strategy');
    await expect(readStrategyFiles(directory)).rejects.toThrow(/wrong\.yml:2: version .*\(range\)$/);
  });

  it('stands beside the built-in ones, and a file of the same name in the place of one', async () => {
    await writeFile(join(directory, 'a.yaml'), SOUND);
    await writeFile(join(directory, 'b.yaml'), SOUND.replace('id: fade', 'id: mean-reversion'));
    const catalogue = new Catalogue(await readStrategyFiles(directory));
    expect(catalogue.all.map(({ id }) => `${id} ${catalogue.sourceOf(id)}`)).toEqual([
      'wyckoff built-in',
      'momentum-breakout built-in',
      'fade a.yaml',
      'mean-reversion b.yaml',
    ]);
  });

  it('may not hold two of one name', async () => {
    await writeFile(join(directory, 'a.yaml'), SOUND);
    await writeFile(join(directory, 'b.yaml'), SOUND);
    const files = await readStrategyFiles(directory);
    expect(() => new Catalogue(files)).toThrow('two strategies are called fade');
  });
});
