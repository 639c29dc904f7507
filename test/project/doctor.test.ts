import { readFamilies, writeFamilies } from "../../src/authorization/actions.js";
import { cognitoOperations } from "../../src/cognito/records/operations.js";
import {
  type DoctorState,
  fillDisk,
  mayMountDisks,
  mountSmallDisk,
  states,
  unmountSmallDisk,
  withoutChance,
  withoutPermission,
} from "../support/doctor-states.js";
import { type DoctorsPatient, startPatient } from "../support/run-doctor.js";
import { readText } from "./documents.js";

const document = "docs/operations.md";

/** What the document shows under the headings of its part on the doctor. */
const shown = new Map(
  readText(document)
    .split("\n### ")
    .flatMap((section) => {
      const text = /^```text\n(.*?)^```$/ms.exec(section.split("\n## ")[0] ?? "")?.[1];
      return text === undefined ? [] : [[section.split("\n")[0] ?? "", text] as const];
    }),
);

/** One permission stands for all in the document; a test does each in turn. */
const example = "AdminListGroupsForUser";

let patient: DoctorsPatient;

beforeEach(async () => {
  patient = await startPatient();
});

afterEach(async () => {
  await patient.stop();
});

const linesOf = async (args: readonly string[] = []) =>
  (await patient.run(...args)).lines.map(withoutChance);

/** What the doctor says in this state and not where all is well. */
async function saidOf({ spoil, arguments: args }: DoctorState): Promise<string> {
  const well = new Set(await linesOf(args));
  spoil(patient);
  const lines = await linesOf(args);
  return lines.filter((line) => !well.has(line)).join("\n") + "\n";
}

const [wellState, probed, ...others] = states;
const shownOthers = others.filter(
  ({ name }) => !name.startsWith("Without ") || name === `Without ${example}`,
);

describe("docs/operations.md shows what the doctor says", () => {
  it("where all is well", async () => {
    expect(`${(await linesOf()).join("\n")}\n`).toBe(shown.get(wellState?.name ?? ""));
  });

  it("where writes are probed", async () => {
    const well = new Set(await linesOf());
    const lines = await linesOf(probed?.arguments);
    expect(`${lines.filter((line) => !well.has(line)).join("\n")}\n`).toBe(
      shown.get(probed?.name ?? ""),
    );
  });

  it.each(shownOthers)("in the state: $name", async (state) => {
    expect(await saidOf(state)).toBe(shown.get(state.name));
  });

  it.each(cognitoOperations)("of %s as of the permission that it shows", async (operation) => {
    // The document's pool has passwords switched on and nothing else; what is off is not asked for.
    patient.configure({
      pool: `writes: [${writeFamilies.join(", ")}], shows: [${readFamilies.join(", ")}]`,
    });
    const [said, sum] = (await saidOf(withoutPermission(operation))).split("\n");
    const [line, sumShown] = (shown.get(`Without ${example}`) ?? "").split("\n");
    expect(said).toBe(line?.replaceAll(example, operation));
    expect(sum).toMatch(/^\d+ ok, 1 missing, 0 not proven$/);
    expect(sumShown).toMatch(/^\d+ ok, 1 missing, 0 not proven$/);
  });

  (mayMountDisks() ? it : it.skip)("of a disk that is full", async () => {
    mountSmallDisk(patient);
    try {
      fillDisk(patient);
      const well = new Set(shown.get(wellState?.name ?? "")?.split("\n"));
      const lines = (await linesOf()).filter((line) => !well.has(line));
      expect(`${lines.join("\n")}\n`).toBe(shown.get("A full disk"));
    } finally {
      unmountSmallDisk(patient);
    }
  });

  it("and of no other state", () => {
    const names = [wellState, probed, ...shownOthers].map((state) => state?.name);
    expect([...shown.keys()]).toEqual([...names, "A full disk"]);
  });
});
