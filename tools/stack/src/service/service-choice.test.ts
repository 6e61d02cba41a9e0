import { describe, expect, it } from '@jest/globals';
import { chooseServices, UnknownService } from './service-choice.js';

const CATALOGUE = ['ingest', 'detection', 'gateway'].map((name, index) => ({
  name,
  entry: `/apps/${name}.js`,
  preferredPort: 3000 + index,
  stopWave: 0,
}));

describe('chooseServices', () => {
  it('takes all services without a choice', () => {
    expect(chooseServices(CATALOGUE, undefined).map(({ name }) => name)).toEqual(['ingest', 'detection', 'gateway']);
  });

  it('keeps the order of the catalogue whatever the order of the choice', () => {
    expect(chooseServices(CATALOGUE, ['gateway', 'ingest']).map(({ name }) => name)).toEqual(['ingest', 'gateway']);
  });

  it('numbers replicas from the second on and lets them share a program', () => {
    const chosen = chooseServices(CATALOGUE, ['detection'], { detection: 3 });
    expect(chosen.map(({ name }) => name)).toEqual(['detection', 'detection-2', 'detection-3']);
    expect(new Set(chosen.map(({ service, entry }) => `${service} ${entry}`))).toEqual(
      new Set(['detection /apps/detection.js']),
    );
  });

  it.each([
    ['a choice', (): unknown => chooseServices(CATALOGUE, ['ingst'])],
    ['replicas', (): unknown => chooseServices(CATALOGUE, undefined, { ingst: 2 })],
  ])('refuses an unknown name in %s and says which there are', (_case, choose) => {
    expect(choose).toThrow(UnknownService);
    expect(choose).toThrow('there is no service "ingst"; there are ingest, detection, gateway');
  });
});
