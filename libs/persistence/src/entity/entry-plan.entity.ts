import { Check, Entity } from 'typeorm';
import { JsonColumn, TextColumn, TimeColumn } from './column.js';

/** Whose plan the entry of a signal follows under a policy that may give it to engine B. Decided once. Written by execution. */
@Entity('entry_plans')
@Check('entry_plans_mode', `mode in ('ENGINE_B_PRIMARY', 'SPLIT_CAPITAL')`)
@Check('entry_plans_engines', `engines in ('A', 'B', 'A+B', 'NONE')`)
export class EntryPlanEntity {
  @TextColumn({ primary: true }) signalId!: string;
  @TextColumn() mode!: string;
  @TextColumn() engines!: string;
  /** Why it is another plan than the policy asks for; null where it is that one. */
  @TextColumn({ nullable: true }) reason!: string | null;
  /** What replaces the terms of the signal; null leaves them. */
  @JsonColumn({ nullable: true }) terms!: unknown;
  @TimeColumn('decided_at', { default: 'now()' }) decidedAtMs!: number;
}
