import { describe, expect, it } from '@jest/globals';
import { withCorrelation } from '../trace/correlation.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, logger: createLogger({ service: 'detection', level: 'trace', destination }) };
}

describe('createLogger', () => {
  it('writes time, level by name, service and message', () => {
    const { lines, logger } = capture();
    logger.info({ symbol: 'AAPL' }, 'bar analysed');
    expect(lines[0]).toMatchObject({ level: 'INFO', service: 'detection', symbol: 'AAPL', message: 'bar analysed' });
    expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('binds the correlation id through awaits, each to its own work', async () => {
    const { lines, logger } = capture();
    const work = (correlationId: string) =>
      withCorrelation({ correlationId }, async () => {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
        logger.info(correlationId);
      });
    await Promise.all([work('bar-1'), work('bar-2')]);
    logger.info('outside');
    expect(lines.map((line) => [line.message, line.correlationId])).toEqual([
      ['bar-1', 'bar-1'],
      ['bar-2', 'bar-2'],
      ['outside', undefined],
    ]);
  });

  it('writes no secret, in properties, in text, in errors', () => {
    const { lines, logger } = capture();
    const url = 'postgres://tape:s3cret@db/tape';
    logger.error({ error: new Error(`cannot reach ${url}`), config: { token: 's3cret', url } }, `gave up on ${url}`);
    expect(JSON.stringify(lines)).not.toContain('s3cret');
    expect(lines[0]).toMatchObject({ level: 'ERROR', error: { type: 'Error' } });
  });
});

describe('NestLogger', () => {
  it('keeps the context Nest passes last', () => {
    const { lines, logger } = capture();
    new NestLogger(logger).log('Nest application successfully started', 'NestApplication');
    new NestLogger(logger).error(new Error('broken'), 'ExceptionsHandler');
    expect(lines).toMatchObject([
      { level: 'INFO', context: 'NestApplication', message: 'Nest application successfully started' },
      { level: 'ERROR', context: 'ExceptionsHandler', message: 'broken', error: { message: 'broken' } },
    ]);
  });
});
