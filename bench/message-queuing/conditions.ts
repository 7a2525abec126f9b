import type { Clock } from "../../functions/shared/clock";

/** Functions at once, the module's default. */
export const CONCURRENCY = 2;

/** What a lane of the module is run with. */
export interface LaneConditions {
  readonly clock: Clock;
  /** Quota, messages a second. */
  readonly rate: number;
  /** Calls the sending service. @returns whether it took the message */
  readonly send: (id: string) => Promise<boolean>;
  /** Time that every other call takes, in milliseconds. */
  readonly callMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether a sender crashes at this step. @default never */
  readonly crashes?: () => boolean;
  /** Whether the queue gives a message out and keeps it visible. @default never */
  readonly redelivers?: () => boolean;
}
