import { partition } from "@aws-sdk/core/client";

/**
 * The form of the names of Regions in the partition `aws`, to which the SDK counts whatever it does not know. A Region there may
 * be newer than the SDK.
 */
const plainName = /^[a-z]{2}-[a-z]+-\d{1,2}$/;

/** A name that has the form of one place: the SDK's table has `aws-global` and the like too. */
const anyName = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** Whether this can be a Region, by the SDK's own table of partitions. */
export function isRegion(name: string): boolean {
  if (!anyName.test(name)) return false;
  const found = partition(name);
  return "description" in found || found.name !== "aws" || plainName.test(name);
}

/** The partition of a Region, as it stands in ARNs. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitionOf = (region: string): string => partition(region).name;

/** Whether the partition of a Region has endpoints of this kind. */
export function hasEndpoints(region: string, kind: "fips" | "dualStack"): boolean {
  const { supportsFIPS, supportsDualStack } = partition(region);
  return kind === "fips" ? supportsFIPS : supportsDualStack;
}
