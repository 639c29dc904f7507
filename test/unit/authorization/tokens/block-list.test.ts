import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlockList, BlockListError } from "../../../../src/authorization/tokens/block-list.js";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "block-list-"));
  file = join(folder, "blocked");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = () => BlockList.read(file);

async function readText(text: string | Buffer): Promise<BlockList> {
  writeFileSync(file, text);
  return read();
}

/** Which of the given subjects are blocked. */
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

describe("reading the file again", () => {
  it("puts nothing in force by itself", async () => {
    const list = await readText("sub eve\n");
    writeFileSync(file, "sub ada\n");
    const putInForce = await list.prepare();
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve"]);
    putInForce();
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["ada"]);
  });

  it("is refused for a file that cannot be used, and the old list goes on", async () => {
    const list = await readText("sub eve\n");
    writeFileSync(file, "sub ada\nsecret words\n");
    await expect(list.prepare()).rejects.toMatchObject({ file, line: 2 });
    expect(await blockedSubjects(list, "eve", "ada")).toEqual(["eve"]);
  });

  it("is waited for by whoever asks", async () => {
    const list = await readText("sub eve\n");
    list.keepFresh(async () => {
      (await list.prepare())();
    });
    writeFileSync(file, "sub ada\n");
    expect(await blockedSubjects(list, "ada", "eve")).toEqual(["ada"]);
  });
});
