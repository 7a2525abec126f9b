import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { type Zippable, zipSync } from "fflate";

/** A function that stands ready in `dist/functions`. */
export interface BuiltFunction {
  /** Name of its folder in `functions/`. */
  readonly name: string;
  /** Absolute path of the zip that Lambda gets; handler `index.handler`. */
  readonly zip: string;
  /** Bytes of `index.js` before zipping, what the size budget is about. */
  readonly bytes: number;
  /** Most that `bytes` may be. */
  readonly budget: number;
}

const FUNCTIONS = __dirname;
const ROOT = dirname(FUNCTIONS);

/** Largest `index.js` in bytes; the S3 client alone costs about 100 kB more than the others. */
const BUDGET = 600_000;
const BUDGET_WITH_S3 = 700_000;
/**
 * Functions of several clients. The sender's lanes are one function, as all but the one call is the same in each; the
 * auto reply reads its template by SES or by Pinpoint's API, and makes text of HTML; the publish guard knows S3,
 * CloudFront and every media type.
 */
const OWN_BUDGETS: Readonly<Record<string, number>> = {
  "queue-sender": 900_000,
  "ses-auto-reply": 750_000,
  "cms-publish-guard": 750_000,
};

/** How every function is bundled. The SDK is bundled too: the runtime's own version changes without notice. */
const bundling = {
  absWorkingDir: ROOT,
  alias: { "@aws-sdk/credential-provider-node": join(FUNCTIONS, "shared/credentials.ts") },
  bundle: true,
  format: "cjs",
  keepNames: true,
  mainFields: ["module", "main"],
  metafile: true,
  minify: true,
  outdir: "out",
  platform: "node",
  sourcemap: "external",
  target: "node22",
  write: false,
} satisfies BuildOptions;

/**
 * Bundles and zips every `functions/<name>/handler.ts`. Writes `<name>/index.js`, `index.js.map` and `meta.json`
 * (what esbuild put in) and `<name>.zip`; the same sources give the same bytes.
 *
 * @param target folder to write to; default `dist/functions`
 * @throws Error when a function is larger than its budget, with what takes the room
 */
export async function buildFunctions(target = join(ROOT, "dist/functions")): Promise<BuiltFunction[]> {
  const entries = await readdir(FUNCTIONS, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.name === "handler.ts" && dirname(entry.parentPath) === FUNCTIONS)
    .map((entry) => relative(FUNCTIONS, entry.parentPath))
    .toSorted();
  return Promise.all(names.map((name) => buildFunction(name, target)));
}

async function buildFunction(name: string, target: string): Promise<BuiltFunction> {
  const entryPoints = { index: `functions/${name}/handler.ts` };
  const { outputFiles, metafile } = await build({ ...bundling, entryPoints });
  const files = Object.fromEntries(outputFiles.map((file) => [relative(join(ROOT, "out"), file.path), file.contents]));
  const code = files["index.js"] ?? new Uint8Array();
  assertWithinBudget(name, code.length, metafile);
  await mkdir(join(target, name), { recursive: true });
  await write(join(target, name, "index.js"), code);
  await write(join(target, name, "index.js.map"), files["index.js.map"] ?? new Uint8Array());
  await write(join(target, name, "meta.json"), Buffer.from(JSON.stringify(metafile)));
  const zip = join(target, `${name}.zip`);
  await write(zip, deterministicZip({ "index.js": code }));
  return { name, zip, bytes: code.length, budget: budgetOf(name, metafile) };
}

/** Whoever reads meanwhile gets the old file or the new one, never a part. */
async function write(path: string, content: Uint8Array): Promise<void> {
  await writeFile(`${path}.tmp`, content);
  await rename(`${path}.tmp`, path);
}

/** Refuses a bundle that outgrew its budget (600 kB, 700 kB with the S3 client, or its own), naming its five largest inputs. */
export function assertWithinBudget(name: string, bytes: number, metafile: Metafile): void {
  const budget = budgetOf(name, metafile);
  if (bytes <= budget) return;
  const sizes = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const largest = sizes.toSorted(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput).slice(0, 5);
  const list = largest.map(([path, { bytesInOutput }]) => `  ${kilobytes(bytesInOutput)} ${path}`).join("\n");
  throw new Error(
    `Function ${name} is ${kilobytes(bytes)}; its budget is ${kilobytes(budget)}: import less or split it. ` +
      `Largest inputs:\n${list}`,
  );
}

function budgetOf(name: string, { inputs }: Metafile): number {
  const own = OWN_BUDGETS[name];
  if (own !== undefined) return own;
  return Object.keys(inputs).some((path) => path.includes("/@aws-sdk/client-s3/")) ? BUDGET_WITH_S3 : BUDGET;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

/** Zips with sorted entries, mode 644 and one fixed time, so that equal contents give equal bytes on every machine. */
export function deterministicZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  // A zip holds local time: the same local moment gives the same bytes in every time zone.
  const mtime = new Date(1980, 0, 1, 12);
  const sorted: Zippable = {};
  for (const name of Object.keys(files).toSorted()) {
    sorted[name] = [files[name] ?? new Uint8Array(), { mtime, os: 3, attrs: 0o100644 << 16, level: 9 }];
  }
  return zipSync(sorted);
}

if (require.main === module) {
  buildFunctions().then(
    (built) => {
      for (const { name, bytes } of built) console.log(`${name}  ${kilobytes(bytes)}`);
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
