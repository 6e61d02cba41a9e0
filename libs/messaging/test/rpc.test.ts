import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { claimSignals, releaseReservation, setTradingState } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import { OnRpc, RpcFailure, RpcRefusal, type RequestOf } from '../src/index.js';
import { delay, runningService, type RunningService } from './running-service.js';

@Controller()
class Answers {
  @OnRpc(releaseReservation)
  async onRelease({ reservationId }: RequestOf<typeof releaseReservation>): Promise<{ released: boolean }> {
    if (reservationId === 'slow') await delay(500);
    if (reservationId === 'gone') throw new RpcRefusal('unknown-reservation', 'there is none');
    if (reservationId === 'early') throw new RpcRefusal('not-yet', 'ask again', true);
    if (reservationId === 'broken') throw new Error('a bug');
    if (reservationId === 'outage') throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    return { released: true };
  }
  @OnRpc(setTradingState)
  onState(): never {
    return { from: 'ASLEEP' } as never;
  }
}

let servers: TestServers;
let service: RunningService;

beforeAll(async () => {
  servers = await testServers();
  service = await runningService(servers.natsUrl, [Answers]);
}, 120_000);
afterAll(async () => {
  await service.stop();
  await servers.stop();
});

async function failureOf(call: Promise<unknown>): Promise<{ code: string; retryable: boolean }> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RpcFailure);
  const { code, retryable } = error as RpcFailure;
  return { code, retryable };
}

describe('a question', () => {
  it('is answered', async () => {
    const answer = await service.rpc.call(releaseReservation, { reservationId: 'r1', reason: 'test' });
    expect(answer).toEqual({ released: true });
  });

  it.each([
    ['gone', 'unknown-reservation', false],
    ['early', 'not-yet', true],
    ['broken', 'internal', false],
    ['outage', 'internal', true],
    ['', 'bad-request', false],
  ])('about reservation "%s" fails with %s', async (reservationId, code, retryable) => {
    const call = service.rpc.call(releaseReservation, { reservationId, reason: 'test' });
    expect(await failureOf(call)).toEqual({ code, retryable });
  });

  it('to a service that takes too long times out', async () => {
    const call = service.rpc.call(releaseReservation, { reservationId: 'slow', reason: 'test' }, { timeoutMs: 50 });
    expect(await failureOf(call)).toEqual({ code: 'timeout', retryable: true });
  });

  it('to a service that is not there fails at once', async () => {
    const request = { claimer: 'test', max: 1, leaseSeconds: 1, series: null };
    expect(await failureOf(service.rpc.call(claimSignals, request))).toEqual({
      code: 'no-responders',
      retryable: true,
    });
  });

  it('that is answered against the contract fails', async () => {
    const call = service.rpc.call(setTradingState, { to: 'ACTIVE', by: 'test', note: 'test' });
    expect(await failureOf(call)).toEqual({ code: 'bad-response', retryable: false });
  });

  it('under way at shutdown is answered', async () => {
    const other = await runningService(servers.natsUrl, [Answers]);
    const [answer] = await Promise.all([
      service.rpc.call(releaseReservation, { reservationId: 'slow', reason: 'test' }),
      delay(100).then(() => other.stop()),
    ]);
    expect(answer).toEqual({ released: true });
  });
});
