/** Calls under way at a time: a function's fixed waits overlap, its processes do not crowd the machine. */
const AT_A_TIME = 4;

/** Maps a list with a few calls at a time. @returns the results in the list's order */
export async function mapSome<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}
