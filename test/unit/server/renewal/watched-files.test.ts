import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  knownOf,
  lookEveryMs,
  WatchedFiles,
} from "../../../../src/server/renewal/watched-files.js";

let folder: string;
let file: string;
/** What is in force, and what was told of each renewal. */
let inForce: string;
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watched-"));
  file = join(folder, "file");
  told = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Watches files, whose text is in force together unless one of them says "broken". */
async function watch(
  files: () => readonly string[] = () => [file],
  whileRead: () => void = () => undefined,
): Promise<WatchedFiles> {
  const read = () =>
    files()
      .map((name) => readFileSync(name, "utf8"))
      .join("+");
  const known = await knownOf(files());
  inForce = read();
  const prepare = () => {
    const text = read();
    whileRead();
    if (text.includes("broken")) throw new Error("It is broken.");
    return () => {
      inForce = text;
    };
  };
  return new WatchedFiles({ name: "policies", prepare }, files, known, (_name, error) =>
    told.push(error === undefined ? "renewed" : "failed"),
  );
}

/** As `mv` does: the file is there all the time, and each time a different one. */
function replaceBy(text: string, name = file): void {
  writeFileSync(`${name}.new`, text);
  renameSync(`${name}.new`, name);
}

/** As the process does, for as long as a change needs that is let alone. */
async function lookForAWhile(watched: WatchedFiles): Promise<void> {
  for (let times = 0; times < 3; times += 1) {
    await watched.look();
    await pause(lookEveryMs);
  }
}

describe("a change", () => {
  beforeEach(() => {
    writeFileSync(file, "one");
  });

  it("of a file in place is in force a second later", async () => {
    const watched = await watch();
    writeFileSync(file, "two");
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["two", ["renewed"]]);
  });

  it("counts though neither the length nor the time has changed", async () => {
    utimesSync(file, 1000, 1000);
    const watched = await watch();
    writeFileSync(file, "two");
    utimesSync(file, 1000, 1000);
    await lookForAWhile(watched);
    expect(inForce).toBe("two");
  });

  it("counts though its time lies ahead, as another machine's can", async () => {
    const watched = await watch();
    replaceBy("two");
    jest.spyOn(Date, "now").mockReturnValue(1000);
    await lookForAWhile(watched);
    jest.restoreAllMocks();
    expect(inForce).toBe("two");
  });

  it("that is half done is not met", async () => {
    const watched = await watch();
    for (const text of ["", "t", "w", "o"]) {
      if (text === "") writeFileSync(file, text);
      else appendFileSync(file, text);
      await watched.look();
      await pause(100);
      expect([inForce, told]).toEqual(["one", []]);
    }
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["two", ["renewed"]]);
  });

  it("that comes while the files are read counts as a whole", async () => {
    let isTurned = false;
    const watched = await watch(undefined, () => {
      if (!isTurned) writeFileSync(file, "three");
      isTurned = true;
    });
    writeFileSync(file, "two");
    await lookForAWhile(watched);
    expect(inForce).toBe("three");
    expect(told).toEqual(["renewed"]);
  });

  it("of a link to another folder counts, as Kubernetes mounts a ConfigMap", async () => {
    for (const version of ["v1", "v2"]) {
      mkdirSync(join(folder, version));
      for (const name of ["a", "b"]) writeFileSync(join(folder, version, name), version + name);
    }
    symlinkSync("v1", join(folder, "..data"));
    const names = ["a", "b"].map((name) => {
      symlinkSync(join("..data", name), join(folder, name));
      return join(folder, name);
    });
    const watched = await watch(() => names);
    expect(inForce).toBe("v1a+v1b");
    symlinkSync("v2", join(folder, "..tmp"));
    renameSync(join(folder, "..tmp"), join(folder, "..data"));
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["v2a+v2b", ["renewed"]]);
  });

  it("that leaves the content as it was is none", async () => {
    const watched = await watch();
    replaceBy("one");
    await lookForAWhile(watched);
    utimesSync(file, 1000, 1000);
    await lookForAWhile(watched);
    expect(told).toEqual([]);
  });

  it("of which files there are counts", async () => {
    let files = [file];
    const watched = await watch(() => files);
    files = [file, join(folder, "more")];
    writeFileSync(join(folder, "more"), "two");
    await lookForAWhile(watched);
    expect(inForce).toBe("one+two");
  });

  it("is waited for by whoever asks after a pause, once for all", async () => {
    const watched = await watch();
    await watched.fresh();
    writeFileSync(file, "two");
    await pause(1000);
    await Promise.all(Array.from({ length: 100 }, () => watched.fresh()));
    expect([inForce, told]).toEqual(["two", ["renewed"]]);
  });

  it("is in force at once after a reload", async () => {
    const watched = await watch();
    writeFileSync(file, "two");
    await watched.reload();
    await watched.reload();
    expect([inForce, told]).toEqual(["two", ["renewed", "renewed"]]);
  });
});

describe("what cannot be used", () => {
  beforeEach(() => {
    writeFileSync(file, "one");
  });

  it("leaves in force what was, is told once, and is made good by what can", async () => {
    const watched = await watch();
    replaceBy("broken");
    await lookForAWhile(watched);
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["one", ["failed"]]);
    replaceBy("broken again");
    await lookForAWhile(watched);
    replaceBy("two");
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["two", ["failed", "failed", "renewed"]]);
  });

  it.each([
    [
      "the file is gone",
      () => {
        rmSync(file);
      },
    ],
    [
      "its link leads nowhere",
      () => {
        unlinkSync(file);
        symlinkSync(join(folder, "nowhere"), file);
      },
    ],
  ])("is told once when %s", async (_what, take) => {
    const watched = await watch();
    take();
    await lookForAWhile(watched);
    await lookForAWhile(watched);
    expect([inForce, told]).toEqual(["one", ["failed"]]);
  });

  it("is told at every reload, which does not reject", async () => {
    const watched = await watch();
    writeFileSync(file, "broken");
    await watched.reload();
    await watched.reload();
    expect([inForce, told]).toEqual(["one", ["failed", "failed"]]);
  });

  it("is what changes at every reading", async () => {
    let times = 0;
    const watched = await watch(undefined, () => {
      times += 1;
      writeFileSync(file, `text ${times}`);
    });
    await watched.reload();
    expect([inForce, told]).toEqual(["one", ["failed"]]);
    expect(times).toBe(3);
  });

  it("is what cannot be put in force", async () => {
    const known = await knownOf([file]);
    const failing = {
      name: "secrets" as const,
      prepare: () => () => Promise.reject(new Error("The disk is full.")),
    };
    const watched = new WatchedFiles(
      failing,
      () => [file],
      known,
      (name, error) => told.push(`${name}: ${error instanceof Error ? error.message : "renewed"}`),
    );
    await watched.reload();
    expect(told).toEqual(["secrets: The disk is full."]);
  });
});
