import type { Simulation } from "./simulation";

/** Messages that an invocation of the original gets. */
const BATCH = 10;
/** Seconds that a message takes: 105 ms for the service, two calls for metrics, its part of the pause in between. */
const SECONDS_PER_MESSAGE = 0.146;

/** Functions by the original's README: each sends nine messages a second. */
export function readmeConcurrency(rate: number): number {
  return Math.max(Math.floor(rate / 9), 1);
}

/** The fewest functions that reach the rate, as long as the service takes 105 ms. */
export function reachingConcurrency(rate: number): number {
  return Math.ceil(rate * SECONDS_PER_MESSAGE);
}

/**
 * The original's rule: so many functions at the same time, each with ten messages, one after the other; metrics are
 * written twice for each, and a throttled message is put into the queue again at once.
 */
export function runOriginal(simulation: Simulation, concurrency: number, messages: number): void {
  let waiting = messages;
  const invocation = async () => {
    const batch = Math.min(BATCH, waiting);
    waiting -= batch;
    for (let message = 0; message < batch; message += 1) {
      const isAccepted = await simulation.send();
      if (!isAccepted) {
        await simulation.auxiliaryCall();
        waiting += 1;
      }
      await simulation.auxiliaryCall();
      await simulation.auxiliaryCall();
    }
  };
  for (let count = 0; count < concurrency; count += 1) void simulation.invokeForever(invocation);
}
