import type { TerraformJson } from "./hcl/graph";

/** What holds of a provider beside the usual one: its alias is its Region, in snake_case. */
export interface ProviderAlias {
  readonly alias: string;
  readonly region: string;
}

/** Providers beside the usual one that resources of a module name, e.g. `aws.us_east_1`; the caller has to pass them. */
export function providerAliases({
  data = {},
  resource = {},
}: Pick<TerraformJson, "data" | "resource">): ProviderAlias[] {
  const bodies = [resource, data].flatMap((types) => Object.values(types).flatMap((named) => Object.values(named)));
  const names = bodies.flatMap(({ provider }) => /aws\.(\w+)/.exec(String(provider))?.[1] ?? []);
  return [...new Set(names)].sort().map((alias) => ({ alias, region: alias.replaceAll("_", "-") }));
}
