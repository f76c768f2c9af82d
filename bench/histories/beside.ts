import { median, takeTurns } from '../support/measure.js';
import { figure, printTable, times } from '../support/report.js';

/** Something that is asked of a small history and of a large one. */
export interface Question {
  readonly name: string;
  readonly small: () => Promise<unknown>;
  readonly large: () => Promise<unknown>;
}

/** What is compared, and of how many entries the two are. */
export interface Comparison {
  readonly title: string;
  readonly small: number;
  readonly large: number;
  readonly questions: readonly Question[];
}

/** Asks all of it in turns and prints the median of each, the large one beside the small one. */
export async function printBeside(
  { title, small, large, questions }: Comparison,
  rounds: number,
): Promise<void> {
  const contenders = questions.flatMap(({ name, ...question }) => [
    { name: `small ${name}`, run: question.small },
    { name: `large ${name}`, run: question.large },
  ]);
  const samples = await takeTurns(contenders, rounds);
  const medianOf = (name: string): number => median(samples.get(name) ?? []);
  printTable({
    title: `${title}, p50 ms of ${String(rounds)}`,
    columns: ['', figure(small), figure(large), ''],
    rows: questions.map(({ name }) => {
      const [few, many] = [medianOf(`small ${name}`), medianOf(`large ${name}`)];
      return [name, figure(few), figure(many), times(many / few)];
    }),
  });
}
