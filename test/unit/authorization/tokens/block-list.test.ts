import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BlockList,
  BlockListError,
  type BlockListProblem,
} from "../../../../src/authorization/tokens/block-list.js";
import { createTestClock, type TestClock } from "../../../support/signed-tokens.js";

let folder: string;
let file: string;
let clock: TestClock;
let problems: BlockListProblem[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "block-list-"));
  file = join(folder, "blocked");
  // An hour after the files are written: they have been left alone for long.
  clock = createTestClock(Date.now() + 3_600_000);
  problems = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = () =>
  BlockList.read(file, { now: clock.now, onProblem: (problem) => problems.push(problem) });

async function readText(text: string | Buffer): Promise<BlockList> {
  writeFileSync(file, text);
  return read();
}

/** As `mv` does: the file is there all the time, and each time a different one. */
function replaceBy(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Which of the given subjects are blocked, after everybody has had time to look. */
async function blockedSubjects(list: BlockList, ...subjects: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const subject of subjects) if (await list.isBlocked(subject, "-")) found.push(subject);
  return found;
}

async function failureOf(text: string | Buffer): Promise<BlockListError> {
  try {
    await readText(text);
  } catch (error) {
    if (error instanceof BlockListError) return error;
  }
  throw new Error("The file was read.");
}

describe("a block list", () => {
  it("blocks by sub and by jti, and takes neither for the other", async () => {
    const list = await readText("sub eve\njti stolen\n");
    expect(await list.isBlocked("eve", "token-1")).toBe(true);
    expect(await list.isBlocked("ada", "stolen")).toBe(true);
    expect(await list.isBlocked("stolen", "eve")).toBe(false);
    expect(await list.isBlocked("Eve", "token-1")).toBe(false);
  });

  it("may have comments, empty lines, more blanks, and lines as other systems end them", async () => {
    const list = await readText(
      "\uFEFF# Left the company.\r\n\r\n  sub \t eve  \r\n\t# jti x\n\njti y",
    );
    expect(await list.isBlocked("eve", "-")).toBe(true);
    expect(await list.isBlocked("-", "y")).toBe(true);
    expect(await list.isBlocked("-", "x")).toBe(false);
  });

  it.each(["", "\n", "# nobody\n"])("of %j blocks nobody", async (text) => {
    expect(await (await readText(text)).isBlocked("", "")).toBe(false);
  });

  it.each([
    ["a name that every object has", "constructor"],
    ["256 characters", "s".repeat(256)],
    ["signs", "auth0|#äöü/=+"],
  ])("may hold %s", async (_what, subject) => {
    expect(await (await readText(`sub ${subject}`)).isBlocked(subject, "-")).toBe(true);
    expect(await (await readText("sub eve")).isBlocked(subject, "-")).toBe(false);
  });
});

describe("a file", () => {
  it.each([
    ["a value alone", "eve-secret"],
    ["a kind alone", "sub"],
    ["a kind and blanks", "sub  "],
    ["another kind", "token eve-secret"],
    ["a kind in capitals", "SUB eve-secret"],
    ["two values", "sub eve-secret mallory"],
    ["a comment behind an entry", "sub eve-secret # since Monday"],
    ["a long value", `sub ${"s".repeat(257)}`],
    ["a colon", "sub: eve-secret"],
  ])("with %s is refused by its line, without its words", async (_what, line) => {
    const failure = await failureOf(`# first\nsub ada\n${line}\njti fine\n`);
    expect(failure).toMatchObject({ file, line: 3 });
    expect(failure.message).toContain(`${file}, line 3: `);
    expect(JSON.stringify([failure.message, failure])).not.toMatch(/secret|mallory|Monday|sss/);
    expect(failure.cause).toBeUndefined();
  });

  it("that is not text is refused", async () => {
    expect(await failureOf(Buffer.from([0x73, 0x75, 0x62, 0x20, 0xff]))).toMatchObject({
      file,
      message: `${file}: is not UTF-8`,
    });
  });

  it("may have 1 MiB, and not a byte more", async () => {
    const text = "sub eve\n".padEnd(1024 * 1024, "#");
    expect(await (await readText(text)).isBlocked("eve", "-")).toBe(true);
    expect((await failureOf(`${text}#`)).message).toBe(`${file}: is larger than 1 MiB`);
  });

  it("may have 100000 entries, and not one more", async () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `sub ${index}\n`).join("");
    expect(await (await readText(text)).isBlocked("99999", "-")).toBe(true);
    expect(await failureOf(`${text}jti x`)).toMatchObject({ line: 100_001 });
  });

  it("that is not there is refused by its name", async () => {
    await expect(read()).rejects.toMatchObject({ message: `${file}: cannot be read` });
  });

  it("that is a folder or a pipe is refused without waiting for it", async () => {
    mkdirSync(file);
    await expect(read()).rejects.toMatchObject({ message: `${file}: is not a file` });
    rmSync(file, { recursive: true });
    // POSIX's tool: Node makes no pipes.
    const makePipe = "mkfifo";
    execFileSync(makePipe, [file]);
    await expect(read()).rejects.toMatchObject({ message: `${file}: is not a file` });
  });
});

