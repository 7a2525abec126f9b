import type { Operation } from "../json-operations";
import { AwsError, type Call, type Cloud } from "../service";
import { identified } from "./configuration-sets";
import { createEventDestination, namedEventDestination, type Sinks, updateEventDestination } from "./inputs";
import { permittedSets } from "./permitted";
import type { ConfigurationSet, EventDestination, State } from "./state";
import { conflict, invalid, notFound, operation, PRINCIPAL, quotaExceeded } from "./wire";

/** https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-destinations.html */
const MAX_DESTINATIONS = 5;
const KINDS = ["KinesisFirehoseDestination", "CloudWatchLogsDestination", "SnsDestination"] as const;

type Kind = (typeof KINDS)[number];

/** Event destinations of configuration sets. */
export function eventDestinationOperations(cloud: Cloud, state: State): Readonly<Record<string, Operation>> {
  const permitted = permittedSets(cloud, state);
  return {
    CreateEventDestination: operation(createEventDestination, async (call, input) => {
      const { EventDestinationName, MatchingEventTypes, ConfigurationSetName } = input;
      const set = await permitted(call, "CreateEventDestination", ConfigurationSetName);
      const sink = await acceptedSink(cloud, call, set, input);
      if (set.destinations.has(EventDestinationName)) throw existing(EventDestinationName);
      if (set.destinations.size >= MAX_DESTINATIONS)
        throw quotaExceeded(
          "EVENT_DESTINATIONS_PER_CONFIGURATION_SET",
          `The configuration set ${set.name} has ${MAX_DESTINATIONS} event destinations, the most it can have.`,
        );
      return keep(set, { EventDestinationName, Enabled: true, MatchingEventTypes, ...sink });
    }),
    UpdateEventDestination: operation(updateEventDestination, async (call, input) => {
      const set = await permitted(call, "UpdateEventDestination", input.ConfigurationSetName);
      const known = destination(set, input.EventDestinationName);
      const { Enabled = known.Enabled, MatchingEventTypes = known.MatchingEventTypes } = input;
      const changed = KINDS.some((kind) => input[kind]);
      if (changed && !input[kindOf(known)]) throw mismatch(known);
      const sink = changed ? await acceptedSink(cloud, call, set, input) : {};
      return keep(set, { ...known, Enabled, MatchingEventTypes, ...sink });
    }),
    DeleteEventDestination: operation(namedEventDestination, async (call, input) => {
      const set = await permitted(call, "DeleteEventDestination", input.ConfigurationSetName);
      const known = destination(set, input.EventDestinationName);
      set.destinations.delete(input.EventDestinationName);
      return { ...identified(set), EventDestination: known };
    }),
  };
}

function keep(set: ConfigurationSet, EventDestination: EventDestination): object {
  set.destinations.set(EventDestination.EventDestinationName, EventDestination);
  return { ...identified(set), EventDestination };
}

function destination(set: ConfigurationSet, name: string): EventDestination {
  const known = set.destinations.get(name);
  if (!known) throw notFound("event-destination", name);
  return known;
}

/** The one sink of a call. The caller has to be allowed to pass its role on, and the role has to be of use. */
async function acceptedSink(cloud: Cloud, call: Call, set: ConfigurationSet, input: Sinks): Promise<Sinks> {
  const [kind, ...others] = KINDS.filter((each) => input[each]);
  if (!kind) throw invalid("MISSING_PARAMETER", `One of ${KINDS.join(", ")} is needed.`);
  if (others.length > 0)
    throw invalid("PARAMETERS_CANNOT_BE_USED_TOGETHER", `Only one of ${KINDS.join(", ")} can be given.`);
  const { KinesisFirehoseDestination: firehose, CloudWatchLogsDestination: logs } = input;
  const roleArn = (firehose ?? logs)?.IamRoleArn;
  if (roleArn) await cloud.authorize(call, "iam:PassRole", roleArn, { "iam:PassedToService": PRINCIPAL });
  if (firehose) await admitted(cloud, call, set, firehose);
  return { [kind]: input[kind] };
}

/** Tries the role as it will be used: its trust policy has to admit the service, its rights the stream. */
async function admitted(
  cloud: Cloud,
  call: Call,
  { arn: sourceArn }: ConfigurationSet,
  { IamRoleArn: roleArn, DeliveryStreamArn }: NonNullable<Sinks["KinesisFirehoseDestination"]>,
): Promise<void> {
  try {
    const { accessKeyId } = await cloud.assumeRole({ region: call.region, roleArn, service: PRINCIPAL, sourceArn });
    await cloud.authorize({ ...call, accessKeyId }, "firehose:PutRecordBatch", DeliveryStreamArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid("RESOURCE_NOT_ACCESSIBLE", `Events cannot be sent to ${DeliveryStreamArn}: ${error.message}`);
  }
}

function kindOf(known: EventDestination): Kind {
  return KINDS.find((kind) => known[kind]) as Kind;
}

function mismatch(known: EventDestination): AwsError {
  const { EventDestinationName: name } = known;
  const message = `The event destination ${name} is a ${kindOf(known)} and cannot become one of another kind.`;
  return conflict("EVENT_DESTINATION_MISMATCH", "event-destination", name, message);
}

function existing(name: string): AwsError {
  const message = `There is already an event destination ${name}.`;
  return conflict("RESOURCE_ALREADY_EXISTS", "event-destination", name, message);
}
