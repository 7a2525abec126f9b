import { dashboardService } from "../dashboard/live";
import { sendingService } from "../sending";
import { athenaService } from "./athena";
import { firehoseService } from "./firehose";
import type { Cloud, Service } from "./service";
import { sesService } from "./ses";
import { shims } from "./shims";
import { smsVoiceService } from "./sms-voice";

/**
 * Every service that the gateway answers itself, in the order they are asked.
 * @param folder the cloud's own; it goes with the cloud
 */
export function services(cloud: Cloud, folder: string): readonly Service[] {
  return [
    ...shims(cloud),
    sesService(cloud),
    smsVoiceService(cloud),
    firehoseService(cloud),
    athenaService(cloud, folder),
    dashboardService(),
    sendingService(),
  ];
}
