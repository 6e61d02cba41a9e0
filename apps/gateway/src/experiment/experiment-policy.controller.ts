import { Body, Controller, Get, Inject, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { executionPolicy, setExecutionPolicy } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { wireSchema } from '../wire/wire-schema.js';
import { PolicyBody } from './experiments.dto.js';

const POLICY = wireSchema(executionPolicy);

/** Who gets the real order of a signal. The experiment service makes the change and writes the audit log, in one transaction. */
@ApiTags('experiments')
@Controller('api/v1/experiments/policy')
@Role('viewer')
export class ExperimentPolicyController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls) {
    this.#sql = sql;
    this.#services = services;
  }

  @Get()
  @ApiOperation({ summary: 'The policy that holds' })
  @ApiOkResponse({ schema: POLICY })
  async policy(): Promise<object> {
    const [row] = await this.#sql.query<object>(
      `select version, mode, split_percentage::double precision as "splitPercentage", enabled, set_by as "setBy", note,
              round(date_part('epoch', created_at) * 1000)::bigint as "createdAtMs"
       from execution_policies order by revision desc limit 1`,
    );
    if (row === undefined) {
      throw new Problem(
        404,
        'no-policy',
        'There is no policy yet: the experiment service makes the first when it starts.',
      );
    }
    return objectToWire(row);
  }

  @Put()
  @Audited('experiment')
  @Role('trader')
  @ApiOperation({ summary: 'Set the policy of signals from now on; what runs keeps the one it began with' })
  @ApiBody({ type: PolicyBody })
  @ApiOkResponse({ schema: POLICY })
  async setPolicy(@Body(checked(PolicyBody)) body: PolicyBody, @Actor() actor: string): Promise<object> {
    const { version, mode, split_percentage: splitPercentage, enabled, note } = body;
    const request = { version, mode, splitPercentage, enabled, note, by: actor };
    return objectToWire(await this.#services.ask(setExecutionPolicy, request));
  }
}
