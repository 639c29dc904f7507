import type { AuditOptions } from "../../src/audit/audit-log.js";
import { SigningKey } from "../../src/audit/chain/signing-key.js";
import { type Ending, endings, History } from "../support/audit-history.js";
import { type Fault, faultForms } from "../support/memory-disk.js";

jest.setTimeout(120_000);

const [oldKey, newKey] = [7, 8].map((byte) => Buffer.alloc(32, byte).toString("base64"));
const publicKeyOf = (key = "") => new SigningKey(key).publicKey;

interface Script {
  readonly options?: Partial<AuditOptions>;
  /** The keys that sign it, in order. */
  readonly publicKeys?: readonly string[];
  /** How many files there are in the end, where nothing goes wrong. */
  readonly files: number;
  readonly steps: readonly ((history: History) => Promise<void> | void)[];
}

const start = (h: History) => h.start();
const stop = (h: History) => h.stop();
const rotate = (h: History) => h.rotate();
const set = (name: string) => (h: History) => h.set(name);
const begin = (name: string) => (h: History) => h.begin(name);
const finish = (name: string) => (h: History) => h.finish(name);
const together =
  (...steps: ((h: History) => Promise<void>)[]) =>
  async (h: History) => {
    await Promise.all(steps.map((step) => step(h)));
  };

/** The lives of a log, each from a disk that is empty. */
const scripts: Readonly<Record<string, Script>> = {
  "work, a rotation and a stop": {
    files: 3,
    steps: [
      start,
      begin("open"),
      together(set("one"), set("two"), (h) => h.read()),
      rotate,
      set("three"),
      together(finish("open"), set("four"), rotate),
      begin("left"),
      together(finish("left"), stop),
    ],
  },
  "a rotation by size": {
    files: 2,
    options: { maxFileBytes: 3000, checkpointEveryRecords: 1 },
    steps: [start, begin("open"), set("one"), set("two"), set("three"), finish("open"), stop],
  },
  "a crash, and the next start": {
    files: 2,
    steps: [
      start,
      begin("left"),
      (h) => {
        h.crash('{"seq":3,"at":"20');
      },
      start,
      set("one"),
      rotate,
      (h) => {
        h.crash();
      },
      start,
      set("two"),
      stop,
    ],
  },
  "another key": {
    files: 2,
    options: { key: oldKey, checkpointEveryRecords: 2 },
    // Where the fault ends the second start, the last one has the old key again.
    publicKeys: [oldKey, newKey, oldKey].map(publicKeyOf),
    steps: [
      start,
      begin("left"),
      (h) => {
        h.crash();
      },
      (h) => h.start({ key: newKey }),
      set("two"),
      stop,
    ],
  },
};

/** Every way in which an operation of that name can go wrong. */
const formsOf = (operation: string) =>
  faultForms.slice(
    0,
    /^(write|read) /.test(operation) ? 4 : operation.startsWith("truncate ") ? 3 : 2,
  );

interface Run {
  readonly what: string;
  readonly fault: Fault;
  readonly ending: Ending;
}

/** Every history of a script with one fault. */
async function historiesOf({ steps, options, files }: Script): Promise<readonly Run[]> {
  const sound = new History(undefined, "work", options);
  for (const step of steps) await step(sound);
  expect(sound.files).toHaveLength(files);
  return [...sound.disk.operations].flatMap((name, index) =>
    formsOf(name).flatMap((form): Run[] => {
      const fault = { operation: index + 1, form };
      const what = `${form} ${index + 1}, ${name}`;
      return [
        ...endings.map((ending) => ({ what: `${what}, then ${ending}`, fault, ending })),
        ...(["kill", "power"] as const).map((ending) => ({
          what: `${what}, by ${ending}`,
          fault: { ...fault, isDeadly: true },
          ending,
        })),
      ];
    }),
  );
}

describe("a log with one fault of its disk", () => {
  it.each(Object.entries(scripts))(
    "can be verified after %s, and says what callers were told",
    async (_what, script) => {
      const broken: string[] = [];
      const histories = await historiesOf(script);
      for (const { what, fault, ending } of histories) {
        const history = new History(fault, ending, script.options, script.publicKeys);
        const wrong = await history.run(script.steps).catch((error: unknown) => [String(error)]);
        if (!history.disk.hasFailed) wrong.push("the fault did not happen");
        if (wrong.length > 0) broken.push(`${what}: ${wrong.join("; ")}`);
      }
      process.stdout.write(`${histories.length} histories, ${broken.length} broken\n`);
      expect(broken).toEqual([]);
    },
  );
});
