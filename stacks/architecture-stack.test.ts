import { App } from "cdktf";
import { builtArchitectures } from "../modules/catalog";
import { ArchitectureStack } from "./architecture-stack";

// What runs as a workspace of HCP Terraform: https://developer.hashicorp.com/terraform/cloud-docs/run/run-environment
describe.each(builtArchitectures)("the root of $id", (architecture) => {
  const root = new ArchitectureStack(new App(), architecture).toTerraform();

  test("needs no provider but the one for AWS", () => {
    expect(Object.keys(root.terraform.required_providers)).toEqual(["aws"]);
    expect(root.terraform.required_providers.aws.source).toBe("hashicorp/aws");
    const types = Object.keys({ ...root.resource, ...root.data });
    expect(types.filter((type) => !type.startsWith("aws_"))).toEqual([]);
  });

  test("runs no command, and names no folder of the machine that made it", () => {
    expect(JSON.stringify(root)).not.toMatch(/"provisioner"|"connection"/);
    expect(JSON.stringify(root)).not.toContain(process.cwd());
  });
});
