import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { describeChannels, resendNotification, sendTestNotification } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { notFound } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';
import {
  NOTIFICATION_COLUMNS,
  NOTIFICATION_SCHEMA,
  notificationToWire,
  type NotificationRow,
} from './notification-row.js';
import { NotificationsQuery, TestBody } from './notifications.dto.js';

/** What people were told, on which channel, and every attempt to tell them. */
@ApiTags('notifications')
@Controller('api/v1/notifications')
@Role('viewer')
export class NotificationsController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#services = services;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Notifications with their attempts, newest first' })
  @ApiQuery({ type: NotificationsQuery })
  @ApiOkResponse({ schema: pageSchema(NOTIFICATION_SCHEMA) })
  async list(@Query(checked(NotificationsQuery)) query: NotificationsQuery): Promise<object> {
    return listPage<NotificationRow>(
      this.#sql,
      {
        table: 'notifications',
        select: NOTIFICATION_COLUMNS,
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', created_at)`,
        id: 'id',
        equal: { channel: query.channel, state: query.state, notice_key: query.event_id },
        toItem: notificationToWire,
      },
      query,
    );
  }

  @Get('channels')
  @ApiOperation({
    summary: 'Channels that are configured, from which severity on, and the key browsers subscribe with',
  })
  @ApiOkResponse({ schema: wireSchema(describeChannels.response) })
  async channels(): Promise<object> {
    return objectToWire(await this.#services.ask(describeChannels, {}));
  }

  @Get(':id')
  @ApiOperation({ summary: 'One notification with its attempts' })
  @ApiOkResponse({ schema: NOTIFICATION_SCHEMA })
  async one(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<NotificationRow>(
      `select ${NOTIFICATION_COLUMNS} from notifications where id = $1`,
      [id],
    );
    if (row === undefined) throw notFound('notification', id);
    return notificationToWire(row);
  }

  @Post('test')
  @Audited('route')
  @Role('admin')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a message that means nothing, to see that it arrives' })
  @ApiBody({ type: TestBody })
  async test(@Body(checked(TestBody)) { channel }: TestBody, @Actor() actor: string): Promise<object> {
    const answer = await this.#services.ask(sendTestNotification, { channel, by: actor });
    await this.#audit.record({ actor, action: 'notification.test', subject: channel });
    return objectToWire(answer);
  }

  @Post(':id/resend')
  @Audited('route')
  @Role('trader')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send again what was given up (DEAD) or is in doubt (UNKNOWN); the receiver may get it twice',
  })
  @ApiOkResponse({ schema: wireSchema(resendNotification.response) })
  async resend(@Param('id') id: string, @Actor() actor: string): Promise<object> {
    const answer = await this.#services.ask(resendNotification, { notificationId: id });
    await this.#audit.record({
      actor,
      action: 'notification.resend',
      subject: id,
      before: { state: answer.from },
      after: { state: answer.to },
    });
    return { id, state: answer.to };
  }
}
