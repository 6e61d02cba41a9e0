import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { policyMode } from '@tape/contracts';
import { ENGINE_NAMES, SIGNAL_SOURCES } from '@tape/experiments';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { MaxDecimals } from '../http/max-decimals.js';
import { SeriesListQuery } from '../http/list-query.js';

type PolicyMode = (typeof policyMode.options)[number];

/** What may become of an experiment; the states of the experiment service. */
export const EXPERIMENT_STATES = ['PENDING', 'PROCESSING', 'RUNNING', 'COMPLETED', 'FAILED'] as const;

export class ExperimentsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: EXPERIMENT_STATES })
  @IsOptional()
  @IsIn(EXPERIMENT_STATES)
  state?: string;

  @ApiPropertyOptional({ enum: SIGNAL_SOURCES, description: 'OWN was made here, WEBHOOK came from outside.' })
  @IsOptional()
  @IsIn(SIGNAL_SOURCES)
  source?: string;

  @ApiPropertyOptional({ enum: ENGINE_NAMES, description: 'The engine the signal was drawn for.' })
  @IsOptional()
  @IsIn(ENGINE_NAMES)
  variant?: string;
}

export class OutcomeMetricsQuery {
  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ enum: SIGNAL_SOURCES })
  @IsOptional()
  @IsIn(SIGNAL_SOURCES)
  source?: string;

  @ApiPropertyOptional({ enum: ENGINE_NAMES, description: 'Only signals drawn for this engine.' })
  @IsOptional()
  @IsIn(ENGINE_NAMES)
  variant?: string;

  @ApiPropertyOptional({ description: 'Only signals received under this policy.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  policy_version?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'End of all windows; the newest end of a trade unless said.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  as_of?: string;
}

export class PolicyBody {
  @ApiProperty({ example: '2026-w47', description: 'A name never used before: results are told apart by it.' })
  @IsString()
  @Length(1, 64)
  @Matches(/^[\w.-]+$/, { message: 'version may hold letters, digits, dots, dashes and underscores' })
  version!: string;

  @ApiProperty({
    enum: policyMode.options,
    description:
      'Who gets the real order. SHADOW_ONLY leaves it to the plan of the signal, which is engine A, and reports both engines as shadows.',
  })
  @IsIn(policyMode.options)
  mode!: PolicyMode;

  @ApiProperty({
    minimum: 0,
    maximum: 100,
    description: 'Share of engine A in the draw of variants, and of the size with SPLIT_CAPITAL.',
  })
  @MaxDecimals(2)
  @Min(0)
  @Max(100)
  split_percentage!: number;

  @ApiProperty({ description: 'Whether signals become experiments at all.' })
  @IsBoolean()
  enabled!: boolean;

  @ApiProperty({ description: 'Why; kept in the audit log.' })
  @IsString()
  @Length(1, 2_000)
  @Matches(/\S/, { message: 'note must say why' })
  note!: string;
}
