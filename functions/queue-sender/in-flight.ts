/**
 * Does work for each item, in their order, so many at a time.
 *
 * @param most asked before each start, as it may change
 * @param work must not throw
 */
export async function inFlight<Item, Result>(
  items: readonly Item[],
  most: () => number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  let running = 0;
  let wake: () => void = () => undefined;
  for (const item of items) {
    while (running >= most()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    running += 1;
    results.push(
      work(item).finally(() => {
        running -= 1;
        wake();
      }),
    );
  }
  return Promise.all(results);
}
