import { z } from 'zod';

const DECIMAL = String.raw`^-?\d+(\.\d+)?$`;
const UNSIGNED_DECIMAL = String.raw`^\d+(\.\d+)?$`;

/** JSON Schema (draft 7, what AsyncAPI 3 reads by default) of a zod schema, as it stands on the wire. */
export function jsonSchema(schema) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return tidy(rest);
}

/** JavaScript's safe-integer bounds say nothing to a reader; everything else stays. */
function tidy(node) {
  if (Array.isArray(node)) return node.map(tidy);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER)
      .map(([key, value]) => [key, tidy(value)]),
  );
}

/** Rows of a field table: dotted path, type in words, meaning. */
export function fieldRows(schema, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, raw]) => {
    const path = `${prefix}${name}`;
    const { node, nullable, description } = withoutNull(raw);
    const optional = !(schema.required ?? []).includes(name);
    const type = `${typeName(name, node)}${nullable ? ' or null' : ''}${optional ? ' (may be absent)' : ''}`;
    const row = { path, type, description };
    if (node.type === 'object' && node.properties !== undefined) return [row, ...fieldRows(node, `${path}.`)];
    if (node.type === 'array' && node.items?.properties !== undefined) {
      return [row, ...fieldRows(node.items, `${path}[].`)];
    }
    return [row];
  });
}

function withoutNull(raw) {
  const others = raw.anyOf?.filter((option) => option.type !== 'null');
  if (others === undefined || others.length === raw.anyOf.length) {
    return { node: raw, nullable: false, description: raw.description ?? '' };
  }
  const node = others.length === 1 ? others[0] : { anyOf: others };
  return { node, nullable: true, description: raw.description ?? node.description ?? '' };
}

function typeName(name, node) {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.anyOf !== undefined) return node.anyOf.map((option) => typeName(name, option)).join(' or ');
  if (node.pattern === UNSIGNED_DECIMAL) return 'decimal text ≥ 0';
  if (node.pattern === DECIMAL) return 'decimal text';
  if (node.type === 'integer' && name.endsWith('Ms')) return 'ms since 1970 UTC';
  if (node.type === 'integer' || node.type === 'number')
    return bounded(node.type === 'integer' ? 'whole number' : 'number', node);
  if (node.type === 'array') return `list of ${node.items?.properties ? 'objects' : typeName(name, node.items ?? {})}`;
  if (node.type === 'string') return 'text';
  if (node.type === 'boolean') return 'true or false';
  if (node.type === 'object') return node.properties ? 'object' : 'object by name';
  return 'anything';
}

function bounded(word, node) {
  if (node.minimum !== undefined && node.maximum !== undefined) return `${word} ${node.minimum}-${node.maximum}`;
  if (node.minimum !== undefined) return `${word} ≥ ${node.minimum}`;
  if (node.exclusiveMinimum !== undefined) return `${word} > ${node.exclusiveMinimum}`;
  return word;
}
