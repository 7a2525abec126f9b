/** Stops the suite's cloud, whatever became of the tests. */
export default async function teardown(): Promise<void> {
  await globalThis.suiteCloud?.stop();
}
