import { VoiceId, VoiceMessageBodyTextType } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import * as z from "zod/mini";
import { messageType, text } from "./inputs";

/** Longest text of a text message, a spoken text, and a spoken text with its SSML tags. */
const MAX_TEXT = 1600;
const MAX_SPEECH = 3000;
const MAX_SSML = 6000;

const identity = text(/^[A-Za-z0-9_:/+-]+$/, 256);
const body = (max: number) => z.optional(text(/\S/, max));
const contextValue = text(/^\S([\s\S]*\S)?$/, 800);
const price = text(/^[0-9]{0,2}\.[0-9]{1,5}$/, 8, 2);

/** What the four sends have in common. */
const common = {
  DestinationPhoneNumber: text(/^\+?[1-9][0-9]{1,18}$/, 20),
  ConfigurationSetName: z.optional(text(/^[A-Za-z0-9_:/-]+$/, 256)),
  TimeToLive: z.optional(z.int().check(z.minimum(5), z.maximum(259_200))),
  Context: z.optional(
    z
      .record(text(/^\S+$/, 100), contextValue)
      .check(z.refine((context) => Object.keys(context).length <= 5, { error: "at most 5 pairs" })),
  ),
  DryRun: z.optional(z.boolean()),
  MaxPrice: z.optional(price),
};

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html */
export const sendTextMessage = z.object({
  ...common,
  OriginationIdentity: z.optional(identity),
  MessageBody: body(MAX_TEXT),
  MessageType: z.optional(messageType),
});

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendMediaMessage.html */
export const sendMediaMessage = z.object({
  ...common,
  OriginationIdentity: identity,
  MessageBody: body(MAX_TEXT),
  MediaUrls: z.optional(z.array(text(/^s3:\/\/[a-z0-9.-]{3,63}\/.+$/, 2048)).check(z.length(1))),
});

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendVoiceMessage.html */
export const sendVoiceMessage = z
  .object({
    ...common,
    OriginationIdentity: identity,
    MessageBody: body(MAX_SSML),
    MessageBodyTextType: z.optional(z.enum(VoiceMessageBodyTextType)),
    VoiceId: z.optional(z.enum(VoiceId)),
    MaxPricePerMinute: z.optional(price),
  })
  .check(
    z.refine(({ MessageBody = "", MessageBodyTextType: type }) => type === "SSML" || MessageBody.length <= MAX_SPEECH, {
      path: ["MessageBody"],
      error: `at most ${MAX_SPEECH} characters unless it is SSML`,
    }),
  );

/** https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendRcsMessage.html; content is not read. */
export const sendRcsMessage = z.object({
  ...common,
  OriginationIdentity: identity,
  RcsMessageContent: z.optional(z.looseObject({})),
  TimeToLive: z.optional(z.int().check(z.minimum(1), z.maximum(172_800))),
});

/** What every send's input can be read as. */
export interface SendInput extends z.infer<z.ZodMiniObject<typeof common>> {
  readonly OriginationIdentity?: string | undefined;
  readonly MessageBody?: string | undefined;
  readonly MessageType?: z.infer<typeof messageType> | undefined;
}
