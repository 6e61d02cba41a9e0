import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { MAX_PASSWORD, MIN_PASSWORD } from './password.js';
import { ROLES, type RoleName } from './role.js';

export class NewUserBody {
  @ApiProperty({ example: 'anna', minLength: 2, maxLength: 64 })
  @IsString()
  @Length(2, 64)
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9._@-]*$/, {
    message: 'username must begin with a letter or digit and hold letters, digits, ".", "_", "@" and "-" only',
  })
  username!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: RoleName;

  @ApiPropertyOptional({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD, description: 'A random one when absent.' })
  @IsOptional()
  @IsString()
  @Length(MIN_PASSWORD, MAX_PASSWORD)
  password?: string;
}

export class UserChangeBody {
  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: RoleName;

  @ApiPropertyOptional({ description: 'Who is disabled cannot log in, and is out at once.' })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;

  @ApiPropertyOptional({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD })
  @IsOptional()
  @IsString()
  @Length(MIN_PASSWORD, MAX_PASSWORD)
  password?: string;
}

export class UserAnswer {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'anna' })
  username!: string;

  @ApiProperty({ enum: ROLES })
  role!: RoleName;

  @ApiProperty()
  disabled!: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  password_changed_at!: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  last_login_at!: string | null;
}

export class UsersAnswer {
  @ApiProperty({ type: [UserAnswer] })
  items!: UserAnswer[];
}

export class NewUserAnswer extends UserAnswer {
  @ApiPropertyOptional({ description: 'The random password, shown this once; absent when one was given.' })
  password?: string;
}
