import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { AWS_PROVIDER_VERSION, mirrorConfiguration, PLATFORM, searchBelow } from "./provider-mirror";

const HOST = "registry.example.com";
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "mirror-"));
});

afterEach(() => rmSync(root, { recursive: true }));

const provider = (...folder: string[]): string => {
  const made = path.join(root, ...folder, HOST, "hashicorp", "aws");
  mkdirSync(made, { recursive: true });
  return made;
};

const unpack = (folder: string, version: string, platform = PLATFORM): void => {
  mkdirSync(path.join(folder, version, platform), { recursive: true });
};

it("finds an unpacked mirror", () => {
  unpack(provider("a", "plugins"), AWS_PROVIDER_VERSION);
  expect(searchBelow(root, HOST)).toEqual({ folder: path.join(root, "a", "plugins"), unpacked: true });
});

it("finds a packed mirror", () => {
  const zip = `terraform-provider-aws_${AWS_PROVIDER_VERSION}_${PLATFORM}.zip`;
  writeFileSync(path.join(provider("mirror"), zip), "");
  expect(searchBelow(root, HOST)).toEqual({ folder: path.join(root, "mirror"), unpacked: false });
});

it("passes by other releases, platforms and hosts, and the folders of single projects", () => {
  unpack(provider("old"), "5.99.0");
  unpack(provider("other"), AWS_PROVIDER_VERSION, "plan9_mips");
  unpack(provider("project", ".terraform", "providers"), AWS_PROVIDER_VERSION);
  unpack(provider("d1", "d2", "d3", "d4", "d5", "d6"), AWS_PROVIDER_VERSION);
  expect(searchBelow(root, HOST)).toBeUndefined();
  expect(searchBelow(root, "registry.other.example")).toBeUndefined();
});

it("asks the mirror for the AWS provider, and the registry for nothing of it", () => {
  const text = mirrorConfiguration("/a b/mirror", `${HOST}/hashicorp/aws`);
  expect(text).toContain('path    = "/a b/mirror"');
  expect(text.match(/include = .*|exclude = .*/g)).toEqual([
    `include = ["${HOST}/hashicorp/aws"]`,
    `exclude = ["${HOST}/hashicorp/aws"]`,
  ]);
});
