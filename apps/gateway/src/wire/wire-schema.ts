import { z } from 'zod';
import { isInstant, wireName } from './to-wire.js';

type Schema = Record<string, unknown>;

/**
 * The OpenAPI schema of a contract as the API sends it: derived from the contract by the mapping that maps the values,
 * so that document and answers cannot disagree.
 */
export function wireSchema(contract: z.ZodType, additions: Readonly<Record<string, Schema>> = {}): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(contract, { unrepresentable: 'any', io: 'output' }) as Schema;
  const wire = renamed(schema);
  if (Object.keys(additions).length === 0) return wire;
  return { ...wire, properties: { ...(wire['properties'] as Schema), ...additions } };
}

/** The envelope of every list. */
export function pageSchema(item: Schema): Schema {
  return {
    type: 'object',
    required: ['items', 'next_cursor'],
    properties: {
      items: { type: 'array', items: item },
      next_cursor: { type: 'string', nullable: true, description: 'Hand it back as `cursor` for the next page.' },
    },
  };
}

function renamed(schema: Schema): Schema {
  const out: Schema = { ...schema };
  if (isSchema(schema['properties'])) {
    out['properties'] = Object.fromEntries(
      Object.entries(schema['properties']).map(([name, property]) => [
        wireName(name),
        isInstant(name) ? instant(property as Schema) : renamed(property as Schema),
      ]),
    );
    delete out['additionalProperties'];
  }
  if (Array.isArray(schema['required'])) out['required'] = (schema['required'] as string[]).map(wireName);
  if (isSchema(schema['items'])) out['items'] = renamed(schema['items']);
  for (const union of ['anyOf', 'oneOf', 'allOf']) {
    if (Array.isArray(schema[union])) out[union] = (schema[union] as Schema[]).map(renamed);
  }
  return out;
}

function instant(property: Schema): Schema {
  const nullable = Array.isArray(property['anyOf']);
  return { type: 'string', format: 'date-time', ...(nullable ? { nullable: true } : {}) };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
