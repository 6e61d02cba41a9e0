import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { notificationChannel } from '@tape/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsISO8601, IsObject, IsOptional, IsString, IsUrl, Length, ValidateNested } from 'class-validator';
import { PageQuery } from '../http/list-query.js';

type ChannelName = (typeof notificationChannel.options)[number];

/** What may become of a notification; the states of the notification service. */
export const NOTIFICATION_STATES = ['PENDING', 'SENDING', 'FAILED', 'SENT', 'DEAD', 'UNKNOWN', 'DROPPED'] as const;

export class NotificationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: notificationChannel.options })
  @IsOptional()
  @IsIn(notificationChannel.options)
  channel?: ChannelName;

  @ApiPropertyOptional({ enum: NOTIFICATION_STATES })
  @IsOptional()
  @IsIn(NOTIFICATION_STATES)
  state?: string;

  @ApiPropertyOptional({ description: 'The event that was told of.', example: 'exit:abc' })
  @IsOptional()
  @IsString()
  @Length(1, 256)
  event_id?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Oldest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Newest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class TestBody {
  @ApiProperty({ enum: notificationChannel.options })
  @IsIn(notificationChannel.options)
  channel!: ChannelName;
}

export class PushKeys {
  @ApiProperty({ description: 'Public key of the browser, base64url.' })
  @IsString()
  @Length(1, 256)
  p256dh!: string;

  @ApiProperty({ description: 'Authentication secret of the browser, base64url.' })
  @IsString()
  @Length(1, 128)
  auth!: string;
}

/** `JSON.stringify` of a browser's `PushSubscription`. */
export class PushSubscriptionBody {
  @ApiProperty({ description: 'Where its push service takes messages.' })
  @IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })
  @Length(1, 2_048)
  endpoint!: string;

  @ApiProperty({ type: PushKeys })
  @IsObject()
  @ValidateNested()
  @Type(() => PushKeys)
  keys!: PushKeys;

  @ApiPropertyOptional({ nullable: true, description: 'As browsers send it; not used.' })
  @IsOptional()
  expirationTime?: number | null;
}
