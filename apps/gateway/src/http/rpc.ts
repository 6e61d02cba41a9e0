import type { RpcDefinition } from '@tape/contracts';
import type { RequestOf, ResponseOf, RpcClient } from '@tape/messaging';
import { isRpcFault, rpcProblem } from './rpc-problem.js';

/** Questions to the services; a failure becomes the problem a REST client can act on. */
export class ServiceCalls {
  readonly #rpc: Pick<RpcClient, 'call'>;

  constructor(rpc: Pick<RpcClient, 'call'>) {
    this.#rpc = rpc;
  }

  /** @throws Problem when the service refuses or does not answer. */
  async ask<Definition extends RpcDefinition>(
    definition: Definition,
    request: RequestOf<Definition>,
  ): Promise<ResponseOf<Definition>> {
    try {
      return await this.#rpc.call(definition, request);
    } catch (error) {
      if (isRpcFault(error)) throw rpcProblem(error, definition.service);
      throw error;
    }
  }
}
