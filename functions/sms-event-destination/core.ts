import type { Destination, Request } from "./request";

/** Name of an event destination. */
export type Name = Pick<Destination, "ConfigurationSetName" | "EventDestinationName">;

/** Event destinations as End User Messaging has them; refusals are errors with the API's names. */
export interface EventDestinations {
  /** @returns ARN of the configuration set */
  create(destination: Destination): Promise<string>;
  /** Also turns it on. @returns ARN of the configuration set */
  update(destination: Destination): Promise<string>;
  delete(name: Name): Promise<void>;
}

/** What the invocation answers; Terraform keeps it as the invocation's result. */
export interface Outcome extends Name {
  /** Absent when the destination was deleted. */
  readonly ConfigurationSetArn?: string;
}

/** Waits; tests do not. */
export type Sleep = (milliseconds: number) => Promise<void>;

/** Pauses between tries, 60 s together: as long as a new role may take to become effective everywhere. */
const PAUSES_SECONDS = [1, 2, 4, 8, 15, 15, 15];

/**
 * Makes the event destination what Terraform wants. Every step may be repeated: a destination that is there already is
 * updated, one that has gone is created, and deleting one that is not there succeeds.
 */
export async function apply(
  { tf, ...destination }: Request,
  destinations: EventDestinations,
  sleep: Sleep,
): Promise<Outcome> {
  const { ConfigurationSetName, EventDestinationName } = destination;
  const name = { ConfigurationSetName, EventDestinationName };
  if (tf.action === "delete") {
    await remove(name, destinations);
    return name;
  }
  const before = { ...name, ...tf.prev_input };
  const isRenamed =
    before.ConfigurationSetName !== ConfigurationSetName || before.EventDestinationName !== EventDestinationName;
  if (tf.action === "update" && isRenamed) await remove(before, destinations);
  const put = tf.action === "update" && !isRenamed ? updateOrCreate : createOrUpdate;
  return { ...name, ConfigurationSetArn: await patiently(() => put(destination, destinations), sleep) };
}

async function createOrUpdate(destination: Destination, destinations: EventDestinations): Promise<string> {
  try {
    return await destinations.create(destination);
  } catch (error) {
    if (!is(error, "ConflictException")) throw error;
    return destinations.update(destination);
  }
}

async function updateOrCreate(destination: Destination, destinations: EventDestinations): Promise<string> {
  try {
    return await destinations.update(destination);
  } catch (error) {
    if (!is(error, "ResourceNotFoundException")) throw error;
    return destinations.create(destination);
  }
}

async function remove({ ConfigurationSetName, EventDestinationName }: Name, destinations: EventDestinations) {
  try {
    await destinations.delete({ ConfigurationSetName, EventDestinationName });
  } catch (error) {
    if (!is(error, "ResourceNotFoundException")) throw error;
  }
}

/**
 * Tries again while roles are not effective yet: ours (AccessDenied) or the one that the service shall take on. The
 * latter is a ValidationException, as a wrong input would be; but the input's form was checked before.
 */
async function patiently<Result>(work: () => Promise<Result>, sleep: Sleep): Promise<Result> {
  for (const seconds of PAUSES_SECONDS) {
    try {
      return await work();
    } catch (error) {
      if (!is(error, "AccessDeniedException") && !is(error, "ValidationException")) throw error;
      await sleep(seconds * 1_000);
    }
  }
  return work();
}

function is(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
