import { Entity } from 'typeorm';
import { BigIntegerColumn, JsonColumn, TextColumn, TimeColumn } from './column.js';

/** State of one analyzer and the place on the tape it belongs to. Written by detection, which also knows its shape. */
@Entity('analyzer_snapshots')
export class AnalyzerSnapshotEntity {
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @TimeColumn('through') throughMs!: number;
  @BigIntegerColumn() streamSequence!: number;
  @JsonColumn() state!: unknown;
}
