import {
  CreateEventDestinationCommand,
  DeleteEventDestinationCommand,
  type EventType,
  type PinpointSMSVoiceV2Client,
  UpdateEventDestinationCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { EventDestinations, Name } from "./core";
import type { Destination } from "./request";

/** Event destinations by the SDK. */
export class AwsEventDestinations implements EventDestinations {
  constructor(private readonly client: PinpointSMSVoiceV2Client) {}

  async create(destination: Destination): Promise<string> {
    const output = await this.client.send(new CreateEventDestinationCommand(inputOf(destination)));
    return output.ConfigurationSetArn as string;
  }

  async update(destination: Destination): Promise<string> {
    const input = { ...inputOf(destination), Enabled: true };
    const output = await this.client.send(new UpdateEventDestinationCommand(input));
    return output.ConfigurationSetArn as string;
  }

  async delete(name: Name): Promise<void> {
    await this.client.send(new DeleteEventDestinationCommand(name));
  }
}

function inputOf({ DeliveryStreamArn, IamRoleArn, MatchingEventTypes, ...name }: Destination) {
  return {
    ...name,
    // Which types there are is the service's to know: a new one needs no new function.
    MatchingEventTypes: MatchingEventTypes as EventType[],
    KinesisFirehoseDestination: { DeliveryStreamArn, IamRoleArn },
  };
}
