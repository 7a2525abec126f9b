import { reachingConcurrency, readmeConcurrency, runOriginal } from "./original";
import { runPaced } from "./paced";
import { type Conditions, type Outcome, Simulation } from "./simulation";

/** How messages are sent. */
export type Rule = "ours" | "original" | "original below quota" | "original by README";

const SEEDS = [1, 2, 3];

/** What comes of a rule, in the mean of some runs. */
export async function outcomeOf(rule: Rule, conditions: Omit<Conditions, "seed">): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const seed of SEEDS) {
    const simulation = new Simulation({ ...conditions, seed });
    outcomes.push(await simulation.run(() => start(rule, simulation, conditions.rate)));
  }
  const mean = (read: (outcome: Outcome) => number) => outcomes.reduce((sum, one) => sum + read(one), 0) / SEEDS.length;
  return {
    used: mean(({ used }) => used),
    throttled: mean(({ throttled }) => throttled),
    otherThrottled: mean(({ otherThrottled }) => otherThrottled),
  };
}

function start(rule: Rule, simulation: Simulation, rate: number): void {
  if (rule === "ours") runPaced(simulation, rate);
  else runOriginal(simulation, concurrencyOf(rule, rate));
}

function concurrencyOf(rule: Exclude<Rule, "ours">, rate: number): number {
  if (rule === "original by README") return readmeConcurrency(rate);
  const reaching = reachingConcurrency(rate);
  return rule === "original" ? reaching : Math.max(reaching - 1, 1);
}
