import { Controller, Inject } from '@nestjs/common';
import { type PositionEvent, positionClosed } from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import { ExitReports } from './exit-reports.js';

/** position.closed → the report of the exit that closed it, once it was the last. */
@Controller()
export class ExitReportsHandler {
  readonly #reports: ExitReports;

  constructor(@Inject(ExitReports) reports: ExitReports) {
    this.#reports = reports;
  }

  @OnEvents({ durable: 'risk-closed-positions', events: [positionClosed], maxBatch: 64 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    const closed = batch as readonly Delivery<PositionEvent>[];
    await this.#reports.settle([...new Set(closed.map(({ event }) => event.data.campaignId))]);
    return allDone(batch);
  }
}
