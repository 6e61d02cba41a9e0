import { ValidateBy } from 'class-validator';

/** A number with at most so many decimals. `IsNumber({ maxDecimalPlaces })` of the library breaks on numbers like 1e-323. */
export function MaxDecimals(places: number): PropertyDecorator {
  const scale = 10 ** places;
  return ValidateBy({
    name: 'maxDecimals',
    validator: {
      validate: (value) => typeof value === 'number' && Math.round(value * scale) / scale === value,
      defaultMessage: (context) => `${context?.property} must be a number with at most ${places} decimals`,
    },
  });
}
