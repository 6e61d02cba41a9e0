import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';

/** docs/asyncapi.yaml against the JSON Schema of AsyncAPI 3.0.0, and its references against itself. */
export function checkAsyncApi(root, findings) {
  const document = parse(readFileSync(join(root, 'docs/asyncapi.yaml'), 'utf8'));
  const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json');
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  const valid = validate(document);
  const errors = valid ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
  findings.judge('docs/asyncapi.yaml is AsyncAPI 3.0.0', [...new Set(errors), ...danglingReferences(document)]);
}

function danglingReferences(document) {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]);
  return [...new Set(references)]
    .filter((path) => path.split('/').reduce((node, key) => node?.[key], document) === undefined)
    .map((path) => `#/${path} is referred to and not there`);
}
