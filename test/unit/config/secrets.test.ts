import { readSecrets } from "../../../src/config/secrets.js";

const one = "1".repeat(32);
const other = "Other-Secret_with.all/kinds+of=signs!";
const key = Buffer.alloc(32, 7).toString("base64");

describe("readSecrets", () => {
  it("has none without variables", () => {
    expect(readSecrets({})).toEqual({ secrets: {}, mistakes: [] });
  });

  it.each([
    [{ GATEWAY_ROUTER_SECRET: one }, { router: [one] }],
    [{ GATEWAY_ROUTER_SECRET: `${one},${other}` }, { router: [one, other] }],
    [{ GATEWAY_ROUTER_SECRET: ` ${one} , ${other}\n` }, { router: [one, other] }],
    [{ GATEWAY_AUDIT_KEY: `${key}\n` }, { auditKey: key }],
    [{ GATEWAY_CURSOR_SECRET: `${one},${other}` }, { cursor: `${one},${other}` }],
    [
      { GATEWAY_CURSOR_SECRET: one, GATEWAY_AUDIT_KEY: key, GATEWAY_ROUTER_SECRET: one },
      { cursor: one, auditKey: key, router: [one] },
    ],
  ])("reads %j", (environment, secrets) => {
    expect(readSecrets(environment)).toEqual({ secrets, mistakes: [] });
  });

  it.each([
    ["GATEWAY_ROUTER_SECRET", "", "nothing"],
    ["GATEWAY_ROUTER_SECRET", "hunter2".repeat(4), "a short one"],
    ["GATEWAY_ROUTER_SECRET", `${one},`, "a comma too many"],
    ["GATEWAY_ROUTER_SECRET", `${one},hunter2`, "a short one behind a good one"],
    ["GATEWAY_ROUTER_SECRET", `hunter2 ${one}`, "one with a blank"],
    ["GATEWAY_ROUTER_SECRET", `hunter2\u00e9${one}`, "one beyond ASCII"],
    ["GATEWAY_ROUTER_SECRET", "hunter2".repeat(40), "one that is too long"],
    ["GATEWAY_AUDIT_KEY", "", "nothing"],
    ["GATEWAY_AUDIT_KEY", "hunter2", "a password"],
    ["GATEWAY_AUDIT_KEY", Buffer.alloc(31).toString("base64"), "31 bytes"],
    ["GATEWAY_CURSOR_SECRET", "", "nothing"],
    ["GATEWAY_CURSOR_SECRET", "hunter2", "a short one"],
  ])("refuses %s=%j, %s, without a word of it", (variable, text) => {
    const { secrets, mistakes } = readSecrets({ [variable]: text });
    expect(secrets).toEqual({});
    expect(mistakes.map(({ path }) => path)).toEqual([variable]);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });
});
