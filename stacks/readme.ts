import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuiltArchitecture, builtArchitectures, catalog, type LakeContents } from "../modules/catalog";
import type { NamedQuery } from "../modules/shared/event-lake/named-query";
import type { View } from "../modules/shared/event-lake/view";
import type { Input } from "../modules/shared/input";
import { jsonencode, snakeCase } from "../modules/shared/validate";
import { graphOf } from "./module-graph";
import { acceptedIn } from "./policy/accepted";
import { ACTIONS_ON_EVERYTHING, SERVICES_WITHOUT_SOURCE } from "./policy/explained";

const ROOT = join(__dirname, "..");

/** A README, or a page that has generated parts too. */
export interface Readme {
  readonly path: string;
  /** The text as it stands in the file. */
  readonly current: string;
  /** The text as it should be. */
  readonly expected: string;
}

/** Every README and page that has generated parts. */
export function readmes(): Readme[] {
  return [
    readme(join(ROOT, "README.md"), { catalogue: catalogue() }),
    readme(join(ROOT, "docs", "decisions", "accepted-findings.md"), { findings: findings(), explained: explained() }),
    ...builtArchitectures.map((architecture) =>
      readme(join(ROOT, "modules", architecture.id, "README.md"), {
        inputs: inputs(architecture),
        outputs: outputs(architecture),
        resources: resources(architecture),
        ...(architecture.construct.lake && lakeParts(architecture.construct.lake)),
      }),
    ),
  ];
}

function readme(path: string, parts: Readonly<Record<string, string>>): Readme {
  const current = readFileSync(path, "utf8");
  const expected = Object.entries(parts).reduce((text, [name, part]) => fill(text, name, part, path), current);
  return { path, current, expected };
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text: string, name: string, part: string, path: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`${path} needs the lines "${open}" and "${close}".`);
  return `${text.slice(0, start + open.length)}\n${part}\n${text.slice(end)}`;
}

function catalogue(): string {
  const rows = catalog.map(({ number, id, title, summary, construct }) => {
    const name = construct ? `[${title}](modules/${id}/README.md)` : title;
    return [String(number).padStart(2, "0"), name, summary, construct ? "available" : "planned"];
  });
  return table(["No.", "Architecture", "What you get", "Status"], rows);
}

/** What all modules accept of Checkov's findings; a reason that several resources share is one row. */
function findings(): string {
  const all = builtArchitectures.flatMap(acceptedIn).map(({ check, type, reason }) => [check, `\`${type}\``, reason]);
  const rows = new Map(all.sort().map((row) => [row.join(), row]));
  return table(["Check", "Resource", "Reason"], [...rows.values()]);
}

/** The exceptions from our own checks. */
function explained(): string {
  const exceptions = Object.entries({ ...ACTIONS_ON_EVERYTHING, ...SERVICES_WITHOUT_SOURCE });
  const rows = exceptions.map(([name, { reason, readOn }]) => [`\`${name}\``, `${reason} [AWS](${readOn})`]);
  return table(["Action or service", "Reason"], rows);
}

function inputs({ construct }: BuiltArchitecture): string {
  const rows = Object.entries(construct.inputs).map(([name, input]) => [
    `\`${snakeCase(name)}\``,
    `\`${input.type}\``,
    input.default === undefined ? "required" : `\`${jsonencode(input.default)}\``,
    describe(input),
  ]);
  return table(["Name", "Type", "Default", "Description"], rows);
}

function describe({ description, check }: Input): string {
  return check ? `${description} Must be ${check.mustBe}.` : description;
}

function outputs({ construct }: BuiltArchitecture): string {
  const rows = Object.entries(construct.outputDescriptions).map(([name, text]) => [`\`${snakeCase(name)}\``, text]);
  return table(["Name", "Description"], rows);
}

function resources(architecture: BuiltArchitecture): string {
  const addresses = graphOf(architecture).layout.map(({ address }) => address);
  const managed = addresses.filter((address) => /^aws_/.test(address));
  return managed.map((address) => `- \`${address}\``).join("\n");
}

/** What a module of the event lake offers to who queries. */
function lakeParts({ views, queries }: LakeContents): Record<string, string> {
  const names = (view: View) => view.columns.map(({ name }) => `\`${name}\``).join(", ");
  return {
    views: table(
      ["View", "A row is", "Columns"],
      views.map((view) => [`\`${view.name}\``, view.doc, names(view)]),
    ),
    ...(queries.length > 0 && { queries: queries.map(savedQuery).join("\n\n") }),
  };
}

const savedQuery = ({ name, description, sql }: NamedQuery): string =>
  `\`${name}\`: ${description}\n\n\`\`\`sql\n${sql}\n\`\`\``;

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
