import type { RpcDefinition } from '@tape/contracts';

export type RequestOf<Definition extends RpcDefinition> = ReturnType<Definition['request']['parse']>;
export type ResponseOf<Definition extends RpcDefinition> = ReturnType<Definition['response']['parse']>;
