import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseToLoseState } from "./left-state";

const outdir = mkdtempSync(join(tmpdir(), "left-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** Writes a state of one line, as Terraform lays it out. */
function state(resources: string, ...folder: string[]): void {
  const path = join(outdir, "stacks", ...folder);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, "terraform.tfstate"), `{\n  "version": 4,\n  "resources": ${resources}\n}\n`);
}

test("an output folder that is not there has no state", () => {
  expect(() => refuseToLoseState(join(outdir, "none"), [])).not.toThrow();
});

test("a folder whose root is destroyed, or whose state has moved, may go", () => {
  state("[]", "destroyed");
  state("[]", "moved");
  writeFileSync(join(outdir, "stacks", "moved", "terraform.tfstate"), "");
  expect(() => refuseToLoseState(outdir, ["kept"])).not.toThrow();
});

test("state of a root that is not synthesized stops the synthesis, that of its other workspaces, too", () => {
  state('[{ "type": "aws_sqs_queue" }]', "kept");
  state('[{ "type": "aws_sqs_queue" }]', "other", "terraform.tfstate.d", "blue");
  expect(() => refuseToLoseState(outdir, ["kept", "other"])).not.toThrow();
  expect(() => refuseToLoseState(outdir, ["kept"])).toThrow(
    /^Local state lies in \S+\/stacks\/other, which is not synthesized this time, and cdktf removes such folders\. Name other in ENGAGEMENT_ARCHITECTURES, too, or destroy it first, or move its state away\. See docs\/state\.md\.$/,
  );
});
