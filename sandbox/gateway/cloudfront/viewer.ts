import type http from "node:http";

/** A viewer's request to a distribution. */
export interface ViewerRequest {
  readonly method: string;
  /** Path and query as they came: what looks like a folder above stays. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
}

/** What stands before the question mark, and behind it. */
export function partsOf(url: string): { readonly path: string; readonly query: string } {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return { path, query };
}
