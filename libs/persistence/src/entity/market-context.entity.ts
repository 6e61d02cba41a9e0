import { Check, Entity } from 'typeorm';
import { TextColumn, TimeColumn } from './column.js';

/** What both engines saw of a signal, under the hash of its content. Written by experiment. */
@Entity('market_contexts')
@Check('market_contexts_sha256', `sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex')`)
export class MarketContextEntity {
  @TextColumn({ primary: true }) sha256!: string;
  /** JSON with sorted keys, character for character what was hashed. */
  @TextColumn() canonical!: string;
  @TimeColumn('created_at', { default: 'now()' }) createdAtMs!: number;
}
