import { Controller, Get, HttpCode, Inject, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { deadLetter } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { PageQuery } from '../http/list-query.js';
import { notFound, Problem } from '../http/problem.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';
import { DeadLetterBox, type KeptLetter } from './dead-letter-box.js';

const LETTER = wireSchema(deadLetter, {
  sequence: { type: 'integer', description: 'Its place among the dead letters.' },
});

/** Messages that could not be handled. */
@ApiTags('system')
@Controller('api/v1/dead-letters')
@Role('viewer')
export class DeadLettersController {
  readonly #box: DeadLetterBox;
  readonly #audit: AuditLog;

  constructor(@Inject(DeadLetterBox) box: DeadLetterBox, @Inject(AuditLog) audit: AuditLog) {
    this.#box = box;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Messages that a service gave up, newest first, with the reason' })
  @ApiQuery({ type: PageQuery })
  @ApiOkResponse({ schema: pageSchema(LETTER) })
  async list(@Query(checked(PageQuery)) { limit, cursor }: PageQuery): Promise<object> {
    const before = cursor === undefined ? null : Number(decodeCursor(cursor).id);
    const page = await this.#box.list(limit, before);
    return {
      items: page.letters.map(letterToWire),
      next_cursor: page.before === null ? null : encodeCursor({ timeMs: 0, id: String(page.before) }),
    };
  }

  @Post(':sequence/replay')
  @Role('admin')
  @Audited('route')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put a message back to where it came from, under its own id',
    description:
      'Every service that reads the subject gets it again; who has handled it already knows its id and does nothing. ' +
      'Refused with 409 within two minutes of the first sending, while the stream would drop it as a repeat.',
  })
  async replay(@Param('sequence', ParseIntPipe) sequence: number, @Actor() actor: string): Promise<object> {
    const kept = sequence < 1 || !Number.isSafeInteger(sequence) ? undefined : await this.#box.find(sequence);
    if (kept === undefined) throw notFound('dead-letter', String(sequence));
    const { subject, messageId, service, reason } = kept.letter;
    const outcome = await this.#box.putBack(kept);
    if (outcome === 'known') {
      throw new Problem(
        409,
        'too-soon',
        `The stream still holds repeats of '${messageId}' off; try again in two minutes.`,
        {
          sequence,
        },
      );
    }
    if (outcome === 'not-ours') {
      throw new Problem(409, 'not-an-event', `'${subject}' is not the subject of an event; nothing was sent.`, {
        sequence,
      });
    }
    await this.#audit.record({
      actor,
      action: 'dead-letter.replay',
      subject: messageId ?? subject,
      after: { subject, service, reason },
    });
    return { sequence, subject, message_id: messageId };
  }
}

function letterToWire({ sequence, letter }: KeptLetter): Wire {
  return { sequence, ...objectToWire(letter) };
}
