import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppliedRoot, suite } from "./suite";

/** A resource that was applied. */
export interface AppliedResource {
  readonly root: string;
  readonly architecture: string;
  /** The last part of its address, which is its role word; with the key of `for_each`, e.g. `sender["ses"]`. */
  readonly role: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface State {
  readonly resources: readonly {
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      /** A number where the resource has a `count`. */
      readonly index_key?: string | number;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

/** The resources of a type in all applied roots, those of examples too, as Terraform's state has them. */
export function applied(type: string): AppliedResource[] {
  return suite().roots.flatMap((root) => ofRoot(root, type));
}

function ofRoot({ name: root, architecture, cwd, error }: AppliedRoot, type: string): AppliedResource[] {
  if (error !== undefined) return [];
  const { resources }: State = JSON.parse(readFileSync(join(cwd, "terraform.tfstate"), "utf8"));
  return resources
    .filter((resource) => resource.mode === "managed" && resource.type === type)
    .flatMap(({ name, instances }) =>
      instances.map(({ index_key: key, attributes }) => {
        const role = typeof key === "string" ? `${name}["${key}"]` : name;
        return { root, architecture, role, attributes };
      }),
    );
}
