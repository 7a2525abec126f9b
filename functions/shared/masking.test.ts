import { maskAddresses, recipientHash } from "./masking";

test("hashes the trimmed lower-case address to 12 hex digits", () => {
  // printf %s gone@example.com | sha256sum
  expect(recipientHash("gone@example.com")).toBe("c1ab2e558c55");
  expect(recipientHash(" Gone@Example.COM\n")).toBe("c1ab2e558c55");
});

test("replaces addresses in foreign texts and nothing else", () => {
  expect(maskAddresses('Invalid address <gone@example.com>, "a.b+c@x.org": arn:aws:sqs:eu-west-1:1:q')).toBe(
    'Invalid address <***>, "***": arn:aws:sqs:eu-west-1:1:q',
  );
});
