import { askJson } from "../json-calls";
import { s3Location } from "../s3-calls";
import type { Call, Cloud } from "../service";
import { invalidRequest } from "./wire";

/** How results are encrypted. */
export interface EncryptionConfiguration {
  readonly EncryptionOption: string;
  readonly KmsKey?: string | undefined;
}

/** Where results go. */
export interface ResultConfiguration {
  readonly OutputLocation?: string | undefined;
  readonly EncryptionConfiguration?: EncryptionConfiguration | undefined;
}

/** What decides about a query besides its text. */
export interface EffectiveConfiguration {
  /** Prefix that results are written below, with a slash at the end. */
  readonly outputLocation: string;
  readonly encryption: EncryptionConfiguration | undefined;
  /** Bytes after which the query is cancelled. */
  readonly cutoff: number | undefined;
}

interface WorkGroup {
  readonly State?: string;
  readonly Configuration?: {
    readonly EnforceWorkGroupConfiguration?: boolean;
    readonly BytesScannedCutoffPerQuery?: number;
    readonly ResultConfiguration?: ResultConfiguration;
  };
}

const NO_LOCATION =
  "No output location provided. An output location is required either through the Workgroup result configuration " +
  "setting or as an API input.";

/**
 * The configuration of a query in a workgroup: an enforced one overrides the client's.
 * https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export async function effectiveConfiguration(
  cloud: Cloud,
  { region }: Call,
  workgroup: string,
  client: ResultConfiguration | undefined,
): Promise<EffectiveConfiguration> {
  const input = { WorkGroup: workgroup };
  const answer = await askJson<{ WorkGroup?: WorkGroup }>(cloud, "athena", region, "AmazonAthena.GetWorkGroup", input);
  if (!answer.ok || !answer.body.WorkGroup) throw invalidRequest(`WorkGroup ${workgroup} is not found.`);
  const { State, Configuration = {} } = answer.body.WorkGroup;
  if (State === "DISABLED") throw invalidRequest(`WorkGroup ${workgroup} is disabled.`);
  const own = Configuration.ResultConfiguration;
  const chosen = Configuration.EnforceWorkGroupConfiguration ? own : { ...own, ...client };
  if (!chosen?.OutputLocation) throw invalidRequest(NO_LOCATION);
  if (!s3Location(chosen.OutputLocation)) throw invalidRequest("outputLocation is not a valid S3 path.");
  return {
    outputLocation: chosen.OutputLocation.replace(/\/?$/, "/"),
    encryption: chosen.EncryptionConfiguration,
    cutoff: Configuration.BytesScannedCutoffPerQuery,
  };
}

/** The headers that encrypt an object as configured. */
export function encryptionHeaders(encryption: EncryptionConfiguration | undefined): Record<string, string> {
  if (encryption?.EncryptionOption === "SSE_S3") return { "x-amz-server-side-encryption": "AES256" };
  if (encryption?.EncryptionOption !== "SSE_KMS") return {};
  const headers = { "x-amz-server-side-encryption": "aws:kms" };
  return encryption.KmsKey ? { ...headers, "x-amz-server-side-encryption-aws-kms-key-id": encryption.KmsKey } : headers;
}
