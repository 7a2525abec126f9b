import { dashboardService } from "../dashboard/live";
import { firehoseService } from "./firehose";
import type { Cloud, Service } from "./service";
import { sesService } from "./ses";
import { shims } from "./shims";
import { smsVoiceService } from "./sms-voice";

/** Every service that the gateway answers itself, in the order they are asked. */
export function services(cloud: Cloud): readonly Service[] {
  return [...shims(cloud), sesService(cloud), smsVoiceService(cloud), firehoseService(cloud), dashboardService()];
}
