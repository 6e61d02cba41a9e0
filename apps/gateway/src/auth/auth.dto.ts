import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { MAX_PASSWORD, MIN_PASSWORD } from './password.js';
import { ROLES, type RoleName } from './role.js';

export class LoginBody {
  @ApiProperty({ example: 'admin' })
  @IsString()
  @Length(1, 64)
  username!: string;

  @ApiProperty({ example: 'correct-horse-battery' })
  @IsString()
  @Length(1, MAX_PASSWORD)
  password!: string;
}

export class PasswordBody {
  @ApiProperty()
  @IsString()
  @Length(1, MAX_PASSWORD)
  current_password!: string;

  @ApiProperty({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD })
  @IsString()
  @Length(MIN_PASSWORD, MAX_PASSWORD)
  new_password!: string;
}

/** Who is behind the token that was sent. */
export class WhoAnswer {
  @ApiProperty({ example: '6f1c2f0a-55a8-4ad1-9a0b-2f0c7ad1a8f1' })
  id!: string;

  @ApiProperty({ example: 'admin' })
  username!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: RoleName;
}

/** What nobody in particular may do here. */
export class LoopbackAnswer {
  @ApiProperty({ enum: ROLES, nullable: true, description: 'Null: log in.' })
  role!: RoleName | null;
}

export class TokenAnswer {
  @ApiProperty({ description: 'For `Authorization: Bearer …`; the refresh token comes as cookie `tape_refresh`.' })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ example: 600 })
  expires_in_seconds!: number;

  @ApiProperty({ type: WhoAnswer })
  user!: WhoAnswer;
}
