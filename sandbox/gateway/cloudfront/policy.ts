import type { Cloud } from "../service";

/** How long the edge keeps answers, in seconds, and what tells them apart. */
export interface CachePolicy {
  readonly min: number;
  readonly standard: number;
  readonly max: number;
  /** Query parameters in the cache's key. */
  readonly queryKeys: readonly string[];
}

/** The distribution of a domain: its id and the policy of its default behaviour. */
export interface EdgeSettings {
  readonly distributionId: string;
  readonly policy: CachePolicy;
  /** Seconds that errors are kept. */
  readonly errorSeconds: number;
}

const PATH = "/2020-05-31";

/** What MiniStack knows of the distribution with a domain; undefined when there is none. */
export async function edgeSettings(cloud: Cloud, region: string, domain: string): Promise<EdgeSettings | undefined> {
  const read = async (path: string) => {
    const { body } = await cloud.request("cloudfront", region, { path: `${PATH}${path}` });
    return body.toString();
  };
  const summaries = (await read("/distribution")).match(/<DistributionSummary>.*?<\/DistributionSummary>/gs) ?? [];
  const distributionId = element(summaries.find((xml) => element(xml, "DomainName") === domain) ?? "", "Id");
  if (distributionId === undefined) return undefined;
  const config = await read(`/distribution/${distributionId}/config`);
  const policy = await read(`/cache-policy/${element(config, "CachePolicyId")}`);
  const seconds = (xml: string, name: string) => Number(element(xml, name) ?? 0);
  return {
    distributionId,
    policy: {
      min: seconds(policy, "MinTTL"),
      standard: seconds(policy, "DefaultTTL"),
      max: seconds(policy, "MaxTTL"),
      queryKeys: [...(element(policy, "QueryStringsConfig") ?? "").matchAll(/<Name>([^<]+)</g)].map(([, name]) =>
        String(name),
      ),
    },
    errorSeconds: seconds(config, "ErrorCachingMinTTL"),
  };
}

/** The invalidations of distributions, each told once. */
export class Invalidations {
  readonly #told = new Set<string>();

  constructor(private readonly cloud: Cloud) {}

  /** The paths of the invalidations that were made since the last time. */
  async newPaths(region: string, distributionId: string): Promise<string[]> {
    const at = `${PATH}/distribution/${distributionId}/invalidation`;
    const { body } = await this.cloud.request("cloudfront", region, { path: at });
    const ids = [...body.toString().matchAll(/<InvalidationSummary>.*?<Id>([^<]+)</gs)].map(([, id]) => String(id));
    const fresh = ids.filter((id) => !this.#told.has(id));
    const reads = fresh.map(async (id) => {
      const reply = await this.cloud.request("cloudfront", region, { path: `${at}/${id}` });
      return [...reply.body.toString().matchAll(/<Path>([^<]+)</g)].map(([, path]) => String(path));
    });
    const paths = (await Promise.all(reads)).flat();
    for (const id of fresh) this.#told.add(id);
    return paths;
  }

  clear(): void {
    this.#told.clear();
  }
}

function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1];
}
