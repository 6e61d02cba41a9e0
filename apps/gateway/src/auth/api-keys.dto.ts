import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';
import { ROLES, type RoleName } from './role.js';

export class NewKeyBody {
  @ApiProperty({ example: 'desk-a', description: 'What uses it; its actions are audited under this name.' })
  @IsString()
  @Length(1, 64)
  @Matches(/^[\w.@ -]*[\w.@-]$/, { message: 'name may hold letters, digits, spaces, ".", "_", "@" and "-"' })
  name!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: RoleName;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it ends; never when absent.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  expires_at?: string;
}

export class KeyAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'desk-a' })
  name!: string;

  @ApiProperty({ example: 'tape_x3Tq9Z', description: 'The first letters, to tell keys apart.' })
  begins_with!: string;

  @ApiProperty({ enum: ROLES })
  role!: RoleName;

  @ApiProperty({ example: 'user:admin' })
  created_by!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  expires_at!: string | null;

  @ApiProperty({ format: 'date-time', nullable: true, type: String, description: 'To the minute.' })
  last_used_at!: string | null;
}

export class KeysAnswer {
  @ApiProperty({ type: [KeyAnswer] })
  items!: KeyAnswer[];
}

export class NewKeyAnswer extends KeyAnswer {
  @ApiProperty({ description: 'The key itself: shown this once.', example: 'tape_…' })
  key!: string;
}
