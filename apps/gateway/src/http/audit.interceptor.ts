import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuditLog } from '../database/audit-log.js';
import { actorOf } from './actor.js';
import { auditKeeper } from './audited.js';

const CHANGES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const LONGEST_SUBJECT = 256;

/** No change without a trace: what no route and no service has put into the audit log is put there in general words. */
export class AuditInterceptor implements NestInterceptor {
  readonly #audit: AuditLog;

  constructor(audit: AuditLog) {
    this.#audit = audit;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const kept = auditKeeper(context.getHandler(), context.getClass());
    if (kept !== undefined || !CHANGES.has(request.method)) return next.handle();
    return from(
      this.#audit.unlessRecorded(
        () => lastValueFrom(next.handle(), { defaultValue: undefined }) as Promise<unknown>,
        () =>
          this.#audit.record({
            actor: actorOf(request),
            action: `${request.method.toLowerCase()}.${context.getHandler().name}`,
            subject: request.path.slice(0, LONGEST_SUBJECT),
          }),
      ),
    );
  }
}
