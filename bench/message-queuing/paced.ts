import type { LimiterObserver } from "../../functions/shared/limiter/limiter";
import { Limiters } from "../../functions/shared/limiter/limiters";
import { DistantStore } from "../../functions/testing/distant-store";
import { AUXILIARY_MS, type Simulation } from "./simulation";

const CONCURRENCY = 2;
const BATCH_SECONDS = 10;
const UTILIZATION = 0.98;
const observer: LimiterObserver = {
  leased: () => undefined,
  waited: () => undefined,
  degraded: (error) => {
    throw error;
  },
  quotaUnknown: (error) => {
    throw error;
  },
};

/** Ours. */
export function runPaced(simulation: Simulation, rate: number): void {
  const { clock } = simulation;
  const store = new DistantStore(clock, AUXILIARY_MS);
  const batch = Math.ceil((rate * BATCH_SECONDS) / CONCURRENCY);
  for (let count = 0; count < CONCURRENCY; count += 1) {
    const limiter = new Limiters({
      clock,
      store,
      quota: async () => rate,
      utilization: UTILIZATION,
      concurrency: CONCURRENCY,
      observer,
    }).of("ses");
    void simulation.invokeForever(async () => {
      let left = batch;
      limiter.expect(batch);
      const send = async () => {
        while (left-- > 0) {
          await simulation.auxiliaryCall();
          await limiter.take(1, Number.POSITIVE_INFINITY);
          limiter.report((await simulation.send()) ? "accepted" : "throttled");
          await simulation.auxiliaryCall();
        }
      };
      await Promise.all(Array.from({ length: Math.min(200, Math.ceil(rate * 1.5)) }, send));
    });
  }
}
