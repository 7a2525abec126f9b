import { readRootConfiguration } from "./configuration";

const read = (environment: Record<string, string>, context: Record<string, unknown> = {}) =>
  readRootConfiguration((key) => context[key], environment);

test("without settings: every architecture that is built, local state", () => {
  const { backend, architectures } = read({});
  expect(backend).toEqual({ kind: "local" });
  expect(architectures.map(({ id }) => id)).toContain("ses-event-processing");
});

test("the environment wins over cdktf's context", () => {
  const context = { backend: "s3", state_bucket: "states", state_region: "eu-west-1", state_key_prefix: "mail" };
  expect(read({}, context).backend).toEqual({ kind: "s3", bucket: "states", region: "eu-west-1", keyPrefix: "mail/" });
  expect(read({ ENGAGEMENT_STATE_BUCKET: "others" }, context).backend).toMatchObject({ bucket: "others" });
  expect(read({ ENGAGEMENT_BACKEND: "local" }, context).backend).toEqual({ kind: "local" });
});

test("HCP Terraform: a workspace for each architecture, or those with the tags", () => {
  const environment = { ENGAGEMENT_BACKEND: "cloud", ENGAGEMENT_ORGANIZATION: "acme" };
  expect(read(environment).backend).toEqual({ kind: "cloud", organization: "acme", workspaces: { name: "{id}" } });
  expect(read({ ...environment, ENGAGEMENT_WORKSPACE_TAGS: "mail, prod" }).backend).toMatchObject({
    workspaces: { tags: ["mail", "prod"] },
  });
});

test("architectures are chosen by id", () => {
  const { architectures } = read({ ENGAGEMENT_ARCHITECTURES: "ses-event-processing" });
  expect(architectures.map(({ id }) => id)).toEqual(["ses-event-processing"]);
});

test.each([
  [{ ENGAGEMENT_BACKEND: "azure" }, 'ENGAGEMENT_BACKEND must be local, s3, cloud; got "azure". See docs/state.md.'],
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
  [{ ENGAGEMENT_ARCHITECTURES: "nonsense" }, 'There is no architecture "nonsense". The ones that exist: ses-event'],
  [{ ENGAGEMENT_ARCHITECTURES: "simple-cms" }, '"simple-cms" is planned, not built yet. The ones that exist: ses-'],
])("refuses %j", (environment, text) => {
  expect(() => read(environment)).toThrow(text);
});
