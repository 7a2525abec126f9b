import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuiltArchitecture, builtArchitectures } from "../../modules/catalog";
import { writeModule } from "../hcl/write-module";
import { writeConfiguration } from "../module-emitter";
import { graphOf } from "../module-graph";
import { acceptedIn } from "./accepted";
import { checkovPython, type Scan, scan } from "./checkov";

const parent = mkdtempSync(join(tmpdir(), "checkov-"));
afterAll(() => rmSync(parent, { recursive: true }));

/** The module with all of its resources, which Checkov leaves out where their count is 0, and nothing accepted. */
function writeBare(architecture: BuiltArchitecture, directory: string): void {
  const { json, layout } = graphOf(architecture);
  const resource = Object.entries(json.resource ?? {}).map(([type, named]) => [
    type,
    Object.fromEntries(Object.entries(named).map(([name, { count: _, for_each: __, ...body }]) => [name, body])),
  ]);
  const bare = {
    json: { ...json, resource: Object.fromEntries(resource) },
    layout: layout.map(({ inside: _, ...entry }) => entry),
  };
  mkdirSync(directory, { recursive: true });
  for (const [file, text] of Object.entries(writeModule(bare, ""))) writeFileSync(join(directory, file), text);
}

/** Scanned one by one: Checkov takes counted resources of one address for one another, whatever module they are in. */
const emitted = new Map<string, Scan>();
let bare: Scan;

/** The first run on a machine installs Checkov. */
beforeAll(checkovPython, 300_000);

beforeAll(async () => {
  for (const architecture of builtArchitectures) {
    const { id } = architecture;
    writeBare(architecture, join(parent, "bare", id));
    await writeConfiguration(architecture, join(parent, "emitted", id, id));
    emitted.set(id, await scan(join(parent, "emitted", id)));
  }
  bare = await scan(join(parent, "bare"));
}, 300_000);

test("every file of every module is read", () => {
  expect([...emitted.values(), bare].flatMap(({ unread }) => unread)).toEqual([]);
});

describe.each(builtArchitectures.map((architecture): [string, BuiltArchitecture] => [architecture.id, architecture]))(
  "%s",
  (id, architecture) => {
    const accepted = acceptedIn(architecture);

    test("has no finding that is not accepted", () => {
      expect(emitted.get(id)?.passed(id).length).toBeGreaterThan(0);
      expect(emitted.get(id)?.failed(id)).toEqual([]);
    });

    test("accepts what is found where everything is made, and nothing else", () => {
      expect(accepted.map(({ address, check }) => `${address} ${check}`).sort()).toEqual(bare.failed(id));
    });

    test("says why it accepts, in one sentence on one line", () => {
      for (const { reason } of accepted) expect(reason).toMatch(/^[A-Za-z].{20,}\.$/);
    });
  },
);
