import { applyDecorators, UseFilters } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { RpcDefinition } from '@tape/contracts';
import type { RequestOf, ResponseOf } from '../rpc/rpc-types.js';
import { DECLARATION, type HandlerDeclaration } from './handler-declaration.js';
import { PassErrorsFilter } from './pass-errors.filter.js';

type RpcMethod<Definition extends RpcDefinition> = (
  request: RequestOf<Definition>,
) => ResponseOf<Definition> | Promise<ResponseOf<Definition>>;

/**
 * Marks a controller method that answers one question. The request was checked against its contract. A `RpcRefusal`
 * becomes a named no; any other error becomes `internal`. Replicas of the service share the questions.
 */
export function OnRpc<Definition extends RpcDefinition>(
  definition: Definition,
): <Method extends RpcMethod<Definition>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  const declaration: HandlerDeclaration = { kind: 'rpc', definition };
  return applyDecorators(
    MessagePattern(`rpc:${definition.subject}`, { [DECLARATION]: declaration }),
    UseFilters(new PassErrorsFilter()),
  );
}
