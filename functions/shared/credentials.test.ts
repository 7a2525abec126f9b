import { defaultProvider } from "./credentials";

const savedEnvironment = process.env;
afterEach(() => {
  process.env = savedEnvironment;
});

test("takes the credentials that Lambda puts into the environment", async () => {
  process.env = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret", AWS_SESSION_TOKEN: "token" };
  expect(await defaultProvider()()).toEqual({ accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" });
});

test("says what is missing outside Lambda", async () => {
  process.env = { AWS_ACCESS_KEY_ID: "key" };
  await expect(defaultProvider()()).rejects.toThrow(
    "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must hold credentials; Lambda sets them.",
  );
});
