import { describe, expect, it } from '@jest/globals';
import { WatermarkGate, type ProgressSource } from './watermark-gate.js';

const AAPL = { symbol: 'AAPL', timeframe: '1d' };
const nothingStored: ProgressSource = { read: () => Promise.resolve([]) };

describe('WatermarkGate', () => {
  it('opens when the bar or a later one is announced', async () => {
    const gate = new WatermarkGate(nothingStored);
    const waiting = gate.reach('signal', AAPL, 100);
    gate.announce('signal', AAPL, 99);
    gate.announce('execution', AAPL, 500);
    gate.announce('signal', { ...AAPL, timeframe: '1h' }, 500);
    gate.announce('signal', AAPL, 101);
    expect(await waiting).toBe('reached');
    expect(gate.through('signal', AAPL)).toBe(101);
  });

  it('never goes back', () => {
    const gate = new WatermarkGate(nothingStored);
    gate.announce('guard', AAPL, 10);
    gate.announce('guard', AAPL, 5);
    expect(gate.through('guard', AAPL)).toBe(10);
  });

  it('opens from what is stored when the announcement was lost', async () => {
    const gate = new WatermarkGate({
      read: (stage, series) =>
        Promise.resolve(series.map((one) => ({ ...one, throughMs: stage === 'signal' ? 7 : 0 }))),
    });
    expect(await gate.reach('signal', AAPL, 7)).toBe('reached');
  });

  it('lets go without the bar when patience ends, and when it is closed', async () => {
    const gate = new WatermarkGate(nothingStored);
    expect(await gate.reach('signal', AAPL, 7, 5)).toBe('late');
    const waiting = gate.reach('signal', AAPL, 7);
    gate.close();
    expect(await waiting).toBe('closed');
    expect(await gate.reach('signal', AAPL, 7)).toBe('closed');
  });

  it('keeps waiting while the store cannot be read', async () => {
    let calls = 0;
    const gate = new WatermarkGate({
      read: (_stage, series) =>
        ++calls === 1
          ? Promise.reject(new Error('away'))
          : Promise.resolve(series.map((one) => ({ ...one, throughMs: 7 }))),
    });
    expect(await gate.reach('signal', AAPL, 7)).toBe('reached');
  });
});

describe('who waits in turns', () => {
  it('is let go by what is stored, like who waits without end', async () => {
    let stored = false;
    const gate = new WatermarkGate({
      read: (_stage, series) => Promise.resolve(stored ? series.map((one) => ({ ...one, throughMs: 7 })) : []),
    });
    gate.announce('guard', AAPL, 1);
    let reached = await gate.reach('guard', AAPL, 7, 500);
    stored = true;
    while (reached === 'late') reached = await gate.reach('guard', AAPL, 7, 500);
    expect(reached).toBe('reached');
  });
});

describe('what a stage foresees', () => {
  it('lets those go on who rely on it, and no others', async () => {
    const gate = new WatermarkGate(nothingStored);
    const relies = gate.reach(
      'execution',
      AAPL,
      7,
      undefined,
      () => (gate.outlook('execution', AAPL)?.quietMs ?? 0) >= 7,
    );
    const waits = gate.reach('execution', AAPL, 7, 20);
    gate.foresee('execution', AAPL, { behindMs: 3, quietMs: 6 });
    gate.foresee('execution', AAPL, { behindMs: 3, quietMs: 9 });
    expect(await relies).toBe('reached');
    expect(await waits).toBe('late');
    expect(gate.through('execution', AAPL)).toBeUndefined();
  });

  it('is forgotten when it is not said any more', () => {
    const gate = new WatermarkGate(nothingStored);
    gate.foresee('execution', AAPL, { behindMs: 3, quietMs: 9 });
    gate.announce('execution', AAPL, 9);
    gate.foresee('execution', AAPL, undefined);
    expect(gate.outlook('execution', AAPL)).toBeUndefined();
  });

  it('is refused by its own name: one that begins elsewhere is another', async () => {
    const gate = new WatermarkGate(nothingStored);
    const refused = gate.reach('guard', AAPL, 9, undefined, () => gate.hasRefused('guard', AAPL, 3));
    gate.refuse('guard', AAPL, 2);
    expect(gate.hasRefused('guard', AAPL, 3)).toBe(false);
    gate.refuse('guard', AAPL, 3);
    expect(await refused).toBe('reached');
    expect(gate.hasRefused('guard', AAPL, 4)).toBe(false);
  });
});

describe('known', () => {
  it('looks at what is stored once, then trusts announcements', async () => {
    let reads = 0;
    const gate = new WatermarkGate({
      read: (_stage, series) => {
        reads += 1;
        return Promise.resolve(series.map((one) => ({ ...one, throughMs: 7 })));
      },
    });
    expect(await gate.known('guard', AAPL)).toBe(7);
    gate.announce('guard', AAPL, 9);
    expect(await gate.known('guard', AAPL)).toBe(9);
    expect(reads).toBe(1);
  });
});
