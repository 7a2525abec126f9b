import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import { reportFailure } from "../shared/observers";
import { Attempts, type BatchState } from "./attempt";
import { Breakers } from "./breakers";
import { Claiming } from "./claiming";
import { Endings, type Verdict } from "./endings";
import { inFlight } from "./in-flight";
import { Journal } from "./journal";
import type { SenderDependencies } from "./ports";
import { type Task, taskOf } from "./tasks";

/** Sends of one limiter that are under way at most: what its quota needs when an answer takes a second and a half. */
const MAX_IN_FLIGHT = 200;
const IN_FLIGHT_SECONDS = 1.5;
/** Messages that are refused at the same time. */
const REFUSALS_IN_FLIGHT = 20;

/**
 * Sends a batch: each message at its slot, several at the same time, each with an ending of its own. What was sent, or
 * never will be, is done; what may succeed later is hidden for a while and comes back.
 *
 * @param endsAt when the function is stopped, epoch milliseconds; messages that get no slot well before come back
 * @returns the messages that come back
 */
export async function sendBatch(
  records: readonly SQSRecord[],
  endsAt: number,
  dependencies: SenderDependencies,
): Promise<SQSBatchResponse> {
  const journal = new Journal(dependencies);
  const breakers = new Breakers(dependencies);
  const claiming = new Claiming(endsAt, dependencies);
  const endings = new Endings(breakers, claiming, journal, dependencies);
  const state = { endsAt, breakers, claiming, endings, journal };

  journal.count("RecordsReceived", records.length);
  const { tasks, refusals } = read(records, endings, dependencies);
  const refused = await inFlight(
    refusals,
    () => REFUSALS_IN_FLIGHT,
    (refuse) => refuse(),
  );
  const verdicts = [...refused, ...(await sendAll(tasks, state, dependencies))];
  const again = verdicts.flatMap(({ record, afterSeconds }) =>
    afterSeconds === undefined ? [] : [{ record, seconds: afterSeconds }],
  );
  await dependencies.lane.postpone(again);
  await publish(journal, dependencies);
  return { batchItemFailures: again.map(({ record }) => ({ itemIdentifier: record.messageId })) };
}

/** Tells apart the messages that can be sent now, and the rest, of which each has its ending. */
function read(records: readonly SQSRecord[], endings: Endings, { settings, clock }: SenderDependencies) {
  const tasks: Task[] = [];
  const refusals: (() => Promise<Verdict>)[] = [];
  for (const record of records) {
    try {
      const task = taskOf(record, settings);
      if (task.notAfter <= clock.now()) refusals.push(() => endings.expired(task));
      else if (task.notBefore > clock.now()) refusals.push(async () => endings.early(task));
      else tasks.push(task);
    } catch (error) {
      refusals.push(async () => endings.broken(record, error));
    }
  }
  return { tasks, refusals };
}

async function sendAll(
  tasks: readonly Task[],
  state: BatchState,
  dependencies: SenderDependencies,
): Promise<Verdict[]> {
  const { limiters, quota, claims } = dependencies;
  await state.breakers.read(new Set(tasks.flatMap(({ breakerKeys }) => breakerKeys)));
  const earlier = new Map<string, Promise<Verdict>>();
  const sends = [...byLimiter(tasks)].map(([key, ofKey]) => {
    const attempts = new Attempts(limiters.of(key), ofKey.length, state, dependencies);
    const most = () => Math.min(MAX_IN_FLIGHT, Math.ceil(quota(key) * IN_FLIGHT_SECONDS));
    return inFlight(ofKey, most, (task) => {
      const verdict = attempts.send(task, claims && earlier.get(task.message.id));
      earlier.set(task.message.id, verdict);
      return verdict;
    });
  });
  return (await Promise.all(sends)).flat();
}

function byLimiter(tasks: readonly Task[]): Map<string, Task[]> {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const group = groups.get(task.limiterKey);
    if (group) group.push(task);
    else groups.set(task.limiterKey, [task]);
  }
  return groups;
}

/** A result that is lost is no reason to send again. */
async function publish(journal: Journal, { observers, settings }: SenderDependencies): Promise<void> {
  try {
    await journal.publish();
  } catch (error) {
    reportFailure(error, { channel: settings.channel }, observers);
  }
}
