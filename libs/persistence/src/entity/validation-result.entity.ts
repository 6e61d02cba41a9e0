import type { Verdict } from '@tape/contracts';
import { Entity, Index } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** What the validation chain said of a candidate. Written by validation-chain. */
@Entity('validation_results')
@Index('validation_results_series_known_at', ['symbol', 'timeframe', 'knownAtMs'])
export class ValidationResultEntity {
  @TextColumn({ primary: true }) patternId!: string;
  @TextColumn() symbol!: string;
  @TextColumn() timeframe!: string;
  @TimeColumn('known_at') knownAtMs!: number;
  @TextColumn() overall!: string;
  @TextColumn({ nullable: true }) failedStage!: string | null;
  @JsonColumn() content!: Verdict;
}
