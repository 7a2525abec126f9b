import { readRootConfiguration } from "./configuration";

const read = (environment: Record<string, string>, context: Record<string, unknown> = {}) =>
  readRootConfiguration((key) => context[key], environment);

test("without settings: every architecture that is built, local state", () => {
  const { backend, architectures } = read({});
  expect(backend).toEqual({ kind: "local" });
  expect(architectures.map(({ id }) => id)).toContain("ses-event-processing");
});

test("variables of functions are none of its settings", () => {
  expect(read({ ENGAGEMENT_API_ARN: "arn:aws:lambda:us-east-1:123456789012:function:api" }).backend.kind).toBe("local");
});

test("the environment wins over cdktf's context", () => {
  const context = { backend: "s3", state_bucket: "states", state_region: "eu-west-1", state_key_prefix: "mail" };
  expect(read({}, context).backend).toEqual({ kind: "s3", bucket: "states", region: "eu-west-1", keyPrefix: "mail/" });
  expect(read({ ENGAGEMENT_STATE_BUCKET: "others" }, context).backend).toMatchObject({ bucket: "others" });
  expect(read({ ENGAGEMENT_BACKEND: "local" }, context).backend).toEqual({ kind: "local" });
  expect(read({}, { architectures: ["ses-event-processing"] }).architectures).toHaveLength(1);
});

test("HCP Terraform: a workspace for each architecture, or those with the tags", () => {
  const environment = { ENGAGEMENT_BACKEND: "cloud", ENGAGEMENT_ORGANIZATION: "acme" };
  expect(read(environment).backend).toEqual({ kind: "cloud", organization: "acme", workspaces: { name: "{id}" } });
  expect(read({ ...environment, ENGAGEMENT_WORKSPACE_TAGS: "mail, prod" }).backend).toMatchObject({
    workspaces: { tags: ["mail", "prod"] },
  });
  const one = { ...environment, ENGAGEMENT_WORKSPACE: "mail", ENGAGEMENT_ARCHITECTURES: "ses-event-processing" };
  expect(read(one).backend).toMatchObject({ workspaces: { name: "mail" } });
  expect(read({ ...one, ENGAGEMENT_HOSTNAME: "tfe.example.com" }).backend).toMatchObject({
    hostname: "tfe.example.com",
  });
});

test("architectures are chosen by id, each once", () => {
  const { architectures } = read({ ENGAGEMENT_ARCHITECTURES: "ses-event-processing, ses-event-processing" });
  expect(architectures.map(({ id }) => id)).toEqual(["ses-event-processing"]);
});

test.each([
  [{ ENGAGEMENT_BACKEND: "azure" }, 'ENGAGEMENT_BACKEND must be local, s3 or cloud; got "azure". See docs/state.md.'],
  [{ ENGAGEMENT_BACKEND: "toString" }, 'ENGAGEMENT_BACKEND must be local, s3 or cloud; got "toString".'],
  [
    { ENGAGEMENT_STATE_BUCKET: "states" },
    "ENGAGEMENT_STATE_BUCKET is set, but ENGAGEMENT_BACKEND is not. Set ENGAGEMENT_BACKEND=s3 to use it, or ENGAGEMENT_BACKEND=local to keep state in the root's folder. See docs/state.md.",
  ],
  [
    { ENGAGEMENT_STATE_BUKET: "states" },
    "ENGAGEMENT_STATE_BUKET is not a setting; the settings are ENGAGEMENT_ARCHITECTURES, ENGAGEMENT_BACKEND, ",
  ],
  [
    { ENGAGEMENT_BACKEND: "s3", ENGAGEMENT_STATE_BUCKET: "states" },
    'The backend s3 needs ENGAGEMENT_STATE_REGION (or "state_region" in cdktf.json\'s context). See docs/state.md.',
  ],
  [
    { ENGAGEMENT_BACKEND: "cloud" },
    'The backend cloud needs ENGAGEMENT_ORGANIZATION (or "organization" in cdktf.json\'s context). See docs/state.md.',
  ],
  [
    {
      ENGAGEMENT_BACKEND: "cloud",
      ENGAGEMENT_ORGANIZATION: "acme",
      ENGAGEMENT_WORKSPACE: "mail",
      ENGAGEMENT_WORKSPACE_TAGS: "mail",
    },
    "Workspaces are chosen by name or by tags: give ENGAGEMENT_WORKSPACE or ENGAGEMENT_WORKSPACE_TAGS, not both.",
  ],
  [
    { ENGAGEMENT_BACKEND: "cloud", ENGAGEMENT_ORGANIZATION: "acme", ENGAGEMENT_WORKSPACE: "mail" },
    /^ENGAGEMENT_WORKSPACE=mail is one workspace for \d+ roots, which would remove each other's resources\. Put \{id\} into it, such as ENGAGEMENT_WORKSPACE=mail-\{id\}, or choose one root with ENGAGEMENT_ARCHITECTURES\. See docs\/hcp-terraform\.md\.$/,
  ],
  [{ ENGAGEMENT_ARCHITECTURES: "nonsense" }, 'There is no architecture "nonsense". The ones that exist: ses-event'],
  [
    { ENGAGEMENT_ARCHITECTURES: "engagement-api" },
    '"engagement-api" is planned, not built yet. The ones that exist: ses-',
  ],
] as [Record<string, string>, string | RegExp][])("refuses %j", (environment, text) => {
  expect(() => read(environment)).toThrow(text);
});
