import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, HeadObjectCommand, NotFound, S3Client } from "@aws-sdk/client-s3";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput } from "cdktf";
import { ArchitectureStack } from "../../stacks/architecture-stack";
import { addBackend } from "../../stacks/backend";
import type { BackendConfiguration } from "../../stacks/configuration";
import { EngagementStack } from "../../stacks/engagement-stack";
import { fixtures } from "../../stacks/fixtures";
import { eventually } from "../client";
import { ROOT } from "../paths";
import {
  apply,
  destroy,
  ended,
  init,
  outputs,
  plan,
  startTerraform,
  type TerraformOptions,
  terraform,
} from "../terraform";
import { client, suite } from "./suite";

const BUCKET = "terraform-states";
const inBucket = { kind: "s3", bucket: BUCKET, region: "us-east-1", keyPrefix: "" } as const;
const s3 = new S3Client(client());

beforeAll(async () => {
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
});

/** Synthesizes into a folder of its own. @returns the folder that holds the stacks' folders */
function synthesize(name: string, build: (app: App) => void): string {
  const outdir = join(suite().folder, name);
  mkdirSync(outdir);
  const app = new App({ outdir });
  build(app);
  app.synth();
  return join(outdir, "stacks");
}

/** The root of a fixture. */
function rootOf(fixtureId: string, name: string, backend?: BackendConfiguration): string {
  const fixture = fixtures.find(({ id }) => id === fixtureId);
  if (!fixture) throw new Error(`There is no fixture "${fixtureId}".`);
  return join(
    synthesize(name, (app) => new ArchitectureStack(app, fixture, backend)),
    fixtureId,
  );
}

function inFolder(cwd: string, namePrefix?: string, workspace?: string): TerraformOptions {
  const variables = {
    ...(namePrefix && { TF_VAR_name_prefix: namePrefix }),
    ...(workspace && { TF_WORKSPACE: workspace }),
  };
  return { cwd, env: { ...suite().env, ...variables } };
}

describe.each([
  ["local", { kind: "local" }],
  ["S3", inBucket],
] as [string, BackendConfiguration][])("%s state", (name, backend) => {
  test("a stack reads what another has made", async () => {
    const prefix = `reference-${name.toLowerCase()}`;
    const stacks = synthesize(prefix, (app) => {
      const [producer, consumer] = ["producer", "consumer"].map((id) => {
        const stack = new EngagementStack(app, id);
        new AwsProvider(stack, "aws");
        addBackend(stack, `${prefix}-${id}`, backend);
        return stack;
      }) as [EngagementStack, EngagementStack];
      const source = new CloudwatchLogGroup(producer, "source", { name: `${prefix}-source` });
      new TerraformOutput(consumer, "seen", { value: source.arn });
    });
    for (const id of ["producer", "consumer"]) {
      const options = inFolder(join(stacks, id));
      await init(options);
      await apply(options);
    }
    const { seen } = await outputs(inFolder(join(stacks, "consumer")));
    expect(seen).toBe(`arn:aws:logs:us-east-1:123456789012:log-group:${prefix}-source`);
  }, 60_000);
});

test("two workspaces of one root live side by side, and one goes without the other", async () => {
  const cwd = rootOf("named", "workspaces", inBucket);
  await init(inFolder(cwd));
  for (const name of ["blue", "green"]) {
    await terraform(["workspace", "new", "-no-color", name], inFolder(cwd));
    await apply(inFolder(cwd, name, name));
  }
  await destroy(inFolder(cwd, "blue", "blue"));
  expect((await plan(inFolder(cwd, "green", "green"))).changes).toBe(false);
  await destroy(inFolder(cwd, "green", "green"));
}, 60_000);

test("a workspace without a name_prefix is refused before anything is made", async () => {
  const cwd = rootOf("named", "no-prefix");
  await init(inFolder(cwd));
  await terraform(["workspace", "new", "-no-color", "blue"], inFolder(cwd));
  await expect(plan(inFolder(cwd, undefined, "blue"))).rejects.toThrow(
    /Workspace blue needs a name_prefix of its own: two workspaces with one would\s+fight over the same names\. See docs\/state\.md\./,
  );
}, 30_000);

test("a second deployment with the name_prefix of another stops at the first name that is taken", async () => {
  const [first, second] = ["first", "second"].map((name) => inFolder(rootOf("named", name), "taken"));
  for (const options of [first, second]) await init(options as TerraformOptions);
  await apply(first as TerraformOptions);
  await expect(apply(second as TerraformOptions)).rejects.toThrow(
    /ResourceAlreadyExistsException.*taken|taken.*exist/s,
  );
  expect((await plan(first as TerraformOptions)).changes).toBe(false);
  await destroy(first as TerraformOptions);
}, 60_000);

test("a second writer is refused while the lock is held, and a lock that a killed run left can be taken away", async () => {
  const options = inFolder(rootOf("slow", "lock", inBucket), "locked");
  await init(options);
  const writer = await startTerraform(["apply", "-auto-approve"], options);
  const lock = { Bucket: BUCKET, Key: "slow/terraform.tfstate.tflock" };
  await eventually("the lock", async () => {
    try {
      return await s3.send(new HeadObjectCommand(lock));
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  });
  const refusal = await plan(options).then(String, (error: Error) => error.message);
  expect(refusal).toContain("Error acquiring the state lock");
  expect(refusal).toMatch(/Who:\s+\S+@\S+/);

  writer.kill("SIGKILL");
  await new Promise((resolve) => writer.once("exit", resolve));
  const left = await plan(options).then(String, (error: Error) => error.message);
  expect(left).toContain("Error acquiring the state lock");
  const [, id = ""] = /^\s*ID:\s+(\S+)/m.exec(left) ?? [];
  await terraform(["force-unlock", "-force", id], options);
  expect((await plan(options)).changes).toBe(true);
}, 60_000);

/** Runs the command line of CDKTF in the checkout, where its configuration is. @throws Error with what it printed */
async function cdktf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const quiet = { CI: "true", DISABLE_VERSION_CHECK: "1" };
  const options = { cwd: ROOT, env: { ...env, ...quiet } };
  const { code, output } = await ended(
    await startTerraform(args, options, join(ROOT, "node_modules", ".bin", "cdktf")),
  );
  if (code !== 0) throw new Error(`cdktf ${args.join(" ")} failed:\n${output}`);
  return output;
}

test("cdktf synthesizes, compares, deploys and destroys a root", async () => {
  const output = join(suite().folder, "cdktf");
  const environment = {
    ...suite().env,
    ENGAGEMENT_ARCHITECTURES: "ses-event-processing",
    TF_VAR_name_prefix: "cdktf-deploy",
    TF_VAR_deletion_protection_enabled: "false",
  };
  await cdktf(["synth", "--output", output], environment);
  // With a lock file in place cdktf leaves the choice of providers to Terraform, and with it their mirror.
  await init({ cwd: join(output, "stacks", "ses-event-processing"), env: environment });
  const root = ["ses-event-processing", "--output", output];
  expect(await cdktf(["diff", ...root], environment)).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy\./);
  expect(await cdktf(["deploy", ...root, "--auto-approve"], environment)).toContain("cdktf-deploy-processor");
  expect(await cdktf(["destroy", ...root, "--auto-approve"], environment)).toContain("Destroy complete!");
}, 300_000);
