import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import { HeadObjectCommand, NotFound, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { LocalFile, Upload } from "./plan";
import { run, type Target } from "./run";

const USAGE = `Usage: npx tsx tools/cms-upload <folder> --bucket <content bucket>
         [--prefix news/] [--distribution <id> --invalidate] [--yes]

Uploads a folder to the content bucket of modules/simple-cms. Everything there can be read by the whole world.`;

const OPTIONS = {
  bucket: { type: "string" },
  prefix: { type: "string", default: "" },
  distribution: { type: "string" },
  invalidate: { type: "boolean", default: false },
  yes: { type: "boolean", default: false },
} as const;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const { bucket, prefix, distribution, invalidate, yes } = values;
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0 || bucket === undefined) throw new Error(USAGE);
  if (invalidate && distribution === undefined) throw new Error(`--invalidate needs --distribution.\n${USAGE}`);
  if (!/^([^/].*\/)?$/.test(prefix))
    throw new Error(`--prefix must end with / and not start with it; got "${prefix}".`);
  const say = (line: string): void => console.log(line);
  return run(await filesIn(folder), { prefix, invalidate, yes }, target(bucket, distribution ?? ""), { say, ask });
}

async function filesIn(folder: string): Promise<LocalFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.toSorted().map(async (path) => ({
    path: relative(folder, path).split(sep).join("/"),
    content: await readFile(path),
  }));
  return Promise.all(files);
}

function target(Bucket: string, DistributionId: string): Target {
  const s3 = new S3Client({ followRegionRedirects: true });
  return {
    async exists(Key) {
      try {
        await s3.send(new HeadObjectCommand({ Bucket, Key }));
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
    async put({ key, content, contentType, cacheControl, contentDisposition }: Upload) {
      const headers = { ContentType: contentType, CacheControl: cacheControl, ContentDisposition: contentDisposition };
      await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: content, ...headers }));
    },
    async invalidate(paths) {
      const Paths = { Quantity: paths.length, Items: [...paths] };
      const InvalidationBatch = { Paths, CallerReference: `cms-upload-${Date.now()}` };
      const command = new CreateInvalidationCommand({ DistributionId, InvalidationBatch });
      return String((await new CloudFrontClient({}).send(command)).Invalidation?.Id);
    },
  };
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test(await terminal.question(`${question} [y/N] `));
  } finally {
    terminal.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
