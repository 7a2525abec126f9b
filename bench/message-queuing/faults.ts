import { VirtualClock } from "../../functions/testing/virtual-clock";
import { mailBody, VirtualLane } from "./lane";

/** What goes wrong; each is asked at every occasion. */
export interface Faults {
  /** Whether the sender crashes at this step. */
  readonly crashes: () => boolean;
  /** Whether the service throttles this call. */
  readonly throttles: () => boolean;
  /** Whether the queue gives this message out again at once, while it is being sent. */
  readonly redelivers: () => boolean;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** What became of the messages. */
export interface Fate {
  /** The service took it once. */
  readonly sentOnce: number;
  /** The service took it more than once. */
  readonly doubled: number;
  /** The service never took it, and it is no dead letter. */
  readonly lost: number;
  /** The service never took it, and it is a dead letter, because a sender crashed with it. */
  readonly held: number;
  /** Dead letters for any other reason. */
  readonly otherDeadLetters: number;
}

const LATENCY_MS = 105;
const CALL_MS = 18;
/** Virtual time in which every message has met its fate. */
const LIMIT_MS = 86_400_000;

/** Sends messages, each of which a producer has put into the queue twice, and counts what became of them. */
export async function fateOf(messages: number, rate: number, faults: Faults): Promise<Fate> {
  const clock = new VirtualClock();
  const accepted = new Map<string, number>();
  const send = async (id: string) => {
    const isAccepted = !faults.throttles();
    if (isAccepted) accepted.set(id, (accepted.get(id) ?? 0) + 1);
    await clock.sleep(LATENCY_MS);
    return isAccepted;
  };
  const lane = new VirtualLane({ clock, rate, send, callMs: CALL_MS, ...faults });
  const ids = Array.from({ length: messages }, (_, number) => `order-${number}`);
  for (const id of [...ids, ...ids]) lane.queue.send(mailBody(id));
  await clock.run(async () => {
    lane.start();
    const start = clock.now();
    while (lane.queue.size > 0 && clock.now() < start + LIMIT_MS) await clock.sleep(1_000);
  });
  const dead = new Set(lane.deadLetters.map(({ body }) => JSON.parse(body).id as string));
  const times = (id: string) => accepted.get(id) ?? 0;
  return {
    sentOnce: ids.filter((id) => times(id) === 1).length,
    doubled: ids.filter((id) => times(id) > 1).length,
    lost: ids.filter((id) => times(id) === 0 && !dead.has(id)).length,
    held: ids.filter((id) => times(id) === 0 && dead.has(id)).length,
    otherDeadLetters: lane.deadLetters.filter(({ failureClass }) => failureClass !== "uncertain").length,
  };
}
