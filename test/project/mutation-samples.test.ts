import { rows } from "../../src/graphql/mutations.js";
import { type Sample, samples } from "../support/mutation-samples.js";

// Nobody is found for it, so it has a suite of its own.
const { createUser: _, ...onUsers } = rows;

describe("the samples of the battery", () => {
  it("are one for each mutation on one user", () => {
    expect(Object.keys(samples)).toEqual(Object.keys(onUsers));
  });

  it.each(Object.entries(onUsers))("make %s amount to each of its actions", (name, { actions }) => {
    const sample: Sample = samples[name as keyof typeof samples];
    expect(Object.keys(sample.variables).sort()).toEqual([...actions].sort());
  });
});
