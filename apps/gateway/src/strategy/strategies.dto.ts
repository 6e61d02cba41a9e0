import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';

export class SwitchBody {
  @ApiPropertyOptional({ example: 'tried on paper for a month', description: 'Why; it goes into the audit log.' })
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  note?: string;
}
