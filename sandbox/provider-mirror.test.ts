import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { mirrorConfiguration, searchBelow } from "./provider-mirror";

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

it("finds an unpacked mirror", () => {
  mkdirSync(path.join(provider("a", "plugins"), "5.100.0", "linux_amd64"), { recursive: true });
  expect(searchBelow(root, HOST)).toBe(path.join(root, "a", "plugins"));
});

it("finds a packed mirror", () => {
  writeFileSync(path.join(provider("mirror"), "terraform-provider-aws_5.100.0_linux_amd64.zip"), "");
  expect(searchBelow(root, HOST)).toBe(path.join(root, "mirror"));
});

it("passes by other releases, other hosts and the folders of single projects", () => {
  mkdirSync(path.join(provider("old"), "5.99.0"));
  mkdirSync(path.join(provider("project", ".terraform", "providers"), "5.100.0"));
  mkdirSync(path.join(provider("d1", "d2", "d3", "d4", "d5", "d6"), "5.100.0"));
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
