/**
 * What a fault is about: the file cannot be read, is wrong as a whole, or is wrong where the reader has come to.
 */
type Place = 'unreadable' | 'whole' | 'here';

/** A file is not what it should be, or cannot be read. */
export class FileFault extends Error {
  /** @param problem goes on after the file's name: `is empty` */
  constructor(
    readonly problem: string,
    readonly place: Place = 'whole',
  ) {
    super(problem);
  }
}
