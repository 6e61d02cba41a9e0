import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { subscribePush, unsubscribePush } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { PageQuery } from '../http/list-query.js';
import { notFound } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { wireSchema } from '../wire/wire-schema.js';
import { PushSubscriptionBody } from './notifications.dto.js';

interface SubscriptionRow {
  readonly id: string;
  readonly endpoint: string;
  readonly subscribed_by: string;
  readonly created_at: Date;
}

/** Browsers that want to be told. */
@ApiTags('notifications')
@Controller('api/v1/push-subscriptions')
@Role('viewer')
export class PushSubscriptionsController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#services = services;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Browsers that want to be told, newest first, without their keys' })
  @ApiQuery({ type: PageQuery })
  async list(@Query(checked(PageQuery)) query: PageQuery): Promise<object> {
    return listPage<SubscriptionRow>(
      this.#sql,
      {
        table: 'push_subscriptions',
        select: 'id, endpoint, subscribed_by, created_at',
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', created_at)`,
        id: 'id',
        // The rest of an endpoint is what lets one send to it.
        toItem: ({ id, endpoint, subscribed_by, created_at }) => ({
          id,
          push_service: new URL(endpoint).host,
          subscribed_by,
          created_at: created_at.toISOString(),
        }),
      },
      query,
    );
  }

  @Post()
  @Audited('route')
  @Role('viewer')
  @HttpCode(201)
  @ApiOperation({ summary: 'Tell this browser; what `pushManager.subscribe` gave, as it is' })
  @ApiBody({ type: PushSubscriptionBody })
  @ApiCreatedResponse({ schema: wireSchema(subscribePush.response) })
  async subscribe(
    @Body(checked(PushSubscriptionBody)) body: PushSubscriptionBody,
    @Actor() actor: string,
  ): Promise<object> {
    const { endpoint, keys } = body;
    const wanted = { endpoint, p256dh: keys.p256dh, auth: keys.auth, by: actor };
    const { subscriptionId } = await this.#services.ask(subscribePush, wanted);
    await this.#audit.record({ actor, action: 'push.subscribe', subject: subscriptionId });
    return { subscription_id: subscriptionId };
  }

  @Delete(':id')
  @Audited('route')
  @Role('viewer')
  @HttpCode(204)
  @ApiOperation({ summary: 'Tell this browser no longer' })
  @ApiNoContentResponse()
  async unsubscribe(@Param('id') id: string, @Actor() actor: string): Promise<void> {
    const { removed } = await this.#services.ask(unsubscribePush, { subscriptionId: id });
    if (!removed) throw notFound('push-subscription', id);
    await this.#audit.record({ actor, action: 'push.unsubscribe', subject: id });
  }
}
