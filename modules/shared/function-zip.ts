import { existsSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct, IConstruct } from "constructs";

const ROOT = join(__dirname, "..", "..");

/** Where `npm run build` leaves the zips; the published package has the same tree. */
const ZIP_DIRECTORY = join(ROOT, "dist", "functions");

/**
 * A file with the code of a function. Synthesis copies it to `functions/` beside the configuration, emission to
 * `functions/` of the module, so that both say `${path.module}/functions/<name>`.
 */
export class FunctionFile extends TerraformAsset {
  constructor(
    scope: Construct,
    id: string,
    /** The file that is copied. */
    readonly source: string,
    /** Its name in `functions/`. */
    readonly name: string,
  ) {
    super(scope, id, { path: source, type: AssetType.FILE });
  }

  /** Path below the folder of the configuration. CDKTF's own path has a hash in it that only machines can read. */
  override get path(): string {
    return `functions/${this.name}`;
  }

  /** The files of all functions below a construct. */
  static below(root: IConstruct): FunctionFile[] {
    return root.node.findAll().filter((construct) => construct instanceof FunctionFile);
  }
}

/** The code of a Lambda function. */
export class FunctionZip extends FunctionFile {
  constructor(scope: Construct, folder: string) {
    const source = join(ZIP_DIRECTORY, `${folder}.zip`);
    if (!existsSync(source)) throw new Error(`functions/${folder} is not built; run "npm run build" first.`);
    super(scope, "zip", source, `${folder}.zip`);
  }
}

/** The code of an edge function, which is its text as it stands. */
export class EdgeFunctionText extends FunctionFile {
  constructor(scope: Construct, folder: string) {
    super(scope, "text", join(ROOT, "functions", folder, "index.js"), `${folder}.js`);
  }
}
