import { ConfigurationSetFilterName, EventType, MessageType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import * as z from "zod/mini";

/**
 * Inputs of the operations, with the limits of the API reference.
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/Welcome.html
 */
export const text = (pattern: RegExp, max: number, min = 1) =>
  z.string().check(z.minLength(min), z.maxLength(max), z.regex(pattern));

const name = text(/^[A-Za-z0-9_-]+$/, 64);
const arn = text(/^arn:\S+$/, 2048, 20);
const ofSet = { ConfigurationSetName: text(/^[A-Za-z0-9_:/-]+$/, 256) };
const ofDestination = { ...ofSet, EventDestinationName: name };
const tagged = { ResourceArn: text(/^arn:[A-Za-z0-9_:/-]+$/, 256, 20) };
const tagKey = text(/^.+$/, 128);
const tags = z
  .array(z.object({ Key: tagKey, Value: z.string().check(z.maxLength(256)) }))
  .check(z.minLength(0), z.maxLength(200));
const eventTypes = z.array(z.enum(EventType)).check(z.minLength(1), z.maxLength(52));

/** Where events go: exactly one of three kinds. */
const sinks = {
  KinesisFirehoseDestination: z.optional(z.object({ IamRoleArn: arn, DeliveryStreamArn: arn })),
  CloudWatchLogsDestination: z.optional(z.object({ IamRoleArn: arn, LogGroupArn: arn })),
  SnsDestination: z.optional(z.object({ TopicArn: arn })),
};

/** {@link sinks} as they are read. */
export type Sinks = z.infer<z.ZodMiniObject<typeof sinks>>;

export const messageType = z.enum(MessageType);

export const createConfigurationSet = z.object({ ConfigurationSetName: name, Tags: z.optional(tags) });
export const namedConfigurationSet = z.object(ofSet);
export const setDefaultMessageType = z.object({ ...ofSet, MessageType: messageType });
export const setDefaultSenderId = z.object({ ...ofSet, SenderId: text(/^[A-Za-z0-9_-]+$/, 11) });
export const setDefaultMessageFeedback = z.object({ ...ofSet, MessageFeedbackEnabled: z.boolean() });

const filter = z.object({
  Name: z.enum(ConfigurationSetFilterName),
  Values: z.array(text(/^[A-Za-z0-9_-]+$/, 100)).check(z.minLength(1), z.maxLength(20)),
});

/** {@link filter} as it is read. */
export type Filter = z.infer<typeof filter>;

export const describeConfigurationSets = z.object({
  ConfigurationSetNames: z.optional(z.array(ofSet.ConfigurationSetName).check(z.maxLength(5))),
  Filters: z.optional(z.array(filter).check(z.maxLength(20))),
  MaxResults: z.optional(z.int().check(z.minimum(1), z.maximum(100))),
  NextToken: z.optional(z.string()),
});

export const createEventDestination = z.object({ ...ofDestination, MatchingEventTypes: eventTypes, ...sinks });
export const updateEventDestination = z.object({
  ...ofDestination,
  Enabled: z.optional(z.boolean()),
  MatchingEventTypes: z.optional(eventTypes),
  ...sinks,
});
export const namedEventDestination = z.object(ofDestination);

export const tagResource = z.object({ ...tagged, Tags: tags });
export const untagResource = z.object({ ...tagged, TagKeys: z.array(tagKey).check(z.minLength(1), z.maxLength(200)) });
export const taggedResource = z.object(tagged);
