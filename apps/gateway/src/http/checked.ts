import { ValidationPipe, type Type } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem, type FieldFault } from './problem.js';

/**
 * Checks a body or query against a DTO named here, not guessed from decorator metadata. Unknown fields are refused:
 * a misspelt filter that is silently ignored gives a wrong answer that looks right.
 */
export function checked(dto: Type<object>): ValidationPipe {
  return new ValidationPipe({
    expectedType: dto,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => fieldFaults(error, ''));
      return new Problem(
        400,
        'invalid-request',
        faults.map((fault) => fault.message).join('; ') || 'The request is not valid.',
        { errors: faults },
      );
    },
  });
}

function fieldFaults(error: ValidationError, prefix: string): FieldFault[] {
  const field = `${prefix}${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field,
    message: prefix === '' ? message : `${prefix}${message}`,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldFaults(child, `${field}.`))];
}
