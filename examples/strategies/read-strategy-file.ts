import { readFileSync } from 'node:fs';
import { readDefinition, type DefinitionReading } from '@tape/strategies';
import { parse } from 'yaml';

/**
 * A strategy from a YAML file, checked.
 * @throws Error when the file cannot be read, YAMLParseError with line and column when it is not YAML. A YAML file that is no
 * strategy is answered with every error, its path and its rule.
 */
export function readStrategyFile(file: string): DefinitionReading {
  // YAML 1.2 core: `yes` stays text; aliases are bounded, so that a small file cannot unfold into a huge one.
  return readDefinition(parse(readFileSync(file, 'utf8'), { maxAliasCount: 20 }));
}
