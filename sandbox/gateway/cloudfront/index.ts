import type http from "node:http";
import { REGION } from "../ministack";
import { AwsError, type Cloud, type Reply, type Service } from "../service";
import { AccessLog } from "./access-log";
import { EdgeCache } from "./cache";
import { edgeSettings, invalidatedPaths } from "./policy";

/** A viewer's request to a distribution. */
export interface ViewerRequest {
  readonly method: string;
  /** Path and query as they came: what looks like a folder above stays. */
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
}

const DOMAIN = /^[a-z0-9]+\.cloudfront\.net(?=:|$)/;

/**
 * The edge of CloudFront before MiniStack, which redirects to https, runs functions, signs fetches and sets headers:
 * here are what viewers spoke, the cache, and the access log.
 */
export class CloudFrontEdge {
  private readonly cache: EdgeCache;
  private readonly log: AccessLog;
  /** Invalidations that were done, by distribution. */
  private readonly done = new Map<string, number>();
  /** Milliseconds that the clock was put forward. */
  private ahead = 0;

  constructor(
    private readonly cloud: Cloud,
    /** Asks MiniStack, past the cache. */
    private readonly fetch: (request: ViewerRequest, protocol: string) => Promise<Reply>,
    now: () => number = Date.now,
  ) {
    const clock = () => now() + this.ahead;
    this.cache = new EdgeCache(clock);
    this.log = new AccessLog(cloud, clock);
  }

  /** Whether a request is for a distribution. */
  static serves({ headers }: Pick<ViewerRequest, "headers">): boolean {
    return DOMAIN.test(headers.host ?? "");
  }

  /** Answers a viewer. `x-forwarded-proto` says what it spoke; this port itself is http. */
  async answer(request: ViewerRequest): Promise<Reply> {
    const domain = DOMAIN.exec(request.headers.host ?? "")?.[0] ?? "";
    const settings = await edgeSettings(this.cloud, REGION, domain);
    if (!settings) throw new AwsError(421, "NoSuchDistribution", `There is no distribution with the domain ${domain}.`);
    const { distributionId, policy } = settings;
    await this.forgetInvalidated(distributionId);
    const protocol = String(request.headers["x-forwarded-proto"] ?? "http");
    const { method } = request;
    const [path = "", search = ""] = request.url.split(/\?(.*)/s);
    const parameters = new URLSearchParams(search);
    const query = policy.queryKeys.map((name) => [name, parameters.getAll(name)]);
    const key = `${distributionId} ${method} ${path} ${JSON.stringify(query)}`;
    const isCached = protocol === "https" && (method === "GET" || method === "HEAD");
    const found = isCached ? this.cache.find(key) : undefined;
    const reply = found ?? (await this.fetch(request, protocol));
    if (!found && isCached && isOfOrigin(reply)) this.cache.keep(key, path, reply, settings);
    this.log.add(distributionId, request, protocol, reply);
    return reply;
  }

  /** Commands of the edge. */
  service(): Service {
    return {
      scopes: [],
      handle: async () => undefined,
      commands: {
        "advance-edge-clock": async (input) => {
          const { seconds } = input as { seconds?: unknown };
          if (typeof seconds !== "number" || !(seconds >= 0)) {
            throw new AwsError(400, "InvalidCommand", 'advance-edge-clock needs {"seconds": 3600}.');
          }
          this.ahead += seconds * 1_000;
        },
        "deliver-access-logs": async () => ({ objects: await this.log.deliver(REGION) }),
      },
      reset: () => {
        this.cache.clear();
        this.log.clear();
        this.done.clear();
        this.ahead = 0;
      },
    };
  }

  private async forgetInvalidated(distributionId: string): Promise<void> {
    const invalidations = await invalidatedPaths(this.cloud, REGION, distributionId);
    if (invalidations.length === (this.done.get(distributionId) ?? 0)) return;
    this.cache.forget(`${distributionId} `, invalidations.flat());
    this.done.set(distributionId, invalidations.length);
  }
}

/** What functions and redirects answer never gets into the cache. */
function isOfOrigin({ headers = {} }: Reply): boolean {
  const value = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-cache")?.[1];
  return value === "Miss from cloudfront";
}
