import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { tradingScope, tradingState } from '@tape/contracts';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

export const SCOPE_LEVELS = tradingScope.shape.level.options;
export type ScopeLevel = (typeof SCOPE_LEVELS)[number];

export class NoteBody {
  @ApiProperty({ description: 'Why; kept in the audit log.' })
  @IsString()
  @Length(1, 2_000)
  @Matches(/\S/, { message: 'note must say why' })
  note!: string;
}

export class StateBody extends NoteBody {
  @ApiProperty({ enum: tradingState.options, description: 'ACTIVE all, REDUCING exits only, HALTED nothing.' })
  @IsIn(tradingState.options)
  to!: 'ACTIVE' | 'REDUCING' | 'HALTED';

  @ApiPropertyOptional({ enum: SCOPE_LEVELS, default: 'ACCOUNT', description: 'Whose trading is meant.' })
  @IsIn(SCOPE_LEVELS)
  scope: ScopeLevel = 'ACCOUNT';

  @ApiPropertyOptional({ example: 'AAPL', description: 'Name of the engine (wyckoff) or symbol; not for the account.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  name?: string;
}
