import type { Target } from "../../authorization/resources.js";

/** A target on the command line that says nothing that can be judged. */
export class TargetError extends Error {}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** What can be said of a target, with what it is taken for when it is left out. */
const defaults = {
  username: "somebody",
  subject: "00000000-0000-4000-8000-000000000000",
  status: "CONFIRMED",
  enabled: true,
  groups: [] as readonly string[],
};

/** Reads a target that is stated as JSON. Throws TargetError. */
export function readTarget(text: string, poolId: string): Target {
  let stated: unknown;
  try {
    stated = JSON.parse(text);
  } catch {
    throw new TargetError("--target is not JSON.");
  }
  if (typeof stated !== "object" || stated === null || Array.isArray(stated)) {
    throw new TargetError("--target is not a JSON object.");
  }
  const strange = Object.keys(stated).filter((key) => !Object.hasOwn(defaults, key));
  if (strange.length > 0) {
    throw new TargetError(`--target knows ${Object.keys(defaults).join(", ")} only.`);
  }
  const target = { ...defaults, ...stated };
  const isTarget =
    [target.username, target.subject, target.status].every((value) => typeof value === "string") &&
    typeof target.enabled === "boolean" &&
    isTexts(target.groups);
  if (!isTarget) throw new TargetError("--target has a value of a wrong type.");
  return { ...target, poolId };
}
