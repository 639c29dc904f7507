import { readRouterSecrets } from "../../../src/config/router-secrets.js";

const one = "1".repeat(32);
const other = "Other-Secret_with.all/kinds+of=signs!";

describe("readRouterSecrets", () => {
  it("has none without the variable", () => {
    expect(readRouterSecrets({})).toEqual({ secrets: undefined, mistakes: [] });
  });

  it.each([
    [one, [one]],
    [`${one},${other}`, [one, other]],
    [` ${one} , ${other}\n`, [one, other]],
  ])("reads %j", (text, secrets) => {
    expect(readRouterSecrets({ GATEWAY_ROUTER_SECRET: text })).toEqual({ secrets, mistakes: [] });
  });

  it.each([
    ["", "nothing"],
    ["hunter2".repeat(4), "a short one"],
    [`${one},`, "a comma too many"],
    [`${one},hunter2`, "a short one behind a good one"],
    [`hunter2 ${one}`, "one with a blank"],
    [`hunter2\u00e9${one}`, "one beyond ASCII"],
    ["hunter2".repeat(40), "one that is too long"],
  ])("refuses %j, %s, without a word of it", (text) => {
    const { secrets, mistakes } = readRouterSecrets({ GATEWAY_ROUTER_SECRET: text });
    expect(secrets).toBeUndefined();
    expect(mistakes.map(({ path }) => path)).toEqual(["GATEWAY_ROUTER_SECRET"]);
    expect(JSON.stringify(mistakes)).not.toContain("hunter2");
  });
});
