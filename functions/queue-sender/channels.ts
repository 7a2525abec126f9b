import { type PinpointClient, SendMessagesCommand, type SendMessagesCommandInput } from "@aws-sdk/client-pinpoint";
import { type PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { type SESv2Client, SendBulkEmailCommand, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { classifyStatus } from "./classify";
import type { ReadyMessage } from "./cost";
import { READ_ON, Refusal } from "./failures";
import type { Channel, Sent } from "./ports";
import { sendBulkEmailRequest, sendEmailRequest } from "./ses-requests";

type Of<Name> = Extract<ReadyMessage, { channel: Name }>;

/** Mail by SES. @param configurationSet of mails that name none */
export function sesChannel(client: Pick<SESv2Client, "send">, configurationSet?: string): Channel {
  return {
    async send(message): Promise<Sent> {
      const { ses, tags } = message as Of<"ses">;
      const mail = { ...ses, configuration_set: ses.configuration_set ?? configurationSet };
      const { content } = mail;
      if (content.kind !== "bulk") {
        const { MessageId } = await client.send(new SendEmailCommand(sendEmailRequest(mail, content, tags)));
        return { messageId: MessageId };
      }
      const request = new SendBulkEmailCommand(sendBulkEmailRequest(mail, content, tags));
      const { BulkEmailEntryResults = [] } = await client.send(request);
      const parts = BulkEmailEntryResults.map(({ Status = "", Error: text = "" }, index) => ({
        part: String(index),
        failure: classifyStatus(Status, text),
      }));
      return { parts };
    },
  };
}

/** Texts by End User Messaging. @param configurationSet of texts that name none */
export function smsChannel(client: Pick<PinpointSMSVoiceV2Client, "send">, configurationSet?: string): Channel {
  return {
    async send(message): Promise<Sent> {
      const { sms, tags } = message as Of<"sms">;
      const request = {
        DestinationPhoneNumber: sms.to,
        OriginationIdentity: sms.origination_identity,
        MessageBody: sms.body,
        MessageType: sms.message_type,
        ConfigurationSetName: sms.configuration_set ?? configurationSet,
        TimeToLive: sms.ttl_seconds,
        MaxPrice: sms.max_price,
        Context: tags,
      };
      const { MessageId } = await client.send(new SendTextMessageCommand(request));
      return { messageId: MessageId };
    },
  };
}

/**
 * Whatever Pinpoint sends, by its SendMessages. It answers with success even if it throttled every address.
 *
 * @param applicationId of messages that name none
 */
export function pinpointChannel(client: Pick<PinpointClient, "send">, applicationId?: string): Channel {
  return {
    async send(message): Promise<Sent> {
      const { pinpoint, tags } = message as Of<"pinpoint">;
      const ApplicationId = pinpoint.application_id ?? applicationId;
      if (ApplicationId === undefined) {
        const text = `pinpoint.application_id must be an application's id, as the lane has none. ${READ_ON}`;
        throw new Refusal("malformed", "NO_APPLICATION", text);
      }
      const MessageRequest = {
        Addresses: pinpoint.addresses,
        MessageConfiguration: pinpoint.message_configuration,
        Context: tags,
      } as SendMessagesCommandInput["MessageRequest"];
      const { MessageResponse } = await client.send(new SendMessagesCommand({ ApplicationId, MessageRequest }));
      const results = MessageResponse?.Result ?? {};
      const parts = Object.keys(pinpoint.addresses).map((part) => {
        const { DeliveryStatus = "UNKNOWN_FAILURE", StatusMessage = "" } = results[part] ?? {};
        return { part, failure: classifyStatus(DeliveryStatus, StatusMessage) };
      });
      const [only] = Object.keys(results);
      return { messageId: parts.length === 1 && only ? results[only]?.MessageId : undefined, parts };
    },
  };
}
