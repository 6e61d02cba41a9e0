import { Controller, Inject } from '@nestjs/common';
import { ingestBars, ingestSeries } from '@tape/contracts';
import { OnRpc } from '@tape/messaging';
import type { z } from 'zod';
import { BarIntake } from './bar-intake.js';
import { SeriesBook } from './series-book.js';

/** Answers those who bring bars, and those who ask how far the tape goes. */
@Controller()
export class IngestController {
  readonly #intake: BarIntake;
  readonly #book: SeriesBook;

  constructor(@Inject(BarIntake) intake: BarIntake, @Inject(SeriesBook) book: SeriesBook) {
    this.#intake = intake;
    this.#book = book;
  }

  @OnRpc(ingestBars)
  async bars(request: z.infer<typeof ingestBars.request>): Promise<z.infer<typeof ingestBars.response>> {
    const report = await this.#intake.accept(request.source, request.bars);
    const outcomes = report.refused.map(({ index, refusal }) => ({
      index,
      outcome: refusal.rule === 'duplicate' ? ('duplicate' as const) : ('refused' as const),
      ...refusal,
    }));
    const duplicate = outcomes.filter((each) => each.outcome === 'duplicate').length;
    return {
      accepted: report.accepted,
      duplicate,
      refused: outcomes.length - duplicate,
      gaps: report.gaps,
      outcomes,
    };
  }

  @OnRpc(ingestSeries)
  series(): z.infer<typeof ingestSeries.response> {
    const series = this.#book.all().flatMap((state) => {
      const { symbol, timeframe, assetClass, simulated, lastOpenTimeMs, storedThroughMs } = state;
      if (lastOpenTimeMs === null) return [];
      const acceptedBars = state.storedBars + state.unstored.size;
      return [{ symbol, timeframe, assetClass, simulated, lastOpenTimeMs, storedThroughMs, acceptedBars }];
    });
    return { series };
  }
}
