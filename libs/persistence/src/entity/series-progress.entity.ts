import { Entity } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** Open time of the newest bar a stage has finished in a series. Written by the stage's service through `SeriesProgress`. */
@Entity('series_progress')
export class SeriesProgressEntity {
  @TextColumn({ primary: true }) stage!: string;
  @TextColumn({ primary: true }) symbol!: string;
  @TextColumn({ primary: true }) timeframe!: string;
  @TimeColumn('through') throughMs!: number;
}
