import { checkPrerequisites, findPython, isAtLeast, MissingPrerequisites, type Probe } from "./prerequisites";

const machine =
  (programs: Record<string, string>): Probe =>
  async (command) =>
    programs[command];

const terraform = (version: string): string => JSON.stringify({ terraform_version: version }, null, 2);

it("finds what is there", async () => {
  const probe = machine({ terraform: terraform("1.11.4"), "python3.12": "3.12.1\n" });
  expect(await checkPrerequisites(probe, "22.23.3")).toEqual({
    terraform: { command: "terraform", version: "1.11.4" },
    python: { command: "python3.12", version: "3.12.1" },
  });
});

it("takes OpenTofu where Terraform is too old, and the Python that is new enough", async () => {
  const probe = machine({
    terraform: terraform("1.5.7"),
    tofu: terraform("1.10.0"),
    python3: "3.10.13",
    python: "3.13.0",
  });
  const found = await checkPrerequisites(probe, "20.0.0");
  expect([found.terraform.command, found.python.command]).toEqual(["tofu", "python"]);
});

it("names everything that is missing at once", async () => {
  const missing = checkPrerequisites(machine({ python3: "3.9.18" }), "18.20.0");
  await expect(missing).rejects.toThrow(MissingPrerequisites);
  await expect(missing).rejects.toThrow(/Node.js 20 or newer; this is 18.20.0[\s\S]*Terraform 1.10[\s\S]*Python 3.11/);
});

it("says how to get Python", async () => {
  await expect(findPython(machine({}))).rejects.toThrow("apt-get install python3 python3-venv");
});

it.each([
  ["1.9.8", "1.10", false],
  ["1.10.0", "1.10", true],
  ["2.0", "1.10", true],
  ["", "1.10", false],
  ["garbage", "1.10", false],
])("compares versions as numbers: %j is at least %s: %s", (version, needed, expected) => {
  expect(isAtLeast(version, needed)).toBe(expected);
});
