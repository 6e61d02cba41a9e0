import { Entity, Index } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** A message that a consumer has taken effect from. Written through `Inbox`. */
@Entity('inbox')
@Index('inbox_at', ['atMs'])
export class InboxRowEntity {
  @TextColumn({ primary: true }) consumer!: string;
  @TextColumn({ primary: true }) messageId!: string;
  @TimeColumn('at', { default: 'now()' }) atMs!: number;
}
