import { Seal } from "../../../../src/local-pool/crypto/seal.js";

describe("Seal", () => {
  const seal = new Seal();
  const token = seal.seal("session", ["ann", 1]);

  it("opens what it sealed, for the same purpose", () => {
    expect(seal.open("session", token)).toEqual(["ann", 1]);
  });

  it("opens nothing for another purpose", () => {
    expect(seal.open("refresh", token)).toBeNull();
  });

  it("opens nothing that another seal closed", () => {
    expect(new Seal().open("session", token)).toBeNull();
  });

  it("opens nothing that was tampered with", () => {
    const forged = Buffer.from(JSON.stringify(["bob", 1])).toString("base64url");
    const mark = token.split(".")[1] ?? "";
    for (const attempt of ["", ".", "x", forged, `${forged}.${mark}`, token.slice(0, -2)]) {
      expect(seal.open("session", attempt)).toBeNull();
    }
  });
});
