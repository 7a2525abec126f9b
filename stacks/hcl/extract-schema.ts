/**
 * Adds types to block-types.json: `npx tsx stacks/hcl/extract-schema.ts aws_sqs_queue data.aws_region …`
 *
 * Only what tells a nested block from an attribute is kept.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AWS_PROVIDER_VERSION } from "../../sandbox/provider-mirror";
import { init, terraform } from "../../sandbox/terraform";
import { blockTreeOf, type ProviderSchema } from "./provider-schema";
import type { BlockTree, Mode } from "./schema";

const FILE = join(__dirname, "block-types.json");

/** The visuals of QuickSight that are used; all two dozen are a quarter of a megabyte for each resource with a definition. */
const VISUALS = ["bar_chart_visual", "heat_map_visual", "kpi_visual", "line_chart_visual", "table_visual"];

type Extract = { provider: string } & Record<Mode, Record<string, BlockTree>>;

async function readProviderSchema(): Promise<ProviderSchema> {
  const cwd = mkdtempSync(join(tmpdir(), "schema-"));
  try {
    const aws = { source: "hashicorp/aws", version: AWS_PROVIDER_VERSION };
    writeFileSync(join(cwd, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    await init({ cwd });
    const { provider_schemas } = JSON.parse(await terraform(["providers", "schema", "-json"], { cwd }));
    return Object.values<ProviderSchema>(provider_schemas)[0] as ProviderSchema;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function addTypes(names: readonly string[]): Promise<void> {
  const extract: Extract = JSON.parse(readFileSync(FILE, "utf8"));
  const provider = await readProviderSchema();
  extract.provider = `hashicorp/aws ${AWS_PROVIDER_VERSION}`;
  for (const name of names) {
    const mode: Mode = name.startsWith("data.") ? "data" : "resource";
    extract[mode][name.replace("data.", "")] = withoutUnusedVisuals(blockTreeOf(provider, name));
  }
  for (const mode of ["resource", "data"] as const) {
    extract[mode] = Object.fromEntries(Object.entries(extract[mode]).sort(([a], [b]) => a.localeCompare(b)));
  }
  writeFileSync(FILE, `${JSON.stringify(extract, null, 2)}\n`);
}

function withoutUnusedVisuals(tree: BlockTree): BlockTree {
  const blocks = Object.entries(tree).filter(([name]) => !name.endsWith("_visual") || VISUALS.includes(name));
  return Object.fromEntries(blocks.map(([name, nested]) => [name, withoutUnusedVisuals(nested)]));
}

async function main(names: readonly string[]): Promise<void> {
  if (names.length === 0) throw new Error("Name the types to add, for example: aws_sqs_queue data.aws_region");
  await addTypes(names);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
