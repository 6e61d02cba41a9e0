import { encode } from '@msgpack/msgpack';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { Wire } from '../wire/to-wire.js';

export const MESSAGE_PACK = 'application/msgpack';
/** Names under which clients ask for it. */
const NAMES = ['application/json', MESSAGE_PACK, 'application/x-msgpack', 'application/vnd.msgpack'];

/** The same answer as in JSON, field for field: decimals and times stay text, so that no number is rounded on its way. */
export function packMessage(answer: Wire): Uint8Array {
  return encode(answer);
}

/** Answers in MessagePack when the client prefers it; errors stay problem+json. */
@Injectable()
export class MessagePackInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const preferred = http.getRequest<Request>().accepts(NAMES);
    http.getResponse<Response>().vary('Accept');
    if (preferred === false || preferred === 'application/json') return next.handle();
    return next.handle().pipe(map((answer: Wire) => new StreamableFile(packMessage(answer), { type: MESSAGE_PACK })));
  }
}