describe("a change of the file", () => {
  it("counts from the next second on, for the first who asks", async () => {
    const list = await readText("sub eve\n");
    replaceBy("sub ada\n");
    clock.advance(999);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve"]);
    clock.advance(1);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
    replaceBy("sub eve\n");
    clock.advance(999);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
    expect(problems).toEqual([]);
  });

  it("that replaces it counts though it was written just now, since it is whole", async () => {
    clock = createTestClock(Date.now());
    const list = await readText("sub eve\n");
    replaceBy("sub ada\n");
    utimesSync(file, clock.now() / 1000 + 1, clock.now() / 1000 + 1);
    clock.advance(1000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });

  it("counts for everybody who asks while it is read", async () => {
    const list = await readText("sub eve\n");
    replaceBy("sub ada\n");
    clock.advance(1000);
    const answers = Array.from({ length: 100 }, async () => list.isBlocked("ada", "-"));
    expect(new Set(await Promise.all(answers))).toEqual(new Set([true]));
  });

  it("counts when a link is turned to another folder, as Kubernetes mounts a ConfigMap", async () => {
    for (const [version, text] of Object.entries({ v1: "sub eve\n", v2: "sub ada\n" })) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, "blocked"), text);
    }
    symlinkSync("v1", join(folder, "..data"));
    symlinkSync(join("..data", "blocked"), file);
    const list = await read();
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve"]);
    symlinkSync("v2", join(folder, "..new"));
    renameSync(join(folder, "..new"), join(folder, "..data"));
    clock.advance(1000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });

  it("in place counts, though neither the length nor the time has changed", async () => {
    const list = await readText("sub eve\n");
    utimesSync(file, 1000, 1000);
    await list.reload();
    writeFileSync(file, "sub ada\n");
    utimesSync(file, 1000, 1000);
    clock.advance(1000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });

  it("in place counts when it has been left alone for a second, since it may be half done", async () => {
    clock = createTestClock(Date.now());
    const list = await readText("sub eve\n");
    clock.advance(1000);
    writeFileSync(file, "");
    utimesSync(file, clock.now() / 1000, clock.now() / 1000);
    expect(await blockedSubjects(list, "eve")).toEqual(["eve"]);
    appendFileSync(file, "sub eve\nsub ada\n");
    utimesSync(file, clock.now() / 1000, clock.now() / 1000);
    clock.advance(1000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve", "ada"]);
    expect(problems).toEqual([]);
  });

  it("counts at once after a reload", async () => {
    clock = createTestClock(Date.now());
    const list = await readText("sub eve\n");
    writeFileSync(file, "sub ada\n");
    await list.reload();
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });

  it("is seen by a clock that was set back", async () => {
    const list = await readText("sub eve\n");
    replaceBy("sub ada\n");
    clock.advance(-60_000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });
});

describe("a file that gets broken", () => {
  const lookSeveralTimes = async (list: BlockList) => {
    for (let index = 0; index < 3; index += 1) {
      clock.advance(1000);
      expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve"]);
    }
  };

  it("leaves the old list, and is told once", async () => {
    const list = await readText("sub eve\n");
    replaceBy("sub ada\nsecret words\n");
    await lookSeveralTimes(list);
    expect(problems).toMatchObject([{ file, line: 2 }]);
    expect(JSON.stringify(problems)).not.toContain("secret");
    replaceBy("secret words\n");
    await lookSeveralTimes(list);
    replaceBy("other words\n");
    await lookSeveralTimes(list);
    expect(problems).toMatchObject([{ line: 2 }, { line: 1 }, { line: 1 }]);
    replaceBy("sub ada\n");
    clock.advance(1000);
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
    expect(problems).toHaveLength(3);
  });

  it("because it is gone leaves the old list, and is told once each time", async () => {
    const list = await readText("sub eve\n");
    for (const times of [1, 2]) {
      renameSync(file, `${file}.away`);
      await lookSeveralTimes(list);
      expect(problems).toHaveLength(times);
      renameSync(`${file}.away`, file);
      await lookSeveralTimes(list);
    }
    expect(problems[0]).toMatchObject({ file, problem: "cannot be read" });
    expect(problems[0]?.line).toBeUndefined();
  });

  it("because its folder is gone is told once each time", async () => {
    mkdirSync(join(folder, "mounted"));
    file = join(folder, "mounted", "blocked");
    const list = await readText("sub eve\n");
    for (const times of [1, 2]) {
      renameSync(join(folder, "mounted"), join(folder, "away"));
      await lookSeveralTimes(list);
      expect(problems).toHaveLength(times);
      renameSync(join(folder, "away"), join(folder, "mounted"));
      await lookSeveralTimes(list);
    }
  });

  it("because its link leads nowhere leaves the old list", async () => {
    const target = join(folder, "target");
    writeFileSync(target, "sub eve\n");
    symlinkSync(target, file);
    const list = await read();
    unlinkSync(target);
    await lookSeveralTimes(list);
    expect(problems).toHaveLength(1);
  });

  it("is told at every reload, which does not reject", async () => {
    const list = await readText("sub eve\n");
    replaceBy("secret words\n");
    await list.reload();
    await list.reload();
    expect(problems).toMatchObject([{ line: 1 }, { line: 1 }]);
    expect(await blockedSubjects(list, "eve")).toEqual(["eve"]);
  });

  it("does not lose the list when nobody listens, nor when the listener fails", async () => {
    writeFileSync(file, "sub eve\n");
    const silent = await BlockList.read(file);
    const failing = await BlockList.read(file, {
      now: clock.now,
      onProblem: () => {
        throw new Error("Nobody at home.");
      },
    });
    replaceBy("secret words\n");
    await silent.reload();
    expect(await silent.isBlocked("eve", "-")).toBe(true);
    await expect(failing.reload()).rejects.toThrow("Nobody");
    replaceBy("sub ada\n");
    clock.advance(1000);
    expect(await failing.isBlocked("ada", "-")).toBe(true);
  });
});
