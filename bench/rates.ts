import { eventsPerSecond, type Figure } from "./measurement";
import { median } from "./statistics";

/** Milliseconds of each round. */
type Times = readonly number[];

/** Makes figures of events a second, beside the rate of what cannot be avoided. */
export function rateFigures(
  events: number,
  unavoidable: Times,
  minRate: number,
): (name: string, times: Times) => Figure {
  const rate = (times: Times): number => (events / median(times)) * 1_000;
  const floor = rate(unavoidable);
  return (name, times) => {
    const measured = rate(times);
    return {
      name,
      measured: eventsPerSecond(measured),
      beside: eventsPerSecond(floor),
      ratio: measured / floor,
      goal: { text: `at least ${eventsPerSecond(minRate)}`, holds: measured >= minRate },
    };
  };
}
