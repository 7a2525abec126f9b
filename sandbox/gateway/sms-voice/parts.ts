import { isGsm, smsParts } from "../../../functions/shared/sms-parts";

/** How a text goes over the air. */
export interface Encoded {
  /** As events spell it. */
  readonly encoding: "GSM" | "UNICODE";
  readonly parts: number;
}

/**
 * Encoding and parts of a text message, counted as the paced queue's sender counts them.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
export function encode(body: string): Encoded {
  return { encoding: isGsm(body) ? "GSM" : "UNICODE", parts: smsParts(body) };
}
