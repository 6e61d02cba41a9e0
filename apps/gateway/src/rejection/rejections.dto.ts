import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { stageName } from '@tape/contracts';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { SeriesListQuery } from '../http/list-query.js';

export class RejectionsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: stageName.options })
  @IsOptional()
  @IsIn(stageName.options)
  stage?: string;

  @ApiPropertyOptional({ example: 'r-below-minimum' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  reason?: string;

  @ApiPropertyOptional({ description: 'Only refusals within 10 % of the limit, or only the others.' })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value) as unknown)
  @IsBoolean()
  near_miss?: boolean;
}

/** Which refusals are counted. */
export class RejectionCountsQuery extends OmitType(SeriesListQuery, ['limit', 'cursor']) {}

export class TopReasonsQuery extends RejectionCountsQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}
