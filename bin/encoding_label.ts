import { InvalidArgumentError } from 'commander';

/** The name of the encoding that an option gives by one of its labels. @throws InvalidArgumentError */
export function encodingLabel(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new InvalidArgumentError('Give an encoding such as utf-8, utf-16le, windows-1252 or shift_jis.');
  }
}
