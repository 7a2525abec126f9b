/** Does one step of a program that people watch: says what it is, then how long it took. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  process.stdout.write(`${what} … `);
  const result = await work();
  console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
  return result;
}
