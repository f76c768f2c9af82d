import { InvalidArgumentError } from 'commander';

/** The value of an option that takes a number from 1 to 9999. @throws InvalidArgumentError */
export function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a number from 1 to 9999.');
  return Number(text);
}
