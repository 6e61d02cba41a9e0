import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { listStrategies, setStrategy } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { wireSchema } from '../wire/wire-schema.js';
import { SwitchBody } from './strategies.dto.js';

const LIST = wireSchema(listStrategies.response);
const SWITCHED = wireSchema(setStrategy.response);

/** What strategies do, and the switch of each. The strategy service keeps both, and writes the audit log. */
@ApiTags('strategies')
@Controller('api/v1/strategies')
@Role('viewer')
@Audited('strategy')
export class StrategiesController {
  readonly #services: ServiceCalls;

  constructor(@Inject(ServiceCalls) services: ServiceCalls) {
    this.#services = services;
  }

  @Get()
  @ApiOperation({ summary: 'All strategies: state, tier, why one does not enter, instances, profit and loss' })
  @ApiOkResponse({ schema: LIST })
  async all(): Promise<object> {
    return objectToWire(await this.#services.ask(listStrategies, {}));
  }

  @Post(':id/enable')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a strategy enter trades from the next bar on' })
  @ApiBody({ type: SwitchBody })
  @ApiOkResponse({ schema: SWITCHED })
  async enable(
    @Param('id') id: string,
    @Body(checked(SwitchBody)) body: SwitchBody,
    @Actor() actor: string,
  ): Promise<object> {
    return await this.#set(id, true, body, actor);
  }

  @Post(':id/disable')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a strategy; what it has open is left to its stop and targets' })
  @ApiBody({ type: SwitchBody })
  @ApiOkResponse({ schema: SWITCHED })
  async disable(
    @Param('id') id: string,
    @Body(checked(SwitchBody)) body: SwitchBody,
    @Actor() actor: string,
  ): Promise<object> {
    return await this.#set(id, false, body, actor);
  }

  async #set(id: string, enabled: boolean, { note }: SwitchBody, by: string): Promise<object> {
    const request = { id, enabled, by, note: note ?? (enabled ? 'switched on' : 'switched off') };
    return objectToWire(await this.#services.ask(setStrategy, request));
  }
}
