import { isSecretName, REDACTED, scrubText } from '@tape/observability';
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment does not say what the service needs; the message says which variable, which value, which rule. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const LONGEST_SHOWN_VALUE = 80;

/**
 * Reads and checks the settings of a service. A variable set to nothing counts as not set.
 * @throws ConfigurationError with one line a problem, all problems at once, and no secret in any of them.
 */
export function loadConfig<Config>(schema: z.ZodType<Config>, environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given, { error: ruleOf });
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map((issue) => problemOf(issue.path.map(String).join('.'), issue.message, given)),
  );
}

function problemOf(variable: string, rule: string, environment: Environment): string {
  if (variable === '') return rule;
  const value = environment[variable];
  const shown = value === undefined ? 'is not set and' : `value '${showable(variable, value)}'`;
  return `${variable}: ${shown} ${rule.startsWith('must ') ? rule : `must be valid: ${rule}`}`;
}

/** A value as far as it may be read by whoever reads the log. */
function showable(variable: string, value: string): string {
  const scrubbed = scrubText(value);
  // A malformed URL may hide its password where no pattern finds it.
  if (isSecretName(variable) || (scrubbed === value && value.includes('@'))) return REDACTED;
  return scrubbed.length <= LONGEST_SHOWN_VALUE ? scrubbed : `${scrubbed.slice(0, LONGEST_SHOWN_VALUE)}…`;
}

/** Words for rules that a schema states without any. */
function ruleOf(issue: { readonly code?: string | undefined; readonly [detail: string]: unknown }): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'must be set' : `must be ${article(String(issue.expected))}`;
    case 'invalid_value':
      return `must be one of ${(issue.values as unknown[]).join(', ')}`;
    case 'too_small':
      return `must be ${issue.origin === 'string' ? 'of length' : ''} ${String(issue.minimum)} or more`.replace(
        '  ',
        ' ',
      );
    case 'too_big':
      return `must be ${issue.origin === 'string' ? 'of length' : ''} ${String(issue.maximum)} or less`.replace(
        '  ',
        ' ',
      );
    default:
      return undefined;
  }
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}
