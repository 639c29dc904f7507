import { lineAt, splitPolicies } from "../../../src/authorization/policy-source.js";

const permit = "permit (principal, action, resource);";
const split = (content: string) =>
  splitPolicies("a.cedar", content).map(({ line, text }) => [line, text]);

describe("splitPolicies", () => {
  it("keeps each policy with the line where it begins", () => {
    expect(split(`${permit}\n\n// one more\n@id("b")\n${permit}\n`)).toEqual([
      [1, permit],
      [4, `@id("b")\n${permit}`],
    ]);
  });

  it("is not confused by what stands in strings and comments", () => {
    const odd = `permit (principal, action, resource) // ; and "\nwhen { "; // \\" ;" == "x" };`;
    expect(split(`// ; "\n${odd}${permit}`)).toEqual([
      [2, odd],
      [3, permit],
    ]);
  });

  it("counts lines that end with carriage returns", () => {
    expect(split(`\r\n\r\n${permit}\r\n${permit}`).map(([line]) => line)).toEqual([3, 4]);
  });

  it("keeps what is not ended, so that it is refused and not lost", () => {
    expect(split(`${permit}\npermit (principal`)).toEqual([
      [1, permit],
      [2, "permit (principal"],
    ]);
  });

  it.each(["", " \n", "// nothing"])("finds nothing in %j", (content) => {
    expect(split(content)).toEqual([]);
  });
});

describe("lineAt", () => {
  it("counts bytes, as Cedar does", () => {
    const source = { file: "a.cedar", line: 10, text: "// äöü€\n\nforbid" };
    const byte = Buffer.byteLength("// äöü€\n\n");
    expect([lineAt(source, 0), lineAt(source, byte - 1), lineAt(source, byte)]).toEqual([
      10, 11, 12,
    ]);
  });
});
