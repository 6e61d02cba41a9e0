import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as contracts from '@tape/contracts';

const APPS = resolve(import.meta.dirname, '../..');
/** Everything by which somebody could wait for this service. */
const QUESTIONS = Object.entries(contracts)
  .filter(([, each]) => (each as { service?: unknown }).service === 'notification')
  .map(([name]) => name);

function sourcesOf(app: string): readonly string[] {
  return readdirSync(join(APPS, app, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(APPS, app, 'src', file), 'utf8'));
}

describe('nobody who trades waits for notifications', () => {
  it('because only the gateway asks this service anything; it hears of the others by their events', () => {
    expect(QUESTIONS).toHaveLength(5);
    const askers = readdirSync(APPS)
      .filter((app) => app !== 'notification' && app !== 'web')
      .filter((app) => sourcesOf(app).some((text) => QUESTIONS.some((name) => text.includes(name))));
    expect(askers).toEqual(['gateway']);
  });
});
