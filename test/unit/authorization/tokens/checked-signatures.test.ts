import { CheckedSignatures } from "../../../../src/authorization/tokens/checked-signatures.js";

describe("CheckedSignatures", () => {
  it("finds what was remembered of a token, and nothing by another's text", () => {
    const signatures = new CheckedSignatures<string>();
    signatures.remember("a.b.c", "of the first");
    expect(signatures.find("a.b.c")).toBe("of the first");
    expect(signatures.find("a.b.d")).toBeUndefined();
  });

  it("keeps no token", () => {
    const signatures = new CheckedSignatures<string>();
    signatures.remember("a.secret.c", "said");
    const { byDigest } = signatures as unknown as { byDigest: Map<string, string> };
    const held = JSON.stringify([...byDigest]);
    expect(held).toContain("said");
    expect(held).not.toContain("secret");
  });

  it("forgets the oldest of more than 5,000", () => {
    const signatures = new CheckedSignatures<number>();
    for (let token = 0; token <= 5000; token += 1) signatures.remember(String(token), token);
    expect([0, 1, 5000].map((token) => signatures.find(String(token)))).toEqual([
      undefined,
      1,
      5000,
    ]);
  });

  it("forgets the oldest of more than 16 MiB, a token that is met again counted once", () => {
    const signatures = new CheckedSignatures<number>();
    const tokenOf = (number: number) => String(number).padEnd(1024 * 1024, "x");
    for (let times = 0; times < 20; times += 1) signatures.remember(tokenOf(0), times);
    for (let token = 1; token <= 16; token += 1) signatures.remember(tokenOf(token), token);
    expect([0, 1, 16].map((token) => signatures.find(tokenOf(token)))).toEqual([undefined, 1, 16]);
  });
});
