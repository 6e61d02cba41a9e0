import { Entity } from 'typeorm';
import { JsonColumn, TextColumn } from './column.js';

/** What risk answered for a candidate; asked again, it answers the same. Written by risk. */
@Entity('risk_assessments')
export class RiskAssessmentEntity {
  @TextColumn({ primary: true }) patternId!: string;
  @JsonColumn() content!: unknown;
}
