import { once } from "node:events";
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
import { killGroup } from "../runs";
import { apply, destroy, init, outputs, plan, startTerraform, type TerraformOptions, terraform } from "../terraform";
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

/** Two stacks, the second of which has an output made of the first one's log group. @returns their folders */
function synthesizeReference(name: string, backend: BackendConfiguration): { producer: string; consumer: string } {
  const stacks = synthesize(name, (app) => {
    const [producer, consumer] = ["producer", "consumer"].map((id) => {
      const stack = new EngagementStack(app, id);
      new AwsProvider(stack, "aws");
      addBackend(stack, id, backend);
      return stack;
    }) as [EngagementStack, EngagementStack];
    const source = new CloudwatchLogGroup(producer, "source", { name: `${name}-source` });
    new TerraformOutput(consumer, "seen", { value: source.arn });
  });
  return { producer: join(stacks, "producer"), consumer: join(stacks, "consumer") };
}

const NOTHING_YET = "Unable to find remote state";

test.each<[string, string, BackendConfiguration, string]>([
  ["local", "default", { kind: "local" }, NOTHING_YET],
  ["local", "blue", { kind: "local" }, NOTHING_YET],
  // An init in a new workspace leaves an empty state in the bucket.
  ["s3", "blue", inBucket, "This object does not have an attribute named"],
])(
  "%s state, workspace %s: a stack reads what another has made, once it is made",
  async (kind, workspace, backend, refusal) => {
    const name = `reference-${kind}-${workspace}`;
    const folders = synthesizeReference(name, backend);
    const [producer, consumer] = [folders.producer, folders.consumer].map((cwd) =>
      inFolder(cwd, undefined, workspace),
    ) as [TerraformOptions, TerraformOptions];
    await Promise.all([init(producer), init(consumer)]);
    await expect(plan(consumer)).rejects.toThrow(refusal);
    await apply(producer);
    await apply(consumer);
    const { seen } = await outputs(consumer);
    expect(seen).toBe(`arn:aws:logs:us-east-1:123456789012:log-group:${name}-source`);
  },
  60_000,
);

test("two workspaces of one root live side by side, and one goes without the other", async () => {
  const cwd = rootOf("named", "workspaces", inBucket);
  await init(inFolder(cwd));
  for (const name of ["blue", "green"]) {
    await terraform(["workspace", "new", "-no-color", name], inFolder(cwd));
    await apply(inFolder(cwd, name, name));
  }
  expect((await plan(inFolder(cwd, "blue", "blue"))).changes).toBe(false);
  await destroy(inFolder(cwd, "blue", "blue"));
  expect((await plan(inFolder(cwd, "green", "green"))).changes).toBe(false);
}, 60_000);

test("a workspace without a name_prefix is refused before anything is made", async () => {
  const cwd = rootOf("named", "no-prefix");
  await init(inFolder(cwd));
  await terraform(["workspace", "new", "-no-color", "blue"], inFolder(cwd));
  await expect(plan(inFolder(cwd, undefined, "blue"))).rejects.toThrow(
    /Workspace blue needs a name_prefix of its own: two workspaces with one would\s+fight over the same names\. See docs\/state\.md\./,
  );
}, 30_000);

test("a second deployment with the name_prefix of another names what is taken, and gets out without harm", async () => {
  const [firstRoot, secondRoot] = [rootOf("named", "first"), rootOf("named", "second")];
  const [first, second] = [inFolder(firstRoot, "taken"), inFolder(secondRoot, "taken")];
  await Promise.all([init(first), init(second)]);
  await apply(first);
  await expect(apply(second)).rejects.toThrow(
    /creating CloudWatch Logs Log Group \(taken\):[\s\S]*ResourceAlreadyExistsException[\s\S]*with aws_cloudwatch_log_group\.this,/,
  );

  // The topic was handed to the second deployment; with another name it would remove the first one's.
  const renamed = inFolder(secondRoot, "free");
  expect(await terraform(["state", "list"], second)).toBe("aws_sns_topic.this\n");
  expect((await plan(renamed)).text).toContain("aws_sns_topic.this must be replaced");
  await terraform(["state", "rm", "aws_sns_topic.this"], second);
  expect(await apply(renamed)).toContain("2 added, 0 changed, 0 destroyed");
  expect((await plan(first)).changes).toBe(false);
}, 60_000);

test("a second writer is refused while the lock is held, and a lock that a killed run left can be taken away", async () => {
  const options = inFolder(rootOf("slow", "lock", inBucket), "locked");
  await init(options);
  const writer = await startTerraform(["apply", "-auto-approve"], options, { detached: true });
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

  const exit = once(writer, "exit");
  killGroup(Number(writer.pid));
  await exit;
  const left = await plan(options).then(String, (error: Error) => error.message);
  expect(left).toContain("Error acquiring the state lock");
  const [, id = ""] = /^\s*ID:\s+(\S+)/m.exec(left) ?? [];
  await terraform(["force-unlock", "-force", id], options);
  expect((await plan(options)).changes).toBe(true);
}, 60_000);
