import { isRegion, partitionOf } from "../../../src/config/partition.js";

it.each(["eu-west-1", "il-central-1", "us-gov-east-1", "cn-northwest-1", "eusc-de-east-1"])(
  "%s is a Region that the SDK knows",
  (region) => {
    expect(isRegion(region)).toBe(true);
  },
);

it.each([
  ["eu-west-9", "aws"],
  ["us-gov-north-1", "aws-us-gov"],
  ["us-iso-south-12", "aws-iso"],
])("%s may be a Region that is newer than the SDK, in %s", (region, partition) => {
  expect([isRegion(region), partitionOf(region)]).toEqual([true, partition]);
});

it.each([
  ...["mars", "", "eu-west", "EU-WEST-1", "aws-global", "aws-cn-global", "us-east-1a"],
  ...["us-isox-east-1", "eu-west-1.evil.example", "eu-west-1/", "evil-de-east-1", "eu_west_1"],
])("%j is none", (name) => {
  expect(isRegion(name)).toBe(false);
});
