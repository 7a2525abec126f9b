import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { terraform } from "../../sandbox/terraform";
import { arbitraryGraph } from "./arbitrary";
import { writeModule } from "./write-module";

test("terraform fmt changes nothing, whatever the graph", async () => {
  const folder = mkdtempSync(join(tmpdir(), "fmt-"));
  try {
    fc.sample(arbitraryGraph, { numRuns: 300, seed: 2 }).forEach((graph, index) => {
      for (const [name, text] of Object.entries(writeModule(graph, "Generated."))) {
        writeFileSync(join(folder, `${index}-${name}`), text);
      }
    });
    await expect(terraform(["fmt", "-diff"], { cwd: folder })).resolves.toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
