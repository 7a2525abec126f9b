import { setImmediate } from "node:timers/promises";
import type { Cloud } from "./service";

/** What a service publishes on its own: in order, after the call that caused it was answered. */
export class Deliveries {
  #queue: Promise<void> = Promise.resolve();
  readonly #reportLoss: (why: string) => void;

  /** @param service the name in log lines about what was lost, e.g. `ses` */
  constructor(cloud: Pick<Cloud, "reportLoss">, service: string) {
    this.#reportLoss = (why) => cloud.reportLoss(`${service}: an event could not be published: ${why}`);
  }

  /** Does the work when all earlier work is done. A failure is logged and stops nothing else. */
  enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(() => setImmediate()).then(() => this.attempt(work));
  }

  /** Does the work now; a failure is logged as a lost delivery. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#reportLoss((error as Error).stack ?? String(error));
    }
  }

  /** Waits until all work that was asked for is done, work that other work asked for included. */
  async settled(): Promise<void> {
    let last: Promise<void>;
    do {
      last = this.#queue;
      await last;
    } while (last !== this.#queue);
  }
}
