import http from "node:http";
import type { Reply } from "./service";

/** A request to MiniStack, its body read whole. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer | string;
}

/** Headers of one connection only, which a proxy does not pass on (RFC 9110, 7.6.1); `expect` is answered here. */
const HOP_BY_HOP = new Set([
  "connection",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The headers that travel on; HTTP/2's pseudo headers (`:path`) stay behind. */
export function endToEnd(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":") && !HOP_BY_HOP.has(name)));
}

/** The connection pool to MiniStack's private port. */
export class Upstream {
  /** MiniStack closes an idle connection after 75 s: ours go before, so no request meets a closing one. */
  private readonly agent = new http.Agent({ keepAlive: true, timeout: 60_000 });

  /** @param port MiniStack's port on 127.0.0.1 */
  constructor(readonly port: number) {}

  /**
   * Opens a request; the caller writes the body and reads the response.
   * @param protocol what the client is taken to have spoken; policies refuse calls without TLS
   */
  open(method: string, url: string, headers: http.IncomingHttpHeaders, protocol = "https"): http.ClientRequest {
    const forwarded = { ...endToEnd(headers), "x-forwarded-proto": protocol };
    return http.request({
      host: "127.0.0.1",
      port: this.port,
      method,
      path: url,
      headers: forwarded,
      agent: this.agent,
    });
  }

  /** Sends a request whose body is at hand and reads the reply whole. */
  send({ method, url, headers, body }: UpstreamRequest, protocol?: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const request = this.open(
        method,
        url,
        { ...headers, "content-length": String(Buffer.byteLength(body)) },
        protocol,
      );
      request.on("response", (response) => readReply(response).then(resolve, reject));
      request.on("error", reject);
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Reads a response whole. */
export async function readReply(response: http.IncomingMessage): Promise<Reply> {
  const body = await readAll(response);
  const headers = Object.entries(endToEnd(response.headers)).map(([name, value]) => [name, String(value)]);
  return { status: response.statusCode ?? 502, headers: Object.fromEntries(headers), body };
}

/** Reads a stream whole. */
export async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
