import { rows } from "../../src/graphql/mutations.js";
import { type Sample, samples } from "../support/mutation-samples.js";

describe("the samples of the battery", () => {
  it("are one for each mutation on one user", () => {
    expect(Object.keys(samples)).toEqual(Object.keys(rows));
  });

  it.each(Object.entries(rows))("make %s amount to each of its actions", (name, { actions }) => {
    const sample: Sample = samples[name as keyof typeof samples];
    expect(Object.keys(sample.variables).sort()).toEqual([...actions].sort());
  });
});
