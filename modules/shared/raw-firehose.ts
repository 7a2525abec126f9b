import type { Construct } from "constructs";
import type { PrivateBucket } from "./bucket";
import { DeliveryStream } from "./delivery-stream";
import type { Deployment } from "./deployment";
import type { Condition } from "./optional";

/** Props of {@link rawFirehose}. */
export interface RawFirehoseProps {
  readonly deployment: Deployment;
  readonly bucket: PrivateBucket;
  /** Where objects lie, by hour of arrival below it; ends with `/`. */
  readonly prefix: string;
  readonly when: Condition;
}

/** A Firehose that writes the records it is sent to a bucket as they are: gzip, one object a minute. */
export function rawFirehose(scope: Construct, { prefix, ...props }: RawFirehoseProps): DeliveryStream {
  return new DeliveryStream(scope, {
    ...props,
    // The shortest that keeps objects from being tiny.
    bufferingIntervalSeconds: 60,
    destination: () => ({
      compressionFormat: "GZIP",
      prefix: `${prefix}!{timestamp:yyyy/MM/dd/HH}/`,
      errorOutputPrefix: "errors/firehose/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/",
    }),
  });
}
