import { Random } from "../../sandbox/month/random";
import { duration, type Figure, type Measurement, percent } from "../measurement";
import { fateOf } from "./faults";
import { outcomeOf, secondsToDrain } from "./rules";
import type { Conditions } from "./simulation";

/** Quotas, messages a second: SES's sandbox, a new account's, and two that grew. */
const RATES = [1, 14, 50, 200];
const MAX_THROTTLED_WHEN_SHARED = 0.02;
const BURST_SECONDS = 5;
const MAX_DRAIN_SECONDS = 5.5;
const MESSAGES = 2_000;
const CRASH_PROBABILITY = 1 / 1_000;
const THROTTLE_PROBABILITY = 1 / 50;
const REDELIVERY_PROBABILITY = 1 / 20;

/** Measures how much of a sending quota is used and exceeded, by the module's rule and by the original's. */
export async function measureMessageQueuing(): Promise<Measurement[]> {
  return [await alone(), await shared(), await tuned(), await bursts(), await faults()];
}

async function alone(): Promise<Measurement> {
  const figures: Figure[] = [];
  for (const latency of ["steady", "drifting"] as const) {
    for (const rate of RATES) figures.push(...(await useAndThrottles({ rate, latency, otherShare: 0 })));
  }
  return {
    title: "Message queuing: the quota used, and exceeded",
    how:
      "The sender's core and limiter in simulated time, two functions at once, an endless queue, 98 % of the quota " +
      "wanted (96 % below two a second); beside the original's rule: as many functions as just reach the quota when SES " +
      "takes 105 ms, one message after the other, throttled ones again at once. SES is a token bucket that holds a " +
      "second of quota; its latency is log-normal with a mean of 105 ms, or drifts from 60 ms to 180 ms, up to 30 ms of " +
      "it on the way; every other call takes 18 ms. Three minutes or 3,000 messages each, mean of three seeds. Used is " +
      "what SES accepted of the quota, throttled what it refused of all calls.",
    figures,
  };
}

async function useAndThrottles(conditions: Omit<Conditions, "seed">): Promise<Figure[]> {
  const { rate, latency } = conditions;
  const [ours, original] = [await outcomeOf("ours", conditions), await outcomeOf("original", conditions)];
  const least = rate < 2 ? 0.95 : 0.975;
  const used = { text: `at least ${percent(least)}`, holds: ours.used >= least };
  const throttled = { text: percent(0), holds: ours.throttled === 0 };
  return [
    compared(`${rate}/s, ${latency}: used`, ours.used, original.used, used),
    compared(`${rate}/s, ${latency}: throttled`, ours.throttled, original.throttled, throttled),
  ];
}

async function shared(): Promise<Measurement> {
  const figures: Figure[] = [];
  for (const rate of RATES) {
    const conditions = { rate, latency: "steady", otherShare: 0.2 } as const;
    const [ours, original] = [await outcomeOf("ours", conditions), await outcomeOf("original", conditions)];
    const goal = {
      text: `at most ${percent(MAX_THROTTLED_WHEN_SHARED)}`,
      holds: ours.throttled <= MAX_THROTTLED_WHEN_SHARED,
    };
    figures.push(
      compared(`${rate}/s: used`, ours.used, original.used),
      compared(`${rate}/s: throttled`, ours.throttled, original.throttled, goal),
      compared(`${rate}/s: throttled of the other`, ours.otherThrottled, original.otherThrottled),
    );
  }
  return {
    title: "Message queuing: beside another sender",
    how:
      "The same, while somebody else sends a fifth of the quota at random moments, unannounced and never again when " +
      "throttled: 80 % would be fair. With a quota of one a second SES's bucket holds a single message, so whoever " +
      "comes first after it is filled has it, and that is who is paced.",
    figures,
  };
}

async function tuned(): Promise<Measurement> {
  const figures: Figure[] = [];
  for (const rate of RATES) {
    const conditions = { rate, latency: "steady", otherShare: 0 } as const;
    const ours = await outcomeOf("ours", conditions);
    for (const rule of ["original by README", "original below quota"] as const) {
      const original = await outcomeOf(rule, conditions);
      figures.push(compared(`${rate}/s, beside the ${rule}`, ours.used, original.used));
    }
  }
  return {
    title: "Message queuing: the original tuned with care",
    how:
      "What is used of the quota while nothing drifts and nobody else sends, beside the original with the number of " +
      "functions that its README computes (nine messages a second each), and with the highest that stays below the " +
      "quota, found by somebody who knows the latency.",
    figures,
  };
}

async function bursts(): Promise<Measurement> {
  const figures: Figure[] = [];
  for (const rate of RATES) {
    const ours = await secondsToDrain("ours", rate, BURST_SECONDS);
    const original = await secondsToDrain("original", rate, BURST_SECONDS);
    figures.push({
      name: `${rate}/s`,
      measured: duration(ours * 1_000),
      beside: duration(original * 1_000),
      ratio: ours / original,
      goal: { text: `at most ${duration(MAX_DRAIN_SECONDS * 1_000)}`, holds: ours <= MAX_DRAIN_SECONDS },
    });
  }
  return {
    title: "Message queuing: a burst",
    how:
      `The time from ${BURST_SECONDS} seconds of quota in an idle queue until SES has taken the last message, beside the ` +
      "original. Both functions of ours share the whole quota; the original is faster where it spends the second that " +
      "SES saved up before.",
    figures,
  };
}

async function faults(): Promise<Measurement> {
  const random = new Random(14);
  const fate = await fateOf(MESSAGES, 50, {
    crashes: () => random.chance(CRASH_PROBABILITY),
    throttles: () => random.chance(THROTTLE_PROBABILITY),
    redelivers: () => random.chance(REDELIVERY_PROBABILITY),
    random: () => random.next(),
  });
  const none = (name: string, count: number): Figure => ({
    name,
    measured: String(count),
    goal: { text: "0", holds: count === 0 },
  });
  return {
    title: "Message queuing: nothing lost, nothing doubled",
    how:
      `${MESSAGES.toLocaleString("en-US")} messages, each put into the queue twice, at 50 a second. A sender crashes at one ` +
      "of 1,000 steps, before or after any call of table, queue or SES; SES throttles one of 50 calls; the queue gives " +
      "out one of 20 messages while it is being sent. A message that a sender crashed with may have been sent, so it is " +
      "held as a dead letter for somebody to look at; those that were not sent are counted below.",
    figures: [
      none("lost", fate.lost),
      none("doubled", fate.doubled),
      none("dead letters for another reason", fate.otherDeadLetters),
      { name: "sent once", measured: String(fate.sentOnce), beside: String(MESSAGES), ratio: fate.sentOnce / MESSAGES },
      { name: "held", measured: String(fate.held), beside: String(MESSAGES), ratio: fate.held / MESSAGES },
    ],
  };
}

function compared(name: string, ours: number, original: number, goal?: Figure["goal"]): Figure {
  const beside = { name, measured: percent(ours), beside: percent(original), ...(goal && { goal }) };
  return original > 0 ? { ...beside, ratio: ours / original } : beside;
}
