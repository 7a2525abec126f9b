import http from "node:http";
import { suite } from "./suite";

/** What a viewer gets. */
export interface View {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Asks a distribution as a browser does. The local cloud tells distributions by the Host header, and https by
 * `x-forwarded-proto`, as behind a proxy that ends TLS.
 */
export function view(host: string, path: string, protocol: "http" | "https" = "https"): Promise<View> {
  return new Promise((resolve, reject) => {
    const headers = { host, "x-forwarded-proto": protocol };
    const { hostname, port } = new URL(suite().endpoint);
    const request = http.get({ hostname, port, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on("error", reject);
  });
}
