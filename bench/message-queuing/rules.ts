import { sum } from "../statistics";
import { reachingConcurrency, readmeConcurrency, runOriginal } from "./original";
import { runPaced } from "./paced";
import { type Conditions, type Outcome, Simulation } from "./simulation";

/** How messages are sent. */
export type Rule = "ours" | "original" | "original below quota" | "original by README";

const SEEDS = [1, 2, 3];

/** What comes of a rule, in the mean of some runs. */
export async function outcomeOf(
  rule: Rule,
  conditions: Omit<Conditions, "seed">,
  seeds: readonly number[] = SEEDS,
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const simulation = new Simulation({ ...conditions, seed });
    outcomes.push(await simulation.run(() => start(rule, simulation, conditions.rate, simulation.backlog)));
  }
  const mean = (read: (outcome: Outcome) => number) => sum(outcomes.map(read)) / seeds.length;
  return {
    used: mean(({ used }) => used),
    throttled: mean(({ throttled }) => throttled),
    otherThrottled: mean(({ otherThrottled }) => otherThrottled),
  };
}

/** Seconds in which a rule sends a burst of so many seconds of quota that meets a rested service. */
export async function secondsToDrain(rule: Rule, rate: number, secondsOfQuota: number): Promise<number> {
  const messages = rate * secondsOfQuota;
  const times: number[] = [];
  for (const seed of SEEDS) {
    const simulation = new Simulation({ rate, latency: "steady", otherShare: 0, seed });
    times.push(await simulation.drain(messages, () => start(rule, simulation, rate, messages)));
  }
  return sum(times) / SEEDS.length / 1_000;
}

function start(rule: Rule, simulation: Simulation, rate: number, messages: number): void {
  if (rule === "ours") runPaced(simulation, rate, messages);
  else runOriginal(simulation, concurrencyOf(rule, rate), messages);
}

function concurrencyOf(rule: Exclude<Rule, "ours">, rate: number): number {
  if (rule === "original by README") return readmeConcurrency(rate);
  const reaching = reachingConcurrency(rate);
  return rule === "original" ? reaching : Math.max(reaching - 1, 1);
}
