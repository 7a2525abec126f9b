import type { Source } from "../../modules/shared/event-lake/columns";
import type { Random } from "./random";
import { HOURS } from "./story";

/** An event of the month before anybody has asked for its text: thousands of them wait for their time. */
export interface Happening {
  readonly source: Source;
  /** When the lake gets it, epoch milliseconds. */
  readonly arrivedAt: number;
  /** The event as its source writes it. */
  readonly event: () => object;
}

/** An hour of the month. */
export interface Hour {
  /** Days since the month began, in UTC. */
  readonly day: number;
  /** In UTC. */
  readonly hour: number;
}

/** Something that sends messages through the month. */
export interface Programme {
  /** Part of the month's messages, relative to other programmes. */
  readonly share: number;
  /** How much of its messages it starts in an hour; relative, 1 on the whole. */
  weight(hour: Hour): number;
  /** One message and all that becomes of it. */
  start(random: Random, at: number): readonly Happening[];
}

const DAYS = 30;
const HOURS_SUM = HOURS.reduce((sum, weight) => sum + weight, 0);
/** A run takes hours: most of it goes out in the first. */
const RUN = [0.6, 0.3, 0.1];

/** Goes on all month, with the rhythm of the day. */
export function steady({ hour }: Hour): number {
  return (HOURS[hour] ?? 0) / HOURS_SUM / DAYS;
}

/** Goes out in runs that begin at some hours. */
export function inRuns(runs: readonly Hour[]): (hour: Hour) => number {
  return ({ day, hour }) =>
    runs.reduce((sum, run) => sum + (run.day === day ? (RUN[hour - run.hour] ?? 0) / runs.length : 0), 0);
}
