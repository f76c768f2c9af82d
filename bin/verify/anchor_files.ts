import type { AnchorLine } from '../../server/maintenance.js';
import { CommandFailure, EXIT } from '../exit.js';
import { FileFault } from '../incident_log/file_fault.js';
import { fileText } from '../incident_log/file_text.js';
import { linesOf } from '../incident_log/lines.js';

/**
 * The lines of anchor files, also of gzipped ones, one file after the other (N10.6).
 * @throws CommandFailure when one cannot be read, or has no line that could be of an anchor
 */
export async function* anchorLines(files: readonly string[]): AsyncGenerator<AnchorLine> {
  for (const file of files) {
    let found = 0;
    try {
      for await (const { number: line, text } of linesOf(fileText(file, {}))) {
        const note = noteOf(text);
        if (note !== undefined) found += 1;
        yield { file, line, note };
      }
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      const code = error.place === 'unreadable' ? EXIT.noInput : EXIT.data;
      throw new CommandFailure(code, `${file}: ${error.problem}`, { cause: error });
    }
    if (found === 0) throw new CommandFailure(EXIT.data, `${file}: has no line {"at","checkpoint"}`);
  }
}

/** A line may have been cut off when its process died. */
function noteOf(text: string): string | undefined {
  try {
    const line = JSON.parse(text) as unknown;
    if (typeof line !== 'object' || line === null || !('checkpoint' in line)) return undefined;
    return typeof line.checkpoint === 'string' ? line.checkpoint : undefined;
  } catch {
    return undefined;
  }
}
