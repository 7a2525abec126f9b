import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App } from "cdktf";
import { builtArchitecture } from "../modules/catalog";
import { ArchitectureStack } from "./architecture-stack";
import { addBackend } from "./backend";
import type { BackendConfiguration } from "./configuration";
import { EngagementStack } from "./engagement-stack";

const s3 = { kind: "s3", bucket: "states", region: "eu-west-1", keyPrefix: "mail/" } as const;

function terraformBlock(backend: BackendConfiguration) {
  return new ArchitectureStack(new App(), builtArchitecture("ses-event-processing"), backend).toTerraform().terraform;
}

/** What a stack reads another's outputs with. */
function remoteState(backend: BackendConfiguration) {
  const app = new App();
  const [producer, consumer] = ["producer", "consumer"].map((name) => {
    const stack = new EngagementStack(app, name);
    new AwsProvider(stack, "aws");
    addBackend(stack, name, backend);
    return stack;
  }) as [EngagementStack, EngagementStack];
  const source = new CloudwatchLogGroup(producer, "source", { name: "source" });
  new CloudwatchLogGroup(consumer, "copy", { name: `${source.name}-copy` });
  for (const stack of [producer, consumer]) stack.prepareStack();
  const { data, resource } = consumer.toTerraform();
  const [state] = Object.values<{ config: object; workspace: string }>(data.terraform_remote_state);
  return {
    outputs: Object.keys(producer.toTerraform().output),
    name: resource.aws_cloudwatch_log_group.copy.name,
    state,
  };
}

test("local state lies in the root's folder, whatever machine made the root", () => {
  expect(terraformBlock({ kind: "local" })).toMatchObject({
    backend: { local: { path: "terraform.tfstate" } },
    required_version: ">= 1.9",
  });
});

test("S3 state is encrypted and locked by a file, never by a table", () => {
  expect(terraformBlock(s3)).toMatchObject({
    backend: {
      s3: {
        bucket: "states",
        region: "eu-west-1",
        key: "mail/ses-event-processing/terraform.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    },
    required_version: ">= 1.10",
  });
  expect(JSON.stringify(terraformBlock(s3))).not.toContain("dynamodb");
});

test.each([
  [{ name: "prod-{id}" }, { name: "prod-ses-event-processing" }],
  [{ tags: ["mail", "prod"] }, { tags: ["mail", "prod"] }],
])("HCP Terraform: workspaces %j", (workspaces, expected) => {
  const { cloud } = terraformBlock({ kind: "cloud", organization: "acme", workspaces });
  expect(cloud).toMatchObject({ organization: "acme", workspaces: expected });
});

describe("a stack reads another's outputs", () => {
  test("from the folder beside its own, in the same workspace", () => {
    const { outputs, name, state } = remoteState({ kind: "local" });
    expect(state).toMatchObject({
      config: { path: "../producer/terraform.tfstate", workspace_dir: "../producer/terraform.tfstate.d" },
      workspace: "${terraform.workspace}",
    });
    expect(outputs).toHaveLength(1);
    expect(name).toContain(outputs[0]);
  });

  test("from the bucket, in the same workspace", () => {
    expect(remoteState(s3).state).toMatchObject({
      backend: "s3",
      config: { bucket: "states", key: "mail/producer/terraform.tfstate" },
      workspace: "${terraform.workspace}",
    });
  });

  test("from the other's workspace of HCP Terraform", () => {
    const hostname = "tfe.example.com";
    const { state } = remoteState({ kind: "cloud", organization: "acme", hostname, workspaces: { name: "{id}" } });
    expect(state).toMatchObject({ config: { organization: "acme", hostname, workspaces: { name: "producer" } } });
  });

  test("not where workspaces are chosen by tags: which one would be meant?", () => {
    const tagged = { kind: "cloud", organization: "acme", workspaces: { tags: ["mail"] } } as const;
    expect(() => remoteState(tagged)).toThrow(
      "consumer refers to producer, whose workspace is chosen by tags, so that it has no name to read from. Give ENGAGEMENT_WORKSPACE (such as {id}) instead of ENGAGEMENT_WORKSPACE_TAGS. See docs/hcp-terraform.md.",
    );
  });
});
