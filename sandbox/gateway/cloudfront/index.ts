import { fields, invalid } from "../command-input";
import { REGION } from "../ministack";
import { AwsError, type Cloud, headerOf, type Reply, type Service } from "../service";
import { AccessLog } from "./access-log";
import { EdgeCache } from "./cache";
import { edgeSettings, Invalidations } from "./policy";
import { partsOf, type ViewerRequest } from "./viewer";

const DOMAIN = /^[a-z0-9]+\.cloudfront\.net(?=:|$)/;

/**
 * The edge of CloudFront before MiniStack, which redirects to https, runs functions, signs fetches and sets headers:
 * here are what viewers spoke, the cache, and the access log.
 */
export class CloudFrontEdge {
  private readonly cache: EdgeCache;
  private readonly log: AccessLog;
  private readonly invalidations: Invalidations;
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
    this.invalidations = new Invalidations(cloud);
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
    this.cache.forget(`${distributionId} `, await this.invalidations.newPaths(REGION, distributionId));
    const protocol = String(request.headers["x-forwarded-proto"] ?? "http");
    const { method } = request;
    const { path, query: search } = partsOf(request.url);
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
          const { seconds } = fields(input, '{"seconds": 3600}');
          if (typeof seconds !== "number" || !(seconds >= 0))
            throw invalid(`seconds is ${JSON.stringify(seconds)}; a number of at least 0 is needed.`);
          this.ahead += seconds * 1_000;
        },
        "deliver-access-logs": async () => ({ objects: await this.log.deliver(REGION) }),
      },
      reset: () => {
        this.cache.clear();
        this.log.clear();
        this.invalidations.clear();
        this.ahead = 0;
      },
    };
  }
}

/** What functions and redirects answer never gets into the cache. */
function isOfOrigin(reply: Reply): boolean {
  return headerOf(reply, "x-cache") === "Miss from cloudfront";
}
