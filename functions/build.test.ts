import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { unzipSync } from "fflate";
import { assertWithinBudget, type BuiltFunction, buildFunctions } from "./build";

const target = mkdtempSync(join(tmpdir(), "functions-"));
afterAll(() => rmSync(target, { recursive: true }));

describe("two builds, the second in another time zone", () => {
  let built: BuiltFunction[];
  beforeAll(async () => {
    built = await buildFunctions(join(target, "first"));
    const script = `require("./functions/build").buildFunctions(${JSON.stringify(join(target, "second"))})`;
    const environment = { ...process.env, TZ: "Pacific/Kiritimati" };
    execFileSync(process.execPath, ["--import", "tsx", "--eval", script], { cwd: `${__dirname}/..`, env: environment });
  }, 30_000);

  test("build every function with a handler", () => {
    expect(built.map(({ name }) => name)).toContain("ses-feedback-processor");
    expect(readdirSync(join(target, "first/ses-feedback-processor"))).toEqual([
      "index.js",
      "index.js.map",
      "meta.json",
    ]);
  });

  test("give equal bytes", () => {
    for (const { name, zip } of built) {
      expect([name, readFileSync(join(target, "second", `${name}.zip`)).equals(readFileSync(zip))]).toEqual([
        name,
        true,
      ]);
    }
  });

  test("carry no other credentials than those of Lambda's environment", () => {
    for (const { name } of built) {
      const { inputs }: Metafile = JSON.parse(readFileSync(join(target, "first", name, "meta.json"), "utf8"));
      expect([name, Object.keys(inputs).filter((path) => path.includes("/credential-provider"))]).toEqual([name, []]);
    }
  });

  test("zip the code alone, as Lambda can load it", () => {
    for (const { zip, bytes } of built) {
      const files = unzipSync(readFileSync(zip));
      expect(Object.keys(files)).toEqual(["index.js"]);
      expect(files["index.js"]).toHaveLength(bytes);
      expect(Buffer.from(files["index.js"] ?? []).toString()).toContain("handler");
    }
  });
});

describe("the size budget", () => {
  const metafile = (...paths: string[]) => {
    const entries = paths.map((path, index) => [path, { bytesInOutput: (index + 1) * 1_000 }] as const);
    const inputs = Object.fromEntries(entries);
    return { inputs, outputs: { "out/index.js": { inputs } } } as unknown as Metafile;
  };

  test("names function, size, budget and the largest inputs", () => {
    const inputs = metafile("a.js", "b.js", "c.js", "d.js", "e.js", "node_modules/big/index.js");
    expect(() => assertWithinBudget("greedy", 612_345, inputs)).toThrow(
      "Function greedy is 612.3 kB; its budget is 600.0 kB: import less or split it. Largest inputs:\n" +
        "  6.0 kB node_modules/big/index.js\n  5.0 kB e.js\n  4.0 kB d.js\n  3.0 kB c.js\n  2.0 kB b.js",
    );
  });

  test("is 600 kB, and 700 kB with the S3 client", () => {
    const s3 = metafile("node_modules/@aws-sdk/client-s3/dist-es/S3Client.js");
    expect(() => assertWithinBudget("small", 600_000, metafile("a.js"))).not.toThrow();
    expect(() => assertWithinBudget("reader", 700_000, s3)).not.toThrow();
    expect(() => assertWithinBudget("reader", 700_001, s3)).toThrow("its budget is 700.0 kB");
  });
});
