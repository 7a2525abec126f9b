import type { Operation } from "../json-operations";
import type { AwsError, Cloud } from "../service";
import { createConfigurationSet, describeConfigurationSets, type Filter, namedConfigurationSet } from "./inputs";
import { permittedSets } from "./permitted";
import { arnOf, type ConfigurationSet, type State } from "./state";
import { conflict, invalid, operation, smsVoiceArn } from "./wire";

const MAX_RESULTS = 100;

/** Configuration sets themselves. */
export function configurationSetOperations(
  cloud: Cloud,
  state: State,
  clock: () => Date,
): Readonly<Record<string, Operation>> {
  const permitted = permittedSets(cloud, state);
  return {
    CreateConfigurationSet: operation(createConfigurationSet, async (call, input) => {
      // The action has no resource type: a policy allows it on `*` only.
      await cloud.authorize(call, "sms-voice:CreateConfigurationSet", "*");
      const { ConfigurationSetName: name, Tags = [] } = input;
      const arn = smsVoiceArn(call, `configuration-set/${name}`);
      if (Tags.length > 0) await cloud.authorize(call, "sms-voice:TagResource", arn);
      if (state.lookUp(call, name)) throw existing(name);
      const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
      const set = { name, arn, createdAt: clock(), destinations: new Map(), tags, messageFeedbackEnabled: false };
      state.add(set);
      return { ...identified(set), Tags, CreatedTimestamp: seconds(set) };
    }),
    DeleteConfigurationSet: operation(namedConfigurationSet, async (call, input) => {
      const set = await permitted(call, "DeleteConfigurationSet", input.ConfigurationSetName);
      state.remove(set);
      return described(set);
    }),
    DescribeConfigurationSets: operation(describeConfigurationSets, async (call, input) => {
      const { ConfigurationSetNames: names = [], Filters = [], MaxResults = MAX_RESULTS, NextToken } = input;
      const resources = names.length > 0 ? names.map((name) => arnOf(call, name)) : ["*"];
      for (const arn of resources) await cloud.authorize(call, "sms-voice:DescribeConfigurationSets", arn);
      const sets = names.length > 0 ? names.map((name) => state.find(call, name)) : state.list(call);
      const matching = sets.filter((set) => Filters.every((filter) => passes(set, filter)));
      const start = offsetOf(NextToken);
      const end = start + MaxResults;
      return {
        ConfigurationSets: matching.slice(start, end).map(described),
        ...(end < matching.length && { NextToken: Buffer.from(String(end)).toString("base64url") }),
      };
    }),
  };
}

/** The two members that every answer about a set begins with. */
export function identified({ arn, name }: ConfigurationSet) {
  return { ConfigurationSetArn: arn, ConfigurationSetName: name };
}

function described(set: ConfigurationSet) {
  return {
    ...identified(set),
    EventDestinations: [...set.destinations.values()],
    DefaultMessageType: set.defaultMessageType,
    DefaultSenderId: set.defaultSenderId,
    DefaultMessageFeedbackEnabled: set.messageFeedbackEnabled,
    CreatedTimestamp: seconds(set),
  };
}

function seconds({ createdAt }: ConfigurationSet): number {
  return createdAt.getTime() / 1000;
}

/** A filter passes when one of its values is right; all filters have to. */
function passes(set: ConfigurationSet, { Name, Values }: Filter): boolean {
  const destinations = [...set.destinations.values()];
  const actual: Record<Filter["Name"], readonly (string | undefined)[]> = {
    "event-destination-name": destinations.map(({ EventDestinationName }) => EventDestinationName),
    "matching-event-types": destinations.flatMap(({ MatchingEventTypes }) => MatchingEventTypes),
    "default-message-type": [set.defaultMessageType],
    "default-sender-id": [set.defaultSenderId],
    "default-message-feedback-enabled": [String(set.messageFeedbackEnabled)],
    "protect-configuration-id": [],
  };
  return Values.some((value) => actual[Name].includes(value));
}

function offsetOf(token: string | undefined): number {
  const offset = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (Number.isInteger(offset) && offset >= 0) return offset;
  throw invalid("INVALID_NEXT_TOKEN", `NextToken is ${JSON.stringify(token)}, which no earlier answer had.`);
}

function existing(name: string): AwsError {
  const message = `There is already a configuration set ${name}.`;
  return conflict("RESOURCE_ALREADY_EXISTS", "configuration-set", name, message);
}
