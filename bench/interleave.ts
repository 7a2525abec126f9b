/** What is measured side by side, and how often. */
export interface Interleaving<Name extends string> {
  /** Measured rounds. */
  readonly rounds: number;
  /** Rounds before them that are not measured: caches fill, code is compiled. */
  readonly warmUps: number;
  /** What each round runs once. */
  readonly tasks: Readonly<Record<Name, () => unknown>>;
  /** Reads a clock, in milliseconds. @default performance.now, the time on the wall */
  readonly clock?: () => number;
}

/**
 * Times tasks that are to be compared: each round runs every task once, every second round in reverse. So whatever else
 * the machine does meanwhile slows all of them alike, and their ratio stays. Benchmark libraries run one task after the
 * other instead.
 *
 * @returns milliseconds of each task, one per round
 */
export async function interleave<Name extends string>({
  rounds,
  warmUps,
  tasks,
  clock = () => performance.now(),
}: Interleaving<Name>): Promise<Record<Name, number[]>> {
  const names = Object.keys(tasks) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const started = clock();
      await tasks[name]();
      if (round >= 0) times[name].push(clock() - started);
    }
  }
  return times;
}
