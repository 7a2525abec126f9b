import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Session } from "./service";

/** A request to be signed with a role's session. */
export interface Unsigned {
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  /** With `host`; every one of them is signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly service: string;
  readonly region: string;
  readonly session: Session;
}

/** SHA-256 in the form that the signer asks for, with a secret the HMAC. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", secret as string | NodeJS.ArrayBufferView);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(data as string | NodeJS.ArrayBufferView);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

/**
 * The headers with a signature, which MiniStack verifies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function signedHeaders(request: Unsigned): Promise<Record<string, string>> {
  const { service, region, session, url, method, body } = request;
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  // S3 signs the path as it is sent, the other services encode it once more.
  const signer = new SignatureV4({
    service,
    region,
    credentials: session,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
  });
  const { headers } = await signer.sign({
    method,
    protocol: "http:",
    hostname: "127.0.0.1",
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: { ...request.headers },
    body,
  });
  return headers;
}
