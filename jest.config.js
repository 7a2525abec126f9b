/** Every suite is jest: `unit` needs nothing, `terraform` the Terraform binary, `sandbox` the local cloud. */
const common = {
  testEnvironment: "node",
  // The SQL parser comes as ES modules, which jest loads from no package untransformed.
  transform: { "\\.ts$": "@swc/jest", "/(dt-sql-parser|antlr4-c3)/.+\\.m?js$": "@swc/jest" },
  transformIgnorePatterns: ["/node_modules/(?!dt-sql-parser/|antlr4-c3/)"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/cdktf.out/", "<rootDir>/.sandbox/"],
};

module.exports = {
  testSequencer: "<rootDir>/sandbox/tests/sequencer.js",
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "\\.terraform\\.test\\.ts$", "<rootDir>/sandbox/tests/"],
    },
    { ...common, displayName: "terraform", testMatch: ["**/*.terraform.test.ts"] },
    {
      ...common,
      displayName: "sandbox",
      testMatch: ["<rootDir>/sandbox/tests/**/*.test.ts"],
      globalSetup: "<rootDir>/sandbox/tests/setup.ts",
      globalTeardown: "<rootDir>/sandbox/tests/teardown.ts",
    },
  ],
};
